package org.muster.recipes.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.muster.client.MusterClient;
import org.muster.model.Bytes;
import org.muster.recipes.cache.CacheEvent;
import org.muster.recipes.cache.Freshness;
import org.muster.recipes.cache.TreeCache;
import org.muster.recipes.line.LastKnownGood;
import org.muster.recipes.line.Steps;
import org.muster.recipes.worker.Workers;

/**
 * The instances of a service, and one of them for each call; it goes on while the ensemble does
 * not.
 *
 * <p><b>Guarantees.</b> Picking answers from memory. A lost connection or session never empties the
 * list: the view is frozen and says that it is stale. With a file, a program that starts while no
 * server can be reached begins with the instances it knew last. If most instances vanish at once
 * they are kept for a while, and picked only when there are no others. A record that cannot be read
 * hides no other. Instances that drain are picked only when there are no others.
 */
public final class Discovery implements AutoCloseable {
    private static final long WINDOW_MS = 40_000;
    private static final long GRACE_MS = 50_000;

    private final TreeCache cache;
    private final String path;
    private final Balancer balancer;
    private final LossGuard guard = new LossGuard(WINDOW_MS, GRACE_MS);
    private final @Nullable LastKnownGood file;
    private CompletableFuture<?> writes = CompletableFuture.completedFuture("none");
    private boolean fromDisk;

    private Discovery(
            MusterClient client, String path, Strategy strategy, @Nullable LastKnownGood file) {
        this.path = path;
        this.balancer = new Balancer(strategy);
        this.file = file;
        if (file != null) {
            file.read().ifPresent(this::restore);
        }
        this.cache = TreeCache.open(client, path, 1);
        AutoCloseable unused = cache.follow(this::changed);
    }

    /** The instances of a service below {@code base}. */
    public static Discovery open(
            MusterClient client, String base, String service, Strategy strategy) {
        return new Discovery(client, base + "/" + service, strategy, null);
    }

    /** The same, keeping them in {@code file}, too. */
    public static Discovery open(
            MusterClient client, String base, String service, Strategy strategy, Path file) {
        return new Discovery(client, base + "/" + service, strategy, new LastKnownGood(file));
    }

    /** Completes when the registry was read for the first time. */
    public CompletableFuture<Discovery> ready() {
        return cache.ready().thenApply(loaded -> this);
    }

    /** The instances that are listed, by their ids. */
    public synchronized Map<String, ServiceInstance> instances() {
        return Map.copyOf(guard.confirmed());
    }

    /** How new the list is. */
    public synchronized Freshness freshness() {
        Freshness now = cache.freshness();
        return fromDisk && now == Freshness.LOADING ? Freshness.FROM_DISK : now;
    }

    /** An instance for a call; empty if there is none. */
    public Optional<Pick> pick() {
        return pick("");
    }

    /** An instance for a call about {@code key}; empty if there is none. */
    public Optional<Pick> pick(String key) {
        long now = System.nanoTime() / 1_000_000;
        Collection<ServiceInstance> listed;
        Collection<ServiceInstance> kept;
        synchronized (this) {
            listed = List.copyOf(guard.confirmed().values());
            kept = List.copyOf(guard.unconfirmed(now).values());
        }
        List<ServiceInstance> willing = new ArrayList<>(listed);
        willing.removeIf(ServiceInstance::draining);
        List<ServiceInstance> choice =
                List.copyOf(!willing.isEmpty() ? willing : !kept.isEmpty() ? kept : listed);
        return balancer.choose(choice, key, now)
                .map(instance ->
                        new Pick(instance, freshness(), listed.contains(instance), this::done));
    }

    private void done(ServiceInstance instance, boolean good, Duration latency) {
        balancer.done(instance, good, latency, System.nanoTime() / 1_000_000);
    }

    private void changed(CacheEvent event) {
        // Until everything was read once, what is known from the disk is worth more.
        if (cache.freshness() == Freshness.LIVE) {
            relist();
        }
    }

    private synchronized void relist() {
        Map<String, ServiceInstance> listed = new TreeMap<>();
        StringBuilder lines = new StringBuilder();
        cache.below(path)
                .values()
                .forEach(node -> {
                    try {
                        ServiceInstance instance = ServiceInstance.decode(node.data());
                        listed.put(instance.id(), instance);
                        lines.append(instance.encode().toUtf8()).append('\n');
                    } catch (IllegalArgumentException foreign) {
                        listed.remove(node.path());
                    }
                });
        guard.listed(listed, System.nanoTime() / 1_000_000);
        fromDisk = false;
        LastKnownGood to = file;
        if (to != null && !listed.isEmpty()) {
            Bytes text = Bytes.utf8(lines.toString());
            writes = writes.handleAsync((before, thrown) -> keep(to, text), Workers.USERS);
            Steps.done(writes, done -> {});
        }
    }

    private static boolean keep(LastKnownGood to, Bytes text) {
        try {
            to.write(new LastKnownGood.Kept(0, 0, 0, text));
            return true;
        } catch (IOException failing) {
            System.getLogger(Discovery.class.getName())
                    .log(System.Logger.Level.WARNING, "instances cannot be kept", failing);
            return false;
        }
    }

    private void restore(LastKnownGood.Kept kept) {
        Map<String, ServiceInstance> known = new TreeMap<>();
        kept.data()
                .toUtf8()
                .lines()
                .forEach(line -> {
                    ServiceInstance instance = ServiceInstance.decode(Bytes.utf8(line));
                    known.put(instance.id(), instance);
                });
        guard.listed(known, System.nanoTime() / 1_000_000);
        fromDisk = true;
    }

    @Override
    public void close() {
        cache.close();
    }
}
