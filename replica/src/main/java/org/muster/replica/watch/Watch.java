package org.muster.replica.watch;

import org.jspecify.annotations.Nullable;

/**
 * All that one connection waits for at one path; a link of three lists at once, so that each of
 * them loses it in constant time and no list needs nodes of its own.
 */
final class Watch<C> {
    final WatchedPath<C> path;
    final Watcher<C> watcher;

    /** A non-empty set of modes of {@link WatchTable}. */
    byte modes;

    @Nullable Watch<C> previousOnPath;
    @Nullable Watch<C> nextOnPath;
    @Nullable Watch<C> previousOfWatcher;
    @Nullable Watch<C> nextOfWatcher;
    @Nullable Watch<C> nextInSlot;

    Watch(WatchedPath<C> path, Watcher<C> watcher) {
        this.path = path;
        this.watcher = watcher;
    }
}
