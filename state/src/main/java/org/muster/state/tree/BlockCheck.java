package org.muster.state.tree;

import org.muster.model.Invariant;

/** Checks the shape of a B-tree of children, for {@link ZnodeTree#validate}. */
final class BlockCheck {
    private BlockCheck() {}

    /** Requires what {@link Block} and its two kinds promise; gives the depth. */
    static int validate(Block block) {
        Invariant.require(
                block.size() >= 1 && block.size() <= Block.MAX_SIZE, "size of a block of children");
        return switch (block) {
            case LeafBlock leaf -> {
                Invariant.require(leaf.isEven(), "heads of a leaf");
                yield 1;
            }
            case BranchBlock branch -> validateBranch(branch);
        };
    }

    private static int validateBranch(BranchBlock branch) {
        Invariant.require(branch.bounds.length == branch.blocks.length - 1, "bounds of a branch");
        Invariant.require(branch.heads.length == branch.bounds.length, "heads of a branch");
        int depth = validate(branch.blocks[0]);
        for (int i = 1; i < branch.blocks.length; i++) {
            Invariant.require(
                    validate(branch.blocks[i]) == depth, "all leaves are at the same depth");
        }
        return depth + 1;
    }
}
