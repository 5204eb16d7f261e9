package org.muster.state.tree;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.muster.model.Invariant;
import org.muster.model.ZPath;

/** A block at the bottom of a B-tree of children: the znodes themselves. */
final class LeafBlock extends Block {
    final Znode[] nodes;

    LeafBlock(int skip, int[] heads, Znode[] nodes) {
        super(skip, heads);
        this.nodes = nodes;
    }

    static LeafBlock of(Znode only) {
        return of(new Znode[] {only});
    }

    /** Takes {@code nodes}, at least one, in order of their names. */
    static LeafBlock of(Znode[] nodes) {
        byte[] first = nodes[0].content;
        byte[] last = nodes[nodes.length - 1].content;
        int firstAt = NameAndData.nameStart(first);
        int lastAt = NameAndData.nameStart(last);
        int firstEnd = firstAt + NameAndData.nameLength(first);
        int lastEnd = lastAt + NameAndData.nameLength(last);
        // In a sorted sequence, what the ends share all share.
        int shared = Arrays.mismatch(first, firstAt, firstEnd, last, lastAt, lastEnd);
        return withSkip(shared < 0 ? firstEnd - firstAt : shared, nodes);
    }

    private static LeafBlock withSkip(int skip, Znode[] nodes) {
        int[] heads = new int[nodes.length];
        for (int i = 0; i < heads.length; i++) {
            heads[i] = headOf(nodes[i], skip);
        }
        return new LeafBlock(skip, heads, nodes);
    }

    private static int headOf(Znode node, int skip) {
        byte[] content = node.content;
        int start = NameAndData.nameStart(content);
        return headOf(content, start + skip, start + NameAndData.nameLength(content));
    }

    @Nullable Znode findHere(ZPath path, int from, int to) {
        int at = indexOf(path, from, to);
        return at < 0 ? null : nodes[at];
    }

    /**
     * The index of the name, or {@code ~index} of where it belongs; the latter only if the name
     * shares the first {@link #skip} bytes.
     */
    private int indexOf(ZPath path, int from, int to) {
        int word = path.wordAt(from + skip, to);
        int low = 0;
        int high = heads.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            int head = heads[middle];
            int order =
                    word == head ? compare(path, from, to, nodes[middle]) : word < head ? -1 : 1;
            if (order == 0) {
                return middle;
            }
            if (order > 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return ~low;
    }

    private static int compare(ZPath path, int from, int to, Znode node) {
        byte[] content = node.content;
        int start = NameAndData.nameStart(content);
        return path.compareRange(from, to, content, start, start + NameAndData.nameLength(content));
    }

    @Override
    Block inserting(ZPath path, int from, int to, Znode child, boolean own) {
        int shared = sharedWith(path, from, to);
        if (shared < skip) {
            return withSkip(shared, nodes).inserting(path, from, to, child, own);
        }
        int at = ~indexOf(path, from, to);
        Invariant.require(at >= 0, "a child is inserted once");
        int size = nodes.length;
        int[] newHeads = new int[size + 1];
        System.arraycopy(heads, 0, newHeads, 0, at);
        newHeads[at] = path.wordAt(from + skip, to);
        System.arraycopy(heads, at, newHeads, at + 1, size - at);
        Znode[] newNodes = new Znode[size + 1];
        System.arraycopy(nodes, 0, newNodes, 0, at);
        newNodes[at] = child;
        System.arraycopy(nodes, at, newNodes, at + 1, size - at);
        return new LeafBlock(skip, newHeads, newNodes);
    }

    /** How many of the first {@link #skip} bytes the name shares with this block's. */
    private int sharedWith(ZPath path, int from, int to) {
        if (skip == 0) {
            return 0;
        }
        byte[] content = nodes[0].content;
        int start = NameAndData.nameStart(content);
        int difference =
                path.mismatch(from, Math.min(to, from + skip), content, start, start + skip);
        return difference < 0 ? skip : difference;
    }

    @Override
    Block replacing(ZPath path, int from, int to, Znode child, boolean own) {
        int at = indexOf(path, from, to);
        Invariant.require(at >= 0, "only a child that is there can be replaced");
        if (own) {
            nodes[at] = child;
            return this;
        }
        Znode[] newNodes = nodes.clone();
        newNodes[at] = child;
        return new LeafBlock(skip, heads, newNodes);
    }

    @Override
    @Nullable Block removing(ZPath path, int from, int to, boolean own) {
        int at = indexOf(path, from, to);
        Invariant.require(at >= 0, "only a child that is there can be removed");
        int rest = nodes.length - 1;
        if (rest == 0) {
            return null;
        }
        int[] newHeads = Arrays.copyOf(heads, rest);
        System.arraycopy(heads, at + 1, newHeads, at, rest - at);
        Znode[] newNodes = Arrays.copyOf(nodes, rest);
        System.arraycopy(nodes, at + 1, newNodes, at, rest - at);
        return new LeafBlock(skip, newHeads, newNodes);
    }

    @Override
    int size() {
        return nodes.length;
    }

    @Override
    Block slice(int from, int to) {
        return of(Arrays.copyOfRange(nodes, from, to));
    }

    @Override
    Block joinedWith(Block right) {
        Znode[] more = ((LeafBlock) right).nodes;
        Znode[] all = Arrays.copyOf(nodes, nodes.length + more.length);
        System.arraycopy(more, 0, all, nodes.length, more.length);
        return of(all);
    }

    @Override
    Znode first() {
        return nodes[0];
    }

    @Override
    Znode last() {
        return nodes[nodes.length - 1];
    }
}
