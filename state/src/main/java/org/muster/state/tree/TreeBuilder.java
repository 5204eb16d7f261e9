package org.muster.state.tree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.PersistedStat;
import org.muster.model.ZPath;
import org.muster.state.auth.AccessList;

/**
 * Makes a tree from its znodes, each after its parent, siblings in any order.
 *
 * <p>Snapshots come depth first, so the parents a znode can have are mostly those on the way to the
 * znode before it: they are kept open, gather their children, and become blocks when they are left.
 * A znode whose parent was left already, or is yet to come, waits until the end and is then
 * inserted.
 */
public final class TreeBuilder {
    private final List<OpenParent> open = new ArrayList<>();
    private final List<ZPath> latePaths = new ArrayList<>();
    private final List<Znode> lateNodes = new ArrayList<>();
    private @Nullable ZPath pendingPath;
    private @Nullable Znode pending;
    private final NodeDigest digests = new NodeDigest();
    private long digest;
    private @Nullable String fault;

    /** Nothing yet, not even a root. */
    public TreeBuilder() {}

    /** One more znode; the root is the first and has the empty path. */
    public void add(ZPath path, @Nullable Bytes data, AccessList acl, PersistedStat stat) {
        int slash = path.lastSlash();
        if (open.isEmpty() != (path.length() == 0) || (slash < 0 && !open.isEmpty())) {
            refuse("misplaced node '" + path + "'");
            return;
        }
        Znode node = make(path, slash + 1, data, acl, stat);
        if (open.isEmpty()) {
            digest += node.digest(path, 0, digests) & 0xffff_ffffL;
            open.add(new OpenParent(path, node));
            return;
        }
        OpenParent parent = parentOf(path, slash);
        if (parent == null) {
            latePaths.add(path);
            lateNodes.add(node);
            return;
        }
        if (ZnodeTree.isCounted(path, path.length())) {
            digest += node.digest(path, path.length(), digests) & 0xffff_ffffL;
        }
        pendingPath = path;
        pending = node;
    }

    private void refuse(String why) {
        if (fault == null) {
            fault = why;
        }
    }

    private Znode make(
            ZPath path, int from, @Nullable Bytes data, AccessList acl, PersistedStat stat) {
        byte[] content = NameAndData.of(path, from, path.length(), data);
        if (isPristine(stat)) {
            return new PristineZnode(content, acl, stat.czxid(), stat.ctimeMs());
        }
        FullZnode node = FullZnode.of(content, acl, stat);
        node.digest = digests.compute(path, path.length(), node);
        return node;
    }

    private static boolean isPristine(PersistedStat stat) {
        return stat.mzxid() == stat.czxid()
                && stat.pzxid() == stat.czxid()
                && stat.mtimeMs() == stat.ctimeMs()
                && (stat.version() | stat.cversion() | stat.aversion()) == 0
                && stat.ephemeralOwner() == 0;
    }

    /** Settles the pending znode and closes what is deeper than the parent of {@code path}. */
    private @Nullable OpenParent parentOf(ZPath path, int slash) {
        Znode last = pending;
        ZPath lastPath = pendingPath;
        if (last != null && lastPath != null) {
            pending = null;
            if (isAt(lastPath, path, slash)) {
                OpenParent parent = new OpenParent(lastPath, last);
                open.add(parent);
                return parent;
            }
            open.getLast().add(last);
        }
        int at = open.size() - 1;
        while (at >= 0 && !isAt(open.get(at).path, path, slash)) {
            at--;
        }
        if (at < 0) {
            return null;
        }
        closeDeeperThan(at);
        return open.get(at);
    }

    private static boolean isAt(ZPath parent, ZPath path, int slash) {
        return parent.length() == slash && path.startsWith(parent);
    }

    private void closeDeeperThan(int at) {
        while (open.size() - 1 > at) {
            FullZnode closed = close(open.removeLast());
            open.getLast().add(closed);
        }
    }

    private FullZnode close(OpenParent parent) {
        ZPath path = parent.path;
        FullZnode node =
                parent.node instanceof FullZnode full
                        ? full
                        : FullZnode.copyOf(
                                parent.node, parent.node.digest(path, path.length(), digests));
        node.descendants += parent.descendants;
        node.subtreeDataBytes += parent.dataBytes;
        node.numChildren = parent.count;
        Bytes twice = parent.nameGivenTwice();
        if (twice != null) {
            refuse("two nodes '" + path.child(twice) + "'");
        }
        node.children = fault == null ? parent.blocks() : null;
        return node;
    }

    /** The children, sorted and distinct, as a B-tree of full blocks. */
    static @Nullable Block blocksOf(Znode[] children) {
        if (children.length == 0) {
            return null;
        }
        List<Block> leaves = new ArrayList<>(children.length / Block.MAX_SIZE + 1);
        for (int from = 0; from < children.length; from += Block.MAX_SIZE) {
            int to = Math.min(from + Block.MAX_SIZE, children.length);
            leaves.add(LeafBlock.of(Arrays.copyOfRange(children, from, to)));
        }
        return treeOver(leaves);
    }

    private static Block treeOver(List<Block> leaves) {
        List<Block> level = leaves;
        while (level.size() > 1) {
            level = branchesOver(level);
        }
        return level.getFirst();
    }

    private static List<Block> branchesOver(List<Block> level) {
        List<Block> above = new ArrayList<>(level.size() / Block.MAX_SIZE + 1);
        for (int from = 0; from < level.size(); from += Block.MAX_SIZE) {
            int to = Math.min(from + Block.MAX_SIZE, level.size());
            byte[][] bounds = new byte[to - from - 1][];
            for (int i = 0; i < bounds.length; i++) {
                bounds[i] = BranchBlock.boundBetween(level.get(from + i), level.get(from + i + 1));
            }
            above.add(BranchBlock.of(bounds, level.subList(from, to).toArray(new Block[0])));
        }
        return above;
    }

    /** Why the znodes make no tree, or null if they do so far. */
    public @Nullable String fault() {
        return open.isEmpty() ? "no root" : fault;
    }

    /** The tree; if there is a {@link #fault}, it is the initial one and must not be used. */
    public ZnodeTree build() {
        if (open.isEmpty()) {
            return ZnodeTree.initial();
        }
        Znode last = pending;
        if (last != null) {
            open.getLast().add(last);
            pending = null;
        }
        closeDeeperThan(0);
        TreeEdit edit = new ZnodeTree(close(open.getFirst()), digest).editOwn(0, 0);
        for (int i = 0; i < lateNodes.size() && fault == null; i++) {
            insertLate(edit, latePaths.get(i), lateNodes.get(i));
        }
        return fault == null ? edit.tree() : ZnodeTree.initial();
    }

    private void insertLate(TreeEdit edit, ZPath path, Znode node) {
        Znode parent = edit.seekParent(path);
        if (parent == null) {
            refuse("no parent of '" + path + "'");
        } else if (parent.child(path, path.lastSlash() + 1, path.length()) != null) {
            refuse("two nodes '" + path + "'");
        } else {
            edit.graft(path, node);
        }
    }

    /**
     * A znode whose children may still come. As long as they come in order, they become leaves as
     * soon as there are enough for one, while the processor still has them at hand.
     */
    private static final class OpenParent {
        private final ZPath path;
        private final Znode node;
        private final List<Block> leaves = new ArrayList<>();

        /** Those not in a leaf: the last few, or all if they did not come in order. */
        private Znode[] loose = new Znode[8];

        private int looseCount;
        private int count;
        private int descendants;
        private long dataBytes;
        private boolean inOrder = true;

        OpenParent(ZPath path, Znode node) {
            this.path = path;
            this.node = node;
        }

        void add(Znode child) {
            if (inOrder && count > 0 && Znode.compareNames(last(), child) >= 0) {
                inOrder = false;
                loosen();
            }
            if (looseCount == Block.MAX_SIZE && inOrder) {
                leaves.add(LeafBlock.of(loose));
                loose = new Znode[Block.MAX_SIZE];
                looseCount = 0;
            }
            if (looseCount == loose.length) {
                loose = Arrays.copyOf(loose, 2 * looseCount);
            }
            loose[looseCount++] = child;
            count++;
            descendants += 1 + child.descendants();
            dataBytes += child.subtreeDataBytes();
        }

        private Znode last() {
            return looseCount > 0 ? loose[looseCount - 1] : leaves.getLast().last();
        }

        private void loosen() {
            Znode[] all = new Znode[Math.max(2 * count, 8)];
            int at = 0;
            for (Block leaf : leaves) {
                System.arraycopy(((LeafBlock) leaf).nodes, 0, all, at, leaf.size());
                at += leaf.size();
            }
            System.arraycopy(loose, 0, all, at, looseCount);
            leaves.clear();
            loose = all;
            looseCount = count;
        }

        /** A name that two children have, or null; puts them in order. */
        @Nullable Bytes nameGivenTwice() {
            if (inOrder) {
                return null;
            }
            Arrays.sort(loose, 0, count, Znode::compareNames);
            for (int i = 1; i < count; i++) {
                if (Znode.compareNames(loose[i - 1], loose[i]) == 0) {
                    return loose[i].name();
                }
            }
            return null;
        }

        /** The children, once they are in order and distinct, as a B-tree of full blocks. */
        @Nullable Block blocks() {
            if (!inOrder || leaves.isEmpty()) {
                return blocksOf(Arrays.copyOf(loose, looseCount));
            }
            leaves.add(LeafBlock.of(Arrays.copyOf(loose, looseCount)));
            return treeOver(leaves);
        }
    }
}
