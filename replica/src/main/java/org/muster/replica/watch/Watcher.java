package org.muster.replica.watch;

import org.jspecify.annotations.Nullable;

/**
 * One connection as the watch table sees it: the head of the list of its watches.
 *
 * @param <C> who is told
 */
public final class Watcher<C> {
    private final C owner;
    private final int number;
    private @Nullable Watch<C> first;
    private int dataWatches;

    /** The step that last reached this watcher, so that overlapping watches tell it once. */
    private long lastStep;

    /** For {@code owner}; {@code number} differs between most live watchers of one table. */
    public Watcher(C owner, int number) {
        this.owner = owner;
        this.number = number;
    }

    C owner() {
        return owner;
    }

    int number() {
        return number;
    }

    @Nullable Watch<C> first() {
        return first;
    }

    void setFirst(@Nullable Watch<C> watch) {
        first = watch;
    }

    /** Whether {@code step} had not reached this watcher yet; now it has. */
    boolean tryReach(long step) {
        if (lastStep == step) {
            return false;
        }
        lastStep = step;
        return true;
    }

    /** Counts {@code change} (-1, 0, 1); by how much the number of watchers with any changes. */
    int addDataWatches(int change) {
        int before = Math.min(dataWatches, 1);
        dataWatches += change;
        return Math.min(dataWatches, 1) - before;
    }
}
