package org.muster.state;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.ErrorCode;
import org.muster.model.SessionId;
import org.muster.model.ZPath;
import org.muster.model.Zxid;
import org.muster.state.auth.AccessList;
import org.muster.state.quota.QuotaPaths;
import org.muster.state.tree.TreeEdit;
import org.muster.state.tree.TreeWalk;
import org.muster.state.tree.Znode;

/**
 * The next state while one transaction makes it. What it makes is seen by nobody until {@link
 * #finish}; to roll back is to drop it. Each change applies the rules by which a record may be
 * applied again to a state that has it already.
 */
public final class StateDraft {
    private final State base;
    private final StateParts parts;
    private final TreeEdit tree;
    private final boolean noted;
    private long zxid;
    private @Nullable List<Change> changes;
    private @Nullable Znode touched;

    /** A path known to be free, until something is created; empty for none. */
    private ZPath free = ZPath.EMPTY;

    /** {@code noted}: whether {@link #changes} will be asked for. */
    StateDraft(State base, TreeEdit tree, long zxid, boolean noted) {
        this.base = base;
        this.zxid = zxid;
        this.noted = noted;
        this.parts = new StateParts(base);
        this.tree = tree;
    }

    /**
     * From now on for the transaction {@code next}, without a state in between: for who replays a
     * log ({@link State#draftOwn}).
     */
    public void next(Zxid next, long timeMs) {
        zxid = Math.max(zxid, next.value());
        tree.next(next.value(), timeMs);
        changes = null;
        touched = null;
        free = ZPath.EMPTY;
    }

    /** The digest of the tree as it is now. */
    public long digest() {
        return tree.digest();
    }

    /** The state before the transaction. */
    public State base() {
        return base;
    }

    /** The znode at {@code path} as it is now, or null. */
    public @Nullable Znode find(ZPath path) {
        return tree.seek(path);
    }

    /** The znode above the last slash of {@code path}, or null; null too without a slash. */
    public @Nullable Znode findParent(ZPath path) {
        return tree.seekParent(path);
    }

    /** Whether the session is known now. */
    public boolean hasSession(SessionId session) {
        return parts.sessions.contains(session);
    }

    /** The size in the log of the list of a session's ephemerals, in bytes. */
    public long listedEphemeralBytes(SessionId session) {
        Ephemerals owned = parts.ephemerals.get(session);
        return owned == null ? 0 : owned.listedBytes();
    }

    /** The paths of the ephemerals of a session, in order. */
    public List<ZPath> ephemerals(SessionId session) {
        Ephemerals owned = parts.ephemerals.get(session);
        List<ZPath> paths = new ArrayList<>();
        if (owned != null) {
            owned.paths().forEach((path, present) -> paths.add(path));
        }
        return paths;
    }

    /**
     * The znode that the last successful create, setData or setAcl left behind, before the server
     * wrote statistics into it, if it is a znode for them.
     */
    public Znode touched() {
        Znode node = touched;
        if (node == null) {
            throw new IllegalStateException("no znode was touched");
        }
        return node;
    }

    /**
     * Whether {@code parent}, which {@link #findParent} gave for this path, has no such child. A
     * create of this path that follows at once relies on it.
     */
    public boolean isFree(Znode parent, ZPath path) {
        boolean isFree = childOrRoot(parent, path, path.lastSlash()) == null;
        free = isFree ? path : ZPath.EMPTY;
        return isFree;
    }

    private static @Nullable Znode childOrRoot(Znode parent, ZPath path, int slash) {
        int length = path.length();
        return slash + 1 == length ? parent : parent.child(path, slash + 1, length);
    }

    /**
     * Creates a znode; {@code creations} is the parent's count after it, -1 to count on.
     *
     * @return OK, NO_NODE, or NODE_EXISTS: then the ACL was set and the parent's count raised
     */
    public ErrorCode create(
            ZPath path, @Nullable Bytes data, AccessList acl, long owner, int creations) {
        int slash = path.lastSlash();
        Znode parent = tree.seekParent(path);
        if (parent == null || slash < 0) {
            return ErrorCode.NO_NODE;
        }
        int count = creations == -1 ? parent.creations() + 1 : creations;
        Znode present = path.equals(free) ? null : childOrRoot(parent, path, slash);
        if (present != null) {
            tree.raiseCreations(count);
            if (!present.acl().equals(acl) && tree.seek(path) != null) {
                tree.setAcl(acl, present.aversion());
            }
            return ErrorCode.NODE_EXISTS;
        }
        free = ZPath.EMPTY;
        Znode created = tree.create(path, data, acl, owner, count);
        touched = created;
        change(new Change.Created(path, acl, parent.acl()));
        if (owner != 0) {
            index(path, created);
        }
        if (QuotaPaths.isLimits(path)) {
            parts.quotas = parts.quotas.with(QuotaPaths.subject(path), true);
        } else if (QuotaPaths.isStats(path)) {
            QuotaAccounts.recompute(tree, QuotaPaths.subject(path));
        }
        if (!parts.quotas.isEmpty()) {
            QuotaAccounts.account(tree, parts.quotas, path, 1, created.dataLength());
        }
        return ErrorCode.OK;
    }

    private void change(Change change) {
        if (!noted) {
            return;
        }
        if (changes == null) {
            changes = new ArrayList<>(1);
        }
        changes.add(change);
    }

    private void index(ZPath path, Znode node) {
        if (node.isEphemeral()) {
            parts.addEphemeral(new SessionId(node.owner()), path);
        } else if (node.isReapable()) {
            parts.reapables = parts.reapables.with(path, true);
        }
    }

    private void unindex(ZPath path, Znode node) {
        if (node.isEphemeral()) {
            parts.dropEphemeral(new SessionId(node.owner()), path);
        } else if (node.isReapable()) {
            parts.reapables = parts.reapables.without(path);
        }
        if (QuotaPaths.isLimits(path)) {
            parts.quotas = parts.quotas.without(QuotaPaths.subject(path));
        }
    }

    /**
     * Deletes a znode, with all below it.
     *
     * @return OK, or NO_NODE: then the parent, if there is one, has noted it
     */
    public ErrorCode delete(ZPath path) {
        Znode node = path.isRoot() ? null : tree.seek(path);
        if (node == null) {
            if (tree.seekParent(path) != null) {
                tree.noteDeletionOfMissingChild();
            }
            return ErrorCode.NO_NODE;
        }
        tree.delete();
        Znode parent = tree.seekParent(path);
        change(
                new Change.Deleted(
                        path, node.acl(), parent == null ? AccessList.OPEN : parent.acl()));
        if (node.numChildren() == 0) {
            unindex(path, node);
        } else {
            TreeWalk walk = new TreeWalk(path, node);
            while (walk.advance()) {
                unindex(walk.path(), walk.node());
            }
        }
        if (!parts.quotas.isEmpty()) {
            QuotaAccounts.account(tree, parts.quotas, path, -1, -(long) node.dataLength());
        }
        return ErrorCode.OK;
    }

    /** Sets data and version of a znode: OK or NO_NODE. */
    public ErrorCode setData(ZPath path, @Nullable Bytes data, int version) {
        Znode before = tree.seek(path);
        if (before == null) {
            return ErrorCode.NO_NODE;
        }
        Znode after = tree.setData(data, version);
        touched = after;
        change(new Change.DataChanged(path, after.acl()));
        if (!parts.quotas.isEmpty()) {
            long more = (long) after.dataLength() - before.dataLength();
            QuotaAccounts.account(tree, parts.quotas, path, 0, more);
        }
        return ErrorCode.OK;
    }

    /** Sets ACL and aversion of a znode: OK or NO_NODE. */
    public ErrorCode setAcl(ZPath path, AccessList acl, int aversion) {
        if (tree.seek(path) == null) {
            return ErrorCode.NO_NODE;
        }
        touched = tree.setAcl(acl, aversion);
        return ErrorCode.OK;
    }

    /** Opens a session, or gives a known one this timeout. */
    public void openSession(SessionId session, int timeoutMs) {
        // Sessions in a row mostly have the same timeout, and then the same object for it.
        Integer last = parts.sessions.lastValue();
        Integer boxed = last != null && last == timeoutMs ? last : Integer.valueOf(timeoutMs);
        parts.sessions = parts.sessions.with(session, boxed);
        change(new Change.SessionOpened(session, timeoutMs));
    }

    /** Ends a session: deletes the paths listed and then what else it owns. */
    public void closeSession(SessionId session, @Nullable List<ZPath> listed) {
        parts.sessions = parts.sessions.without(session);
        if (listed != null) {
            for (ZPath path : listed) {
                delete(path);
            }
        }
        for (ZPath path : ephemerals(session)) {
            delete(path);
        }
        change(new Change.SessionClosed(session));
    }

    /** The state after the transaction. */
    public State finish() {
        parts.tree = tree.tree();
        return new State(parts, Math.max(base.lastZxid, zxid));
    }

    /** What was changed, in order. */
    public Changes changes() {
        return changes == null ? Changes.NONE : new Changes(changes);
    }
}
