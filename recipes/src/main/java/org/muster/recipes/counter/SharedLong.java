package org.muster.recipes.counter;

import java.util.concurrent.CompletableFuture;
import org.muster.client.MusterClient;
import org.muster.recipes.codec.Codec;

/**
 * A number that many add to, on the znode of Curator's {@code DistributedAtomicLong}. Every
 * addition happens exactly once or fails; guarantees, and what happens without a connection and on
 * expiry, are those of {@link SharedValue}.
 */
public final class SharedLong implements AutoCloseable {
    private final SharedValue<Long> value;

    /** The number at {@code path}, 0 while there is no node. */
    public SharedLong(MusterClient client, String path) {
        this.value = new SharedValue<>(client, path, Codec.LONG, 0L);
    }

    /** The number. */
    public CompletableFuture<Long> get() {
        return value.get().thenApply(Versioned::value);
    }

    /** Adds to it; completes with the sum. */
    public CompletableFuture<Long> add(long summand) {
        return value.update(old -> old + summand);
    }

    /** The value behind the number, for everything else. */
    public SharedValue<Long> value() {
        return value;
    }

    @Override
    public void close() {
        value.close();
    }
}
