package org.muster.recipes.counter;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.muster.client.CallOption;
import org.muster.client.Code;
import org.muster.client.CreateSpec;
import org.muster.client.Expect;
import org.muster.client.MusterClient;
import org.muster.client.MusterException;
import org.muster.client.Node;
import org.muster.client.Txn;
import org.muster.client.TxnResult;
import org.muster.model.Bytes;
import org.muster.recipes.cache.CacheEvent;
import org.muster.recipes.cache.NodeCache;
import org.muster.recipes.codec.Codec;
import org.muster.recipes.line.Once;
import org.muster.recipes.line.Steps;

/**
 * A value that many read and replace. With {@link Codec#LONG} and {@link Codec#INT} it is Curator's
 * {@code DistributedAtomicLong}, {@code DistributedAtomicInteger} and the plain part of {@code
 * SharedValue}.
 *
 * <p><b>Guarantees.</b> Replacing is linearizable, and happens exactly once though the answer to it
 * may be lost: a small ephemeral node beside tells what became of it. A missing node has the
 * initial value and is created by the first write.
 *
 * <p><b>Without a connection</b> calls wait, up to the client's limit for calls. <b>When the
 * session expires</b> in the middle of a write whose answer was lost, the future fails with the
 * outcome unknown; nothing is guessed.
 */
public final class SharedValue<T> implements AutoCloseable {
    private static final int PATIENCE = 1_000;

    private final MusterClient client;
    private final String path;
    private final Codec<T> codec;
    private final T initial;
    private final Once once;

    /** The value at {@code path}; while there is no node it is {@code initial}. */
    public SharedValue(MusterClient client, String path, Codec<T> codec, T initial) {
        this.client = client.onOwnLane();
        this.path = path;
        this.codec = codec;
        this.initial = initial;
        this.once = new Once(this.client);
    }

    /** The value that a majority agrees on. */
    public CompletableFuture<Versioned<T>> get() {
        return Steps.forUsers(read());
    }

    private CompletableFuture<Versioned<T>> read() {
        return client.get(path, CallOption.Consistency.SYNCED)
                .thenApply(this::versioned)
                .exceptionally(thrown -> {
                    MusterException failure = MusterException.of(thrown);
                    if (failure.code() == Code.NO_NODE) {
                        return new Versioned<>(initial, 0, -1, 0);
                    }
                    throw failure;
                });
    }

    private Versioned<T> versioned(Node node) {
        return new Versioned<>(
                codec.decode(node.data()),
                node.stat().czxid(),
                node.stat().version(),
                node.stat().mzxid());
    }

    /** Replaces the value if it is still the one that was read. */
    public CompletableFuture<Swap<T>> compareAndSet(Versioned<T> expected, T next) {
        return Steps.forUsers(swap(expected, next));
    }

    private CompletableFuture<Swap<T>> swap(Versioned<T> expected, T next) {
        Bytes data = codec.encode(next);
        boolean missing = expected.version() == -1 && expected.czxid() == 0;
        CompletableFuture<TxnResult> written =
                once.submit(() ->
                        missing
                                ? new Txn().create(path, data, CreateSpec.persistent())
                                : new Txn().set(path, data, Expect.version(expected.version())));
        return written.thenCompose(result -> swapped(result, expected, next));
    }

    private CompletableFuture<Swap<T>> swapped(TxnResult result, Versioned<T> expected, T next) {
        if (result instanceof TxnResult.Committed) {
            return CompletableFuture.completedFuture(new Swap.Swapped<>(next));
        }
        MusterException cause = ((TxnResult.Aborted) result).cause();
        if (cause.code() == Code.NO_NODE && expected.czxid() == 0) {
            return parents().thenCompose(made -> swap(expected, next));
        }
        return switch (cause.code()) {
            case NO_NODE, NODE_EXISTS, BAD_VERSION -> read().thenApply(Swap.Conflict::new);
            default -> CompletableFuture.failedFuture(cause);
        };
    }

    private CompletableFuture<String> parents() {
        int slash = path.lastIndexOf('/');
        CreateSpec spec = CreateSpec.persistent().withParents(CreateSpec.Parents.CREATE);
        return client.create(path.substring(0, slash), Bytes.EMPTY, spec)
                .handle((made, thrown) -> {
                    MusterException failure = thrown == null ? null : MusterException.of(thrown);
                    if (failure != null && failure.code() != Code.NODE_EXISTS) {
                        throw failure;
                    }
                    return path;
                });
    }

    /**
     * Replaces the value by what {@code change} makes of it, again and again until nobody comes in
     * between; completes with the new value. The function may be called several times.
     */
    public CompletableFuture<T> update(UnaryOperator<T> change) {
        CompletableFuture<T> result = new CompletableFuture<>();
        update(change, result, 0);
        return Steps.forUsers(result);
    }

    private void update(UnaryOperator<T> change, CompletableFuture<T> result, int attempt) {
        Steps.when(
                read().thenCompose(seen -> swap(seen, change.apply(seen.value()))),
                swap -> {
                    if (swap instanceof Swap.Swapped<T> swapped) {
                        result.complete(swapped.now());
                    } else if (attempt < PATIENCE) {
                        Steps.later(
                                Steps.pauseMs(Math.min(attempt, 4)),
                                () -> update(change, result, attempt + 1));
                    } else {
                        result.completeExceptionally(
                                new IllegalStateException(path + " changes all the time"));
                    }
                },
                result::completeExceptionally);
    }

    /** Sets the value, whatever it is. */
    public CompletableFuture<T> set(T value) {
        return update(old -> value);
    }

    /**
     * Lets {@code listener} hear of the value now and of later ones, in order; intermediate ones
     * may be skipped. Called on a thread of the client's, until what is returned is closed.
     */
    public AutoCloseable listen(Consumer<? super Versioned<T>> listener) {
        NodeCache cache = NodeCache.open(client, path);
        AutoCloseable unused =
                cache.follow(event -> {
                    if (event instanceof CacheEvent.Changed changed) {
                        listener.accept(versioned(changed.now()));
                    }
                });
        return cache;
    }

    /** Takes away what was needed for certainty; the value stays. */
    @Override
    public void close() {
        Steps.done(once.close(), gone -> {});
    }
}
