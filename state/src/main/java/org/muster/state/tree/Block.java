package org.muster.state.tree;

import org.jspecify.annotations.Nullable;
import org.muster.model.Invariant;
import org.muster.model.ZPath;

/**
 * One block of the B-tree that holds a parent's children in the order of their names. Immutable: a
 * change copies the blocks from the root of the B-tree to the leaf concerned and shares the others.
 * Only those of a tree that nobody sees yet change where they are ({@link ZnodeTree#editOwn}).
 *
 * <p>Names of neighbours begin alike, and reading a name costs a cache miss. So a block knows how
 * many bytes all its keys share, and keeps the four bytes behind those of each key as one number;
 * mostly these numbers decide a search, and one name is read, to verify. (Bohannon, McIlroy,
 * Rastogi, "Main-memory index structures with fixed-size partial keys", SIGMOD 2001.)
 *
 * <p>All leaves are at the same depth. A block holds 1 to {@link #MAX_SIZE} entries. One that
 * shrinks below {@link #MIN_SIZE} joins a neighbour if both fit in one block; there is no other
 * lower bound, which keeps removal a short path copy.
 */
abstract sealed class Block permits LeafBlock, BranchBlock {
    /** The most entries of a block; inside an insertion one more. */
    static final int MAX_SIZE = 64;

    /** A block with fewer entries is joined with a neighbour where that fits. */
    static final int MIN_SIZE = 16;

    /** How many bytes at least all keys of this block share at their beginning. */
    final int skip;

    /** Of each key the four bytes after the shared ones, ordered as the keys are. */
    int[] heads;

    Block(int skip, int[] heads) {
        this.skip = skip;
        this.heads = heads;
    }

    /** The znode whose name is what {@code path} holds in {@code [from, to)}, or null. */
    final @Nullable Znode find(ZPath path, int from, int to) {
        return leafFor(path, from, to).findHere(path, from, to);
    }

    private LeafBlock leafFor(ZPath path, int from, int to) {
        Block block = this;
        while (block instanceof BranchBlock branch) {
            block = branch.blocks[branch.indexFor(path, from, to)];
        }
        return (LeafBlock) block;
    }

    /**
     * This with another znode of the same name, which must be there.
     *
     * @param own whether nobody else sees this block, so that it may be changed instead of copied;
     *     so with what follows
     */
    abstract Block replacing(ZPath path, int from, int to, Znode child, boolean own);

    /** This without the znode of this name, which must be there; null if nothing remains. */
    abstract @Nullable Block removing(ZPath path, int from, int to, boolean own);

    /** How many entries the block has: znodes in a leaf, blocks in a branch. */
    abstract int size();

    /** The entries in {@code [from, to)} as a block of their own. */
    abstract Block slice(int from, int to);

    /** This block's entries and then those of {@code right}, its neighbour at the same depth. */
    abstract Block joinedWith(Block right);

    /** The znode with the smallest name. */
    abstract Znode first();

    /** The znode with the greatest name. */
    abstract Znode last();

    /**
     * The children with one more, whose name is what {@code path} holds behind {@code from}; {@code
     * root} is null if there are none yet.
     */
    static Block insert(@Nullable Block root, ZPath path, int from, Znode child, boolean own) {
        if (root == null) {
            return LeafBlock.of(child);
        }
        int to = path.length();
        if (own && root.leafFor(path, from, to).insertHere(path, from, to, child)) {
            return root;
        }
        Block grown = root.inserting(path, from, to, child, own);
        return grown.size() <= MAX_SIZE ? grown : BranchBlock.ofHalves(grown, child);
    }

    /**
     * This with one more znode, whose name must not be there yet; perhaps one entry too many. A
     * loop and no recursion: the compiler would make a method of many thousand bytes of that.
     */
    private Block inserting(ZPath path, int from, int to, Znode child, boolean own) {
        int depth = 0;
        for (Block block = this; block instanceof BranchBlock branch; block = branch.blocks[0]) {
            depth++;
        }
        BranchBlock[] branches = new BranchBlock[depth];
        int[] places = new int[depth];
        Block below = this;
        for (int i = 0; i < depth; i++) {
            BranchBlock branch = (BranchBlock) below;
            branches[i] = branch;
            places[i] = branch.indexFor(path, from, to);
            below = branch.blocks[places[i]];
        }
        Block grown = ((LeafBlock) below).inserting(path, from, to, child);
        for (int i = depth - 1; i >= 0; i--) {
            grown =
                    grown.size() <= MAX_SIZE
                            ? branches[i].with(places[i], grown, own)
                            : branches[i].withHalves(places[i], grown, child);
        }
        return grown;
    }

    /** The children without one that must be there, or null if it was the only one. */
    static @Nullable Block remove(@Nullable Block root, ZPath path, int from, int to, boolean own) {
        Block rest =
                Invariant.present(root, "only a child that is there can be removed")
                        .removing(path, from, to, own);
        while (rest instanceof BranchBlock branch && branch.blocks.length == 1) {
            rest = branch.blocks[0];
        }
        return rest;
    }

    /**
     * Where to divide a block that has one entry too many: in the middle, or before the last entry
     * if that is the one just added, so that names added in order leave full blocks behind.
     */
    static int divide(Block oversize, Znode added) {
        int size = oversize.size();
        return oversize.last() == added ? size - 1 : size / 2;
    }

    /** The four bytes of {@code name} from {@code start} on, as {@link ZPath#wordAt} gives them. */
    static int headOf(byte[] bytes, int start, int end) {
        int word = 0;
        for (int i = start; i < start + 4; i++) {
            word = word << 8 | (i < end ? bytes[i] & 0xff : 0);
        }
        return word ^ Integer.MIN_VALUE;
    }
}
