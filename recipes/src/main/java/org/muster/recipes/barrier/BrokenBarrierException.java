package org.muster.recipes.barrier;

/** The member was gone before the barrier opened: its session ended, or somebody removed it. */
public final class BrokenBarrierException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BrokenBarrierException(String path) {
        super("no longer a member of " + path);
    }
}
