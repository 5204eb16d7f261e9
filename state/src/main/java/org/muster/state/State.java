package org.muster.state;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.SessionId;
import org.muster.model.TreeDigest;
import org.muster.model.ZPath;
import org.muster.model.Zxid;
import org.muster.model.snapshot.SnapshotRecord;
import org.muster.state.map.OrderedMap;
import org.muster.state.tree.TreeEdit;
import org.muster.state.tree.TreeWalk;
import org.muster.state.tree.Znode;
import org.muster.state.tree.ZnodeTree;

/**
 * Everything that is replicated, after one transaction: the tree, the sessions, and the indexes
 * over them. Immutable (I-STATE-1) once others see it, so it may be read from any thread and kept
 * for as long as one likes.
 */
public final class State {
    private static final ZPath CONFIGURATION = ZPath.of("/zookeeper/config");

    final ZnodeTree tree;
    final OrderedMap<SessionId, Integer> sessions;
    final OrderedMap<SessionId, Ephemerals> ephemerals;

    /** The containers and TTL znodes. */
    final OrderedMap<ZPath, Boolean> reapables;

    /** The paths that have a limits znode. */
    final OrderedMap<ZPath, Boolean> quotas;

    final int ephemeralCount;
    final long lastZxid;

    State(StateParts parts, long lastZxid) {
        this.tree = parts.tree;
        this.sessions = parts.sessions;
        this.ephemerals = parts.ephemerals;
        this.reapables = parts.reapables;
        this.quotas = parts.quotas;
        this.ephemeralCount = parts.ephemeralCount;
        this.lastZxid = lastZxid;
    }

    /** The state of a new server, before its first transaction. */
    public static State initial() {
        return new State(new StateParts(ZnodeTree.initial()), 0);
    }

    /** The zxid of the last transaction that led here. */
    public Zxid lastZxid() {
        return new Zxid(lastZxid);
    }

    /** The digest of the tree. */
    public TreeDigest digest() {
        return new TreeDigest(TreeDigest.VERSION, tree.digest());
    }

    /** All znodes. */
    public ZnodeTree tree() {
        return tree;
    }

    /** The znode at {@code path}, or null. */
    public @Nullable Znode find(ZPath path) {
        return tree.find(path);
    }

    /** The timeout of a session in milliseconds, empty if the session is not known. */
    public OptionalInt session(SessionId session) {
        Integer timeoutMs = sessions.get(session);
        return timeoutMs == null ? OptionalInt.empty() : OptionalInt.of(timeoutMs);
    }

    /** Whether the session is known. */
    public boolean hasSession(SessionId session) {
        return sessions.contains(session);
    }

    /** The timeouts of all sessions in milliseconds. */
    public OrderedMap<SessionId, Integer> sessions() {
        return sessions;
    }

    /** The paths of the ephemerals of a session, in order. */
    public List<ZPath> ephemerals(SessionId session) {
        Ephemerals owned = ephemerals.get(session);
        return owned == null ? List.of() : keysOf(owned.paths());
    }

    /** The sessions that own ephemerals, in order. */
    public List<SessionId> sessionsWithEphemerals() {
        return keysOf(ephemerals);
    }

    /** How many ephemerals there are. */
    public int ephemeralCount() {
        return ephemeralCount;
    }

    /** The size in the log of the list of a session's ephemerals, in bytes. */
    public long listedEphemeralBytes(SessionId session) {
        Ephemerals owned = ephemerals.get(session);
        return owned == null ? 0 : owned.listedBytes();
    }

    /** The container or TTL znode that comes after {@code path}, the first for null; or null. */
    public @Nullable ZPath reapableAfter(@Nullable ZPath path) {
        return reapables.keyAfter(path);
    }

    /** The paths of all containers and TTL znodes, in order. */
    public List<ZPath> reapables() {
        return keysOf(reapables);
    }

    /** The paths that have a limits znode, in order. */
    public List<ZPath> quotas() {
        return keysOf(quotas);
    }

    private static <K extends Comparable<K>> List<K> keysOf(OrderedMap<K, ?> map) {
        List<K> keys = new ArrayList<>(map.size());
        map.forEach((key, value) -> keys.add(key));
        return keys;
    }

    /** The longest path at or above {@code path} that has a quota, or null. */
    public @Nullable ZPath quotaAbove(ZPath path) {
        return QuotaAccounts.subjectAbove(quotas, path);
    }

    /**
     * How many znodes have an ACL that no record has told yet; in time proportional to the tree.
     */
    public int unresolvedAcls() {
        int count = 0;
        TreeWalk walk = tree.walk();
        while (walk.advance()) {
            count += walk.node().acl().isResolved() ? 0 : 1;
        }
        return count;
    }

    /** This state as the records of a snapshot, made one by one as they are asked for. */
    public Iterator<SnapshotRecord> export() {
        return new StateExport(this);
    }

    /**
     * The same with {@code text} in {@code /zookeeper/config}: what a member knows of its ensemble,
     * which it writes there by itself, in no transaction. Not counted in the digest.
     *
     * @param version the version of the configuration, which takes the place of a zxid
     */
    public State withConfiguration(Bytes text, long version, long timeMs) {
        TreeEdit edit = tree.edit(version, timeMs);
        if (edit.seek(CONFIGURATION) == null) {
            return this;
        }
        edit.setData(text, -1);
        StateParts parts = new StateParts(this);
        parts.tree = edit.tree();
        return new State(parts, lastZxid);
    }

    /** The state after the transaction {@code zxid} of time {@code timeMs}, while it is made. */
    public StateDraft draft(Zxid zxid, long timeMs) {
        return new StateDraft(this, tree.edit(zxid.value(), timeMs), zxid.value(), true);
    }

    /**
     * The same for who has this state alone and uses only the result from then on ({@link
     * ZnodeTree#editOwn}); what it changes it does not tell.
     */
    public StateDraft draftOwn(Zxid zxid, long timeMs) {
        return new StateDraft(this, tree.editOwn(zxid.value(), timeMs), zxid.value(), false);
    }

    /**
     * Recomputes all indexes and sums, in time proportional to the state.
     *
     * @throws org.muster.model.BrokenInvariantException if something differs
     */
    public void validate() {
        StateCheck.validate(this);
    }
}
