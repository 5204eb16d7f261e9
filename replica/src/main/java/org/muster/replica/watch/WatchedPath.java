package org.muster.replica.watch;

import org.jspecify.annotations.Nullable;
import org.muster.model.ZPath;

/** A path with at least one watch. */
final class WatchedPath<C> {
    final ZPath path;
    final int hash;
    @Nullable Watch<C> first;
    @Nullable WatchedPath<C> nextInSlot;
    private int dataWatches;

    WatchedPath(ZPath path, int hash) {
        this.path = path;
        this.hash = hash;
    }

    void link(Watch<C> watch) {
        Watch<C> head = first;
        watch.nextOnPath = head;
        if (head != null) {
            head.previousOnPath = watch;
        }
        first = watch;
    }

    void unlink(Watch<C> watch) {
        Watch<C> before = watch.previousOnPath;
        Watch<C> after = watch.nextOnPath;
        if (before == null) {
            first = after;
        } else {
            before.nextOnPath = after;
        }
        if (after != null) {
            after.previousOnPath = before;
        }
    }

    /** Counts {@code change} (-1, 0, 1); by how much the number of paths with any changes. */
    int addDataWatches(int change) {
        int before = Math.min(dataWatches, 1);
        dataWatches += change;
        return Math.min(dataWatches, 1) - before;
    }
}
