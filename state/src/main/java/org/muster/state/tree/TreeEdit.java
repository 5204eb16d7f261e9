package org.muster.state.tree;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.Invariant;
import org.muster.model.PersistedStat;
import org.muster.model.ZPath;
import org.muster.state.auth.AccessList;

/**
 * The next tree while a transaction makes it: a place where one has descended to, and changes at
 * that place. Each change copies the path from the root; the tree it started from stays as it was,
 * unless it is the editor's own ({@link ZnodeTree#editOwn}).
 */
public final class TreeEdit {
    private final boolean own;
    private final NodeDigest digests = new NodeDigest();
    private long zxid;
    private long timeMs;
    private Znode root;
    private long digest;

    /** The znodes from the root (index 0) to the place sought (index {@code depth}). */
    private Znode[] spine = new Znode[8];

    /** Where the path of each of them ends in the path sought. */
    private int[] ends = new int[8];

    private int depth;
    private ZPath sought = ZPath.EMPTY;
    private int soughtEnd = -1;

    /** The digest of the znode that is being changed, as it was before. */
    private int digestBefore;

    TreeEdit(ZnodeTree tree, long zxid, long timeMs, boolean own) {
        this.own = own;
        this.root = tree.root();
        this.digest = tree.digest();
        this.zxid = zxid;
        this.timeMs = timeMs;
    }

    /** From now on for the transaction {@code zxid} of time {@code timeMs}. */
    public void next(long zxid, long timeMs) {
        this.zxid = zxid;
        this.timeMs = timeMs;
    }

    /** The digest of the tree as it is now. */
    public long digest() {
        return digest;
    }

    /** The tree as it is now. */
    public ZnodeTree tree() {
        return new ZnodeTree(root, digest);
    }

    /** Descends to the znode at the first {@code end} bytes of {@code path}, null if missing. */
    public @Nullable Znode seek(ZPath path, int end) {
        if (soughtEnd == end && sought.equals(path)) {
            return spine[depth];
        }
        soughtEnd = -1;
        if (path.length() == 0 || path.at(0) != '/') {
            return null;
        }
        depth = 0;
        spine[0] = root;
        ends[0] = 0;
        int from = 1;
        while (from <= end && end > 1) {
            int to = Math.min(path.nextSlash(from), end);
            Znode child = spine[depth].child(path, from, to);
            if (child == null) {
                return null;
            }
            push(child, to);
            from = to + 1;
        }
        sought = path;
        soughtEnd = end;
        return spine[depth];
    }

    private void push(Znode node, int end) {
        depth++;
        if (depth == spine.length) {
            spine = Arrays.copyOf(spine, 2 * depth);
            ends = Arrays.copyOf(ends, 2 * depth);
        }
        spine[depth] = node;
        ends[depth] = end;
    }

    /** Descends to the znode at {@code path}, null if missing. */
    public @Nullable Znode seek(ZPath path) {
        return seek(path, path.length());
    }

    /** Descends to the znode above the last slash, null if it, or a slash, is missing. */
    public @Nullable Znode seekParent(ZPath path) {
        int slash = path.lastSlash();
        return slash < 0 ? null : seek(path, slash);
    }

    /**
     * Creates the child {@code path} of its parent, which must be the place sought last and have no
     * such child; {@code creations} is the parent's count after it, if that is more than before.
     */
    public Znode create(
            ZPath path, @Nullable Bytes data, AccessList acl, long owner, int creations) {
        int from = soughtEnd <= 1 ? 1 : soughtEnd + 1;
        byte[] content = NameAndData.of(path, from, path.length(), data);
        Znode child = newChild(path, content, acl, owner);
        if (ZnodeTree.isCounted(path, path.length())) {
            digest += child.digest(path, path.length(), digests) & 0xffff_ffffL;
        }
        FullZnode parent = change();
        parent.children = Block.insert(parent.children, path, from, child, own);
        parent.numChildren++;
        parent.descendants++;
        parent.subtreeDataBytes += child.dataLength();
        countCreation(parent, creations);
        settle(parent, 1, child.dataLength());
        return child;
    }

    /** Adds a finished znode without children to the place sought and changes no Stat. */
    void graft(ZPath path, Znode child) {
        int from = soughtEnd <= 1 ? 1 : soughtEnd + 1;
        if (ZnodeTree.isCounted(path, path.length())) {
            digest += child.digest(path, path.length(), digests) & 0xffff_ffffL;
        }
        FullZnode parent = change();
        parent.children = Block.insert(parent.children, path, from, child, own);
        parent.numChildren++;
        parent.descendants++;
        parent.subtreeDataBytes += child.dataLength();
        settle(parent, 1, child.dataLength());
    }

    private Znode newChild(ZPath path, byte[] content, AccessList acl, long owner) {
        if (owner == 0) {
            return new PristineZnode(content, acl, zxid, timeMs);
        }
        FullZnode child =
                FullZnode.of(
                        content,
                        acl,
                        new PersistedStat(zxid, zxid, timeMs, timeMs, 0, 0, 0, owner, zxid));
        child.digest = digests.compute(path, path.length(), child);
        return child;
    }

    /** Raises the creation count of the place sought to {@code creations}, if that is more. */
    public void raiseCreations(int creations) {
        if (creations > spine[depth].creations()) {
            FullZnode node = change();
            countCreation(node, creations);
            settle(node, 0, 0);
        }
    }

    private void countCreation(FullZnode parent, int creations) {
        int before = parent.creations;
        if (creations > before) {
            parent.digest ^= NodeDigest.creationsChange(before, creations);
            parent.creations = creations;
            parent.digest ^= NodeDigest.pzxidChange(parent.pzxid, zxid);
            parent.pzxid = zxid;
        }
    }

    /** Deletes the place sought, not the root, with all below it; gives what was there. */
    public Znode delete() {
        Invariant.require(depth > 0, "the root is never deleted");
        Znode node = spine[depth];
        forgetDigests(node);
        int from = ends[depth - 1] + 1;
        int to = ends[depth];
        depth--;
        soughtEnd = ends[depth];
        FullZnode parent = change();
        parent.children = Block.remove(parent.children, sought, from, to, own);
        parent.numChildren--;
        int gone = 1 + node.descendants();
        long bytes = node.subtreeDataBytes();
        parent.descendants -= gone;
        parent.subtreeDataBytes -= bytes;
        raisePzxid(parent);
        settle(parent, -gone, -bytes);
        return node;
    }

    private void forgetDigests(Znode node) {
        if (node.numChildren() == 0) {
            if (ZnodeTree.isCounted(sought, soughtEnd)) {
                digest -= node.digest(sought, soughtEnd, digests) & 0xffff_ffffL;
            }
            return;
        }
        TreeWalk walk = new TreeWalk(ZPath.owningUtf8(sought.copyRange(0, soughtEnd)), node);
        while (walk.advance()) {
            ZPath path = walk.path();
            if (ZnodeTree.isCounted(path, path.length())) {
                digest -= walk.node().digest(path, path.length(), digests) & 0xffff_ffffL;
            }
        }
    }

    /** Tells the place sought that a child was deleted that is not there. */
    public void noteDeletionOfMissingChild() {
        FullZnode node = change();
        raisePzxid(node);
        settle(node, 0, 0);
    }

    private void raisePzxid(FullZnode node) {
        if (zxid > node.pzxid) {
            node.digest ^= NodeDigest.pzxidChange(node.pzxid, zxid);
            node.pzxid = zxid;
        }
    }

    /** Sets data and version of the place sought; gives the znode after it. */
    public Znode setData(@Nullable Bytes data, int version) {
        Znode before = spine[depth];
        digestBefore = before.digest(sought, digestEnd(), digests);
        FullZnode node = FullZnode.withContent(before, NameAndData.withData(before.content, data));
        node.version = version;
        node.mzxid = zxid;
        node.mtimeMs = timeMs;
        node.digest = digests.compute(sought, digestEnd(), node);
        settle(node, 0, node.dataLength() - before.dataLength());
        return node;
    }

    /** Sets data of the place sought and nothing else: neither version nor times. */
    public Znode setDataUnnoticed(@Nullable Bytes data) {
        Znode before = spine[depth];
        digestBefore = before.digest(sought, digestEnd(), digests);
        FullZnode node = FullZnode.withContent(before, NameAndData.withData(before.content, data));
        node.digest = digests.compute(sought, digestEnd(), node);
        settle(node, 0, node.dataLength() - before.dataLength());
        return node;
    }

    /** Sets ACL and aversion of the place sought; gives the znode after it. */
    public Znode setAcl(AccessList acl, int aversion) {
        Znode before = spine[depth];
        digestBefore = before.digest(sought, digestEnd(), digests);
        FullZnode node = FullZnode.withAcl(before, acl);
        node.digest = digestBefore ^ NodeDigest.aversionChange(node.aversion, aversion);
        node.aversion = aversion;
        settle(node, 0, 0);
        return node;
    }

    /** Where the path ends as the digest sees it: the root's is empty. */
    private int digestEnd() {
        return depth == 0 ? 0 : ends[depth];
    }

    /** The place sought as it will be, still as it was. */
    private FullZnode change() {
        Znode node = spine[depth];
        digestBefore = node.digest(sought, digestEnd(), digests);
        return own && node instanceof FullZnode full ? full : FullZnode.copyOf(node, digestBefore);
    }

    /** Puts {@code changed} at the place sought and tells the znodes above it. */
    private void settle(FullZnode changed, int moreDescendants, long moreBytes) {
        if (ZnodeTree.isCounted(sought, digestEnd())) {
            digest += (changed.digest & 0xffff_ffffL) - (digestBefore & 0xffff_ffffL);
        }
        FullZnode node = changed;
        for (int level = depth; level > 0; level--) {
            FullZnode above = (FullZnode) spine[level - 1];
            FullZnode next = own ? above : FullZnode.copyOf(above, above.digest);
            next.descendants += moreDescendants;
            next.subtreeDataBytes += moreBytes;
            if (node != spine[level]) {
                Block siblings =
                        Invariant.present(above.children, "a znode on the way has children");
                next.children =
                        siblings.replacing(sought, ends[level - 1] + 1, ends[level], node, own);
                spine[level] = node;
            }
            node = next;
        }
        spine[0] = node;
        root = node;
    }
}
