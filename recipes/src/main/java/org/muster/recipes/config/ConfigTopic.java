package org.muster.recipes.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.muster.client.MusterClient;
import org.muster.client.Node;
import org.muster.model.Bytes;
import org.muster.recipes.cache.CacheEvent;
import org.muster.recipes.cache.Freshness;
import org.muster.recipes.cache.NodeCache;
import org.muster.recipes.codec.Codec;
import org.muster.recipes.counter.SharedValue;
import org.muster.recipes.counter.Swap;
import org.muster.recipes.counter.Versioned;
import org.muster.recipes.line.LastKnownGood;
import org.muster.recipes.line.Steps;
import org.muster.recipes.worker.Workers;

/**
 * A value that some publish and many follow: the event is pushed, the data pulled.
 *
 * <p><b>Guarantees.</b> Every subscriber comes to see the newest valid value; values never go back,
 * by the order of the transactions that wrote them; intermediate ones may be skipped. A value that
 * cannot be decoded or is not valid is reported and otherwise ignored: the last good one stays.
 *
 * <p><b>Without a connection, and when the session expires,</b> the last value stays, and {@link
 * #freshness} tells. With a file for it, the last good value also serves a program that starts
 * while no server can be reached.
 */
public final class ConfigTopic<T> implements AutoCloseable {
    private final Codec<T> codec;
    private final Predicate<? super T> valid;
    private final NodeCache cache;
    private final SharedValue<Bytes> shared;
    private final @Nullable LastKnownGood file;
    private final List<Consumer<? super Versioned<T>>> subscribers = new CopyOnWriteArrayList<>();
    private final List<Consumer<? super String>> reporters = new CopyOnWriteArrayList<>();
    private CompletableFuture<?> deliveries = CompletableFuture.completedFuture("none");
    private volatile @Nullable Versioned<T> latest;
    private volatile boolean fromDisk;

    private ConfigTopic(
            MusterClient client,
            String path,
            Codec<T> codec,
            Predicate<? super T> valid,
            @Nullable LastKnownGood file) {
        this.codec = codec;
        this.valid = valid;
        this.file = file;
        if (file != null) {
            file.read().ifPresent(kept -> offer(kept.czxid(), kept, true));
        }
        this.shared = new SharedValue<>(client, path, Codec.RAW, Bytes.EMPTY);
        this.cache = NodeCache.open(client, path);
        AutoCloseable unused = cache.follow(this::changed);
    }

    /** Follows and publishes the value at {@code path}. */
    public static <T> ConfigTopic<T> open(
            MusterClient client, String path, Codec<T> codec, Predicate<? super T> valid) {
        return new ConfigTopic<>(client, path, codec, valid, null);
    }

    /** The same, keeping the last good value in {@code file}. */
    public static <T> ConfigTopic<T> open(
            MusterClient client,
            String path,
            Codec<T> codec,
            Predicate<? super T> valid,
            Path file) {
        return new ConfigTopic<>(client, path, codec, valid, new LastKnownGood(file));
    }

    /** Completes when the servers' value was read, or found missing, for the first time. */
    public CompletableFuture<ConfigTopic<T>> ready() {
        return cache.ready().thenApply(loaded -> this);
    }

    /** The last good value. */
    public Optional<Versioned<T>> latest() {
        return Optional.ofNullable(latest);
    }

    /** How the value relates to what the servers have. */
    public Freshness freshness() {
        Freshness now = cache.freshness();
        return fromDisk && now == Freshness.LOADING ? Freshness.FROM_DISK : now;
    }

    /**
     * Lets {@code subscriber} hear of the value at hand and of later ones, one after another on a
     * thread that it may block, until what is returned is closed.
     */
    public synchronized AutoCloseable subscribe(Consumer<? super Versioned<T>> subscriber) {
        Versioned<T> now = latest;
        if (now != null) {
            deliver(() -> subscriber.accept(now));
        }
        subscribers.add(subscriber);
        return () -> subscribers.remove(subscriber);
    }

    /** Lets {@code reporter} hear of values that were ignored, and why. */
    public AutoCloseable onIgnored(Consumer<? super String> reporter) {
        reporters.add(reporter);
        return () -> reporters.remove(reporter);
    }

    /**
     * Publishes a value, whatever there was before.
     *
     * @throws IllegalArgumentException if it is not valid
     */
    public CompletableFuture<T> publish(T value) {
        return shared.set(encoded(value)).thenApply(done -> value);
    }

    /**
     * Publishes a value if {@code expected} is still the newest; completes with whether it was.
     *
     * @throws IllegalArgumentException if it is not valid
     */
    public CompletableFuture<Boolean> publish(Versioned<T> expected, T value) {
        Versioned<Bytes> raw =
                new Versioned<>(
                        Bytes.EMPTY, expected.czxid(), expected.version(), expected.mzxid());
        return shared.compareAndSet(raw, encoded(value)).thenApply(Swap::isSwapped);
    }

    private Bytes encoded(T value) {
        if (!valid.test(value)) {
            throw new IllegalArgumentException("not valid: " + value);
        }
        return codec.encode(value);
    }

    private void changed(CacheEvent event) {
        if (event instanceof CacheEvent.Changed changed) {
            Node node = changed.now();
            LastKnownGood.Kept kept =
                    new LastKnownGood.Kept(
                            node.stat().czxid(),
                            node.stat().mzxid(),
                            node.stat().version(),
                            node.data());
            offer(node.stat().czxid(), kept, false);
        }
    }

    private synchronized void offer(long czxid, LastKnownGood.Kept kept, boolean disk) {
        Versioned<T> next;
        try {
            next = new Versioned<>(codec.decode(kept.data()), czxid, kept.version(), kept.mzxid());
        } catch (RuntimeException undecodable) {
            report("cannot be decoded: " + undecodable);
            return;
        }
        if (!valid.test(next.value())) {
            report("is not valid: " + next.value());
            return;
        }
        Versioned<T> before = latest;
        if (before != null && !next.isAfter(before)) {
            return;
        }
        latest = next;
        fromDisk = disk;
        if (!disk && file != null) {
            deliver(() -> keep(file, kept));
        }
        subscribers.forEach(subscriber -> deliver(() -> subscriber.accept(next)));
    }

    private void keep(LastKnownGood to, LastKnownGood.Kept kept) {
        try {
            to.write(kept);
        } catch (IOException failing) {
            report("cannot be kept: " + failing);
        }
    }

    private void report(String what) {
        reporters.forEach(reporter -> deliver(() -> reporter.accept(what)));
    }

    private synchronized void deliver(Runnable delivery) {
        deliveries =
                deliveries.handleAsync(
                        (before, thrown) -> {
                            delivery.run();
                            return "delivered";
                        },
                        Workers.USERS);
        Steps.done(deliveries, done -> {});
    }

    @Override
    public void close() {
        cache.close();
        shared.close();
    }
}
