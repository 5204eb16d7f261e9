package org.muster.state.tree;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.muster.model.ZPath;

/**
 * A block above others of a B-tree of children.
 *
 * <p>{@code bounds[i]} is greater than every name in {@code blocks[i]} and not greater than any in
 * {@code blocks[i + 1]}.
 */
final class BranchBlock extends Block {
    final Block[] blocks;
    final byte[][] bounds;

    /** The first eight of the bytes that all bounds share, as {@link ZPath#longAt} gives them. */
    private final long sharedWord;

    private BranchBlock(int skip, long sharedWord, int[] heads, byte[][] bounds, Block[] blocks) {
        super(skip, heads);
        this.bounds = bounds;
        this.blocks = blocks;
        this.sharedWord = sharedWord;
    }

    /** Takes both arrays; there is one bound less than blocks. */
    static BranchBlock of(byte[][] bounds, Block[] blocks) {
        int skip = 0;
        if (bounds.length > 0) {
            byte[] first = bounds[0];
            int shared = Arrays.mismatch(first, bounds[bounds.length - 1]);
            skip = shared < 0 ? first.length : shared;
        }
        int[] heads = new int[bounds.length];
        for (int i = 0; i < heads.length; i++) {
            heads[i] = headOf(bounds[i], skip, bounds[i].length);
        }
        long word = 0;
        for (int i = 0; i < Math.min(skip, 8); i++) {
            word |= (bounds[0][i] & 0xffL) << (8 * (7 - i));
        }
        return new BranchBlock(skip, word ^ Long.MIN_VALUE, heads, bounds, blocks);
    }

    /** A branch over the two parts of a block that has one entry too many. */
    static BranchBlock ofHalves(Block oversize, Znode added) {
        int cut = divide(oversize, added);
        Block left = oversize.slice(0, cut);
        Block right = oversize.slice(cut, oversize.size());
        return of(new byte[][] {boundBetween(left, right)}, new Block[] {left, right});
    }

    /** The shortest text above all names in {@code left} that is not above any in {@code right}. */
    static byte[] boundBetween(Block left, Block right) {
        byte[] below = left.last().content;
        byte[] above = right.first().content;
        int belowAt = NameAndData.nameStart(below);
        int aboveAt = NameAndData.nameStart(above);
        int shared =
                Arrays.mismatch(
                        below,
                        belowAt,
                        belowAt + NameAndData.nameLength(below),
                        above,
                        aboveAt,
                        aboveAt + NameAndData.nameLength(above));
        return Arrays.copyOfRange(above, aboveAt, aboveAt + shared + 1);
    }

    /** The index of the only block that may hold the name. */
    int indexFor(ZPath path, int from, int to) {
        int order = compareShared(path, from, to);
        if (order != 0) {
            return order < 0 ? 0 : blocks.length - 1;
        }
        int word = path.wordAt(from + skip, to);
        int low = 0;
        int high = heads.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            int head = heads[middle];
            boolean below =
                    word == head ? path.compareRange(from, to, bounds[middle]) < 0 : word < head;
            if (below) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Compares the beginning of the name with what all bounds share. */
    private int compareShared(ZPath path, int from, int to) {
        int order = Long.compare(path.longAt(from, to, Math.min(skip, 8)), sharedWord);
        return order != 0 || skip <= 8
                ? order
                : path.compareRange(from, Math.min(to, from + skip), bounds[0], 0, skip);
    }

    /** This with the two parts of {@code grown}, which has one entry too many, at {@code at}. */
    BranchBlock withHalves(int at, Block grown, Znode child) {
        int cut = divide(grown, child);
        Block left = grown.slice(0, cut);
        Block right = grown.slice(cut, grown.size());
        Block[] newBlocks = spread(blocks, new Block[blocks.length + 1], at);
        newBlocks[at] = left;
        newBlocks[at + 1] = right;
        byte[][] newBounds = spread(bounds, new byte[bounds.length + 1][], at);
        newBounds[at] = boundBetween(left, right);
        return of(newBounds, newBlocks);
    }

    /** Copies {@code source} with a gap of one at {@code at}. */
    private static <T> T[] spread(T[] source, T[] target, int at) {
        System.arraycopy(source, 0, target, 0, at);
        System.arraycopy(source, at, target, at + 1, source.length - at);
        return target;
    }

    /** This with another block at {@code at}, which holds the same range of names. */
    BranchBlock with(int at, Block block, boolean own) {
        if (own) {
            blocks[at] = block;
            return this;
        }
        Block[] newBlocks = blocks.clone();
        newBlocks[at] = block;
        return new BranchBlock(skip, sharedWord, heads, bounds, newBlocks);
    }

    @Override
    Block replacing(ZPath path, int from, int to, Znode child, boolean own) {
        int at = indexFor(path, from, to);
        return with(at, blocks[at].replacing(path, from, to, child, own), own);
    }

    @Override
    @Nullable Block removing(ZPath path, int from, int to, boolean own) {
        int at = indexFor(path, from, to);
        Block rest = blocks[at].removing(path, from, to, own);
        if (rest == null) {
            return blocks.length == 1 ? null : without(at);
        }
        if (rest.size() < MIN_SIZE) {
            if (at > 0 && fits(blocks[at - 1], rest)) {
                return merged(at - 1, blocks[at - 1].joinedWith(rest));
            }
            if (at + 1 < blocks.length && fits(rest, blocks[at + 1])) {
                return merged(at, rest.joinedWith(blocks[at + 1]));
            }
        }
        return with(at, rest, own);
    }

    private static boolean fits(Block left, Block right) {
        return left.size() + right.size() <= MAX_SIZE;
    }

    private BranchBlock without(int at) {
        return of(drop(bounds, Math.max(at - 1, 0)), drop(blocks, at));
    }

    private BranchBlock merged(int at, Block block) {
        Block[] newBlocks = drop(blocks, at + 1);
        newBlocks[at] = block;
        return of(drop(bounds, at), newBlocks);
    }

    private static <T> T[] drop(T[] source, int at) {
        T[] target = Arrays.copyOf(source, source.length - 1);
        System.arraycopy(source, at + 1, target, at, target.length - at);
        return target;
    }

    @Override
    int size() {
        return blocks.length;
    }

    @Override
    Block slice(int from, int to) {
        return of(Arrays.copyOfRange(bounds, from, to - 1), Arrays.copyOfRange(blocks, from, to));
    }

    @Override
    Block joinedWith(Block right) {
        BranchBlock other = (BranchBlock) right;
        Block[] allBlocks = Arrays.copyOf(blocks, blocks.length + other.blocks.length);
        System.arraycopy(other.blocks, 0, allBlocks, blocks.length, other.blocks.length);
        byte[][] allBounds = Arrays.copyOf(bounds, bounds.length + 1 + other.bounds.length);
        allBounds[bounds.length] = boundBetween(this, right);
        System.arraycopy(other.bounds, 0, allBounds, bounds.length + 1, other.bounds.length);
        return of(allBounds, allBlocks);
    }

    @Override
    Znode first() {
        return blocks[0].first();
    }

    @Override
    Znode last() {
        return blocks[blocks.length - 1].last();
    }
}
