package org.muster.client;

import java.util.concurrent.CompletableFuture;

/**
 * What was read, and the news that it has changed since: the watch was set in the same moment.
 * Close it when the news does not matter any more.
 */
public final class Watched<T> implements AutoCloseable {
    private final T value;
    private final CompletableFuture<WatchEvent> change;
    private final Runnable unwatch;

    Watched(T value, CompletableFuture<WatchEvent> change, Runnable unwatch) {
        this.value = value;
        this.change = change;
        this.unwatch = unwatch;
    }

    /** What was read. */
    public T value() {
        return value;
    }

    /**
     * Completes once: with the first change since, or with a {@link WatchEvent.Gap} if the session
     * ended first, or with {@link WatchEvent.Ended} if this or the client was closed.
     */
    public CompletableFuture<WatchEvent> change() {
        return change;
    }

    /** Ends the watch. */
    @Override
    public void close() {
        if (!change.isDone()) {
            unwatch.run();
            change.complete(new WatchEvent.Ended("closed"));
        }
    }
}
