package org.muster.state.tree;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.muster.model.Invariant;
import org.muster.model.ZPath;

/**
 * A block at the bottom of a B-tree of children: the znodes themselves.
 *
 * <p>Behind its znodes both arrays may have free places, as many in each: what grows where it is
 * ({@link #insertHere}) does not copy itself for every znode.
 */
final class LeafBlock extends Block {
    private static final int GROWTH = 8;

    Znode[] nodes;
    private int size;

    private LeafBlock(int skip, int[] heads, Znode[] nodes, int size) {
        super(skip, heads);
        this.nodes = nodes;
        this.size = size;
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
        return withSkip(shared < 0 ? firstEnd - firstAt : shared, nodes, nodes.length);
    }

    private static LeafBlock withSkip(int skip, Znode[] nodes, int size) {
        int[] heads = new int[nodes.length];
        for (int i = 0; i < size; i++) {
            heads[i] = headOf(nodes[i], skip);
        }
        return new LeafBlock(skip, heads, nodes, size);
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
        int high = size;
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

    /** This with one more znode, whose name must not be there yet; perhaps one too many. */
    LeafBlock inserting(ZPath path, int from, int to, Znode child) {
        int shared = sharedWith(path, from, to);
        LeafBlock base = shared < skip ? withSkip(shared, nodes, size) : this;
        return base.with(path, from, to, child);
    }

    /** This with one more znode, whose name shares the first {@link #skip} bytes. */
    private LeafBlock with(ZPath path, int from, int to, Znode child) {
        int at = placeFor(path, from, to);
        int[] newHeads = new int[size + 1];
        System.arraycopy(heads, 0, newHeads, 0, at);
        newHeads[at] = path.wordAt(from + skip, to);
        System.arraycopy(heads, at, newHeads, at + 1, size - at);
        Znode[] newNodes = new Znode[size + 1];
        System.arraycopy(nodes, 0, newNodes, 0, at);
        newNodes[at] = child;
        System.arraycopy(nodes, at, newNodes, at + 1, size - at);
        return new LeafBlock(skip, newHeads, newNodes, size + 1);
    }

    private int placeFor(ZPath path, int from, int to) {
        int at = ~indexOf(path, from, to);
        Invariant.require(at >= 0, "a child is inserted once");
        return at;
    }

    /**
     * Puts one more znode in its place, if nobody else sees this block; false, and nothing is
     * changed, if it has to be divided for that, or its names to share fewer bytes.
     */
    boolean insertHere(ZPath path, int from, int to, Znode child) {
        if (size == MAX_SIZE || sharedWith(path, from, to) < skip) {
            return false;
        }
        int at = placeFor(path, from, to);
        if (size == nodes.length) {
            int places = Math.min(size + GROWTH, MAX_SIZE);
            heads = Arrays.copyOf(heads, places);
            nodes = Arrays.copyOf(nodes, places);
        }
        System.arraycopy(heads, at, heads, at + 1, size - at);
        System.arraycopy(nodes, at, nodes, at + 1, size - at);
        heads[at] = path.wordAt(from + skip, to);
        nodes[at] = child;
        size++;
        return true;
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
        return new LeafBlock(skip, heads, newNodes, size);
    }

    @Override
    @Nullable Block removing(ZPath path, int from, int to, boolean own) {
        int at = indexOf(path, from, to);
        Invariant.require(at >= 0, "only a child that is there can be removed");
        int rest = size - 1;
        if (rest == 0) {
            return null;
        }
        int[] newHeads = Arrays.copyOf(heads, rest);
        System.arraycopy(heads, at + 1, newHeads, at, rest - at);
        Znode[] newNodes = Arrays.copyOf(nodes, rest);
        System.arraycopy(nodes, at + 1, newNodes, at, rest - at);
        return new LeafBlock(skip, newHeads, newNodes, rest);
    }

    @Override
    int size() {
        return size;
    }

    /** Whether as many places are kept for names as for znodes. */
    boolean isEven() {
        return heads.length == nodes.length && size <= nodes.length;
    }

    @Override
    Block slice(int from, int to) {
        return of(Arrays.copyOfRange(nodes, from, to));
    }

    @Override
    Block joinedWith(Block right) {
        LeafBlock other = (LeafBlock) right;
        Znode[] all = Arrays.copyOf(nodes, size + other.size);
        System.arraycopy(other.nodes, 0, all, size, other.size);
        return of(all);
    }

    @Override
    Znode first() {
        return nodes[0];
    }

    @Override
    Znode last() {
        return nodes[size - 1];
    }
}
