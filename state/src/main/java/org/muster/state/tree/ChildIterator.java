package org.muster.state.tree;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Walks over children in the order of their names; sees one immutable set of them. */
public final class ChildIterator implements Iterator<Znode> {
    private static final int INITIAL_DEPTH = 4;

    private BranchBlock[] branches = new BranchBlock[INITIAL_DEPTH];
    private int[] positions = new int[INITIAL_DEPTH];
    private int depth;
    private Znode[] leaf = {};
    private int size;
    private int position;

    ChildIterator(@Nullable Block root) {
        if (root != null) {
            descend(root);
        }
    }

    private void descend(Block from) {
        Block block = from;
        while (block instanceof BranchBlock branch) {
            if (depth == branches.length) {
                branches = Arrays.copyOf(branches, 2 * depth);
                positions = Arrays.copyOf(positions, 2 * depth);
            }
            branches[depth] = branch;
            positions[depth] = 0;
            depth++;
            block = branch.blocks[0];
        }
        leaf = ((LeafBlock) block).nodes;
        size = block.size();
        position = 0;
    }

    @Override
    public boolean hasNext() {
        return position < size || advance();
    }

    private boolean advance() {
        while (depth > 0) {
            int next = ++positions[depth - 1];
            Block[] siblings = branches[depth - 1].blocks;
            if (next < siblings.length) {
                descend(siblings[next]);
                return true;
            }
            depth--;
        }
        return false;
    }

    @Override
    public Znode next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return leaf[position++];
    }
}
