package org.muster.state.tree;

import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.Invariant;
import org.muster.model.PersistedStat;
import org.muster.model.ZPath;
import org.muster.state.auth.AccessList;

/**
 * All znodes and the sum of their digests. Immutable once others see it; a change makes another
 * tree that shares all but a path with this one.
 *
 * @param digest the sum modulo 2^64 over all znodes but those below {@code /zookeeper/}
 */
public record ZnodeTree(Znode root, long digest) {
    private static final ZPath UNCOUNTED = ZPath.of("/zookeeper/");

    /** The tree of a new server: the root and the three znodes of {@code /zookeeper}. */
    public static ZnodeTree initial() {
        PersistedStat zero = new PersistedStat(0, 0, 0, 0, 0, 0, 0, 0, 0);
        PersistedStat config = new PersistedStat(0, 0, 0, 0, 0, 0, -1, 0, 0);
        TreeBuilder builder = new TreeBuilder();
        builder.add(ZPath.EMPTY, Bytes.EMPTY, AccessList.OPEN, zero);
        builder.add(ZPath.of("/zookeeper"), Bytes.EMPTY, AccessList.OPEN, zero);
        builder.add(ZPath.of("/zookeeper/config"), Bytes.EMPTY, AccessList.READ_ONLY, config);
        builder.add(ZPath.of("/zookeeper/quota"), Bytes.EMPTY, AccessList.OPEN, zero);
        return builder.build();
    }

    /** The znode at {@code path}, or null if there is none or the text is no path. */
    public @Nullable Znode find(ZPath path) {
        return find(path, path.length());
    }

    /** The znode at the first {@code end} bytes of {@code path}, or null. */
    public @Nullable Znode find(ZPath path, int end) {
        if (end == 0 || path.at(0) != '/') {
            return null;
        }
        Znode node = root;
        int from = 1;
        while (node != null && from <= end && end > 1) {
            int to = Math.min(path.nextSlash(from), end);
            node = node.child(path, from, to);
            from = to + 1;
        }
        return node;
    }

    /** How many znodes there are. */
    public int nodeCount() {
        return root.descendants() + 1;
    }

    /** The bytes of all data. */
    public long dataBytes() {
        return root.subtreeDataBytes();
    }

    /** Changes by the transaction {@code zxid} of time {@code timeMs}. */
    public TreeEdit edit(long zxid, long timeMs) {
        return new TreeEdit(this, zxid, timeMs, false);
    }

    /**
     * The same for who has this tree alone: changes it where it is instead of copying paths, so
     * that afterwards only the result may be used. A log is replayed into a tree this way; whatever
     * others may see is immutable.
     */
    public TreeEdit editOwn(long zxid, long timeMs) {
        return new TreeEdit(this, zxid, timeMs, true);
    }

    /** All znodes, a parent before its children, siblings in order. */
    public TreeWalk walk() {
        return new TreeWalk(ZPath.EMPTY, root);
    }

    /** Whether the digest of the znode at the first {@code end} bytes of the path is summed up. */
    static boolean isCounted(ZPath path, int end) {
        return end < UNCOUNTED.length() || !path.startsWith(UNCOUNTED);
    }

    /**
     * Recomputes everything that is kept incrementally, in time proportional to the tree.
     *
     * @throws org.muster.model.BrokenInvariantException if something differs
     */
    public void validate() {
        long sum = 0;
        NodeDigest digests = new NodeDigest();
        TreeWalk walk = walk();
        while (walk.advance()) {
            Znode node = walk.node();
            ZPath path = walk.path();
            int own = digests.compute(path, path.length(), node);
            Invariant.require(
                    own == node.digest(path, path.length(), digests), "node digest " + path);
            if (isCounted(path, path.length())) {
                sum += own & 0xffff_ffffL;
            }
            validateCounts(path, node);
        }
        Invariant.require(sum == digest, "tree digest");
    }

    private static void validateCounts(ZPath path, Znode node) {
        int children = 0;
        int descendants = 0;
        long bytes = node.dataLength();
        Znode previous = null;
        ChildIterator each = node.childIterator();
        while (each.hasNext()) {
            Znode child = each.next();
            Invariant.require(
                    previous == null || Znode.compareNames(previous, child) < 0,
                    "order of children of " + path);
            Invariant.require(
                    node.child(path.child(child.name()), childStart(path), childEnd(path, child))
                            == child,
                    "child is found by name below " + path);
            children++;
            descendants += 1 + child.descendants();
            bytes += child.subtreeDataBytes();
            previous = child;
        }
        Invariant.require(children == node.numChildren(), "numChildren " + path);
        Invariant.require(descendants == node.descendants(), "descendants " + path);
        Invariant.require(bytes == node.subtreeDataBytes(), "subtreeDataBytes " + path);
        Block block = node.children();
        if (block != null) {
            BlockCheck.validate(block);
        }
    }

    private static int childStart(ZPath path) {
        return path.isRoot() ? 1 : path.length() + 1;
    }

    private static int childEnd(ZPath path, Znode child) {
        return childStart(path) + child.name().length();
    }
}
