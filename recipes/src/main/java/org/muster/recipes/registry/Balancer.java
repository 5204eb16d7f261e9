package org.muster.recipes.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Chooses among instances by a {@link Strategy}, and leaves out for a while those whose calls fail:
 * three failures in a row for 30 seconds, twice as long each time it happens again, and never more
 * than half of the instances. If nothing but such are there, they are chosen all the same.
 */
final class Balancer {
    private static final int FAILURES = 3;
    private static final long OUT_MS = 30_000;
    private static final int DOUBLINGS = 5;
    private static final double NEWEST = 0.3;

    /** What is known of an instance, by its id and address: a new record does not clear it. */
    private static final class Known {
        int inFlight;
        double latencyNs;
        int failures;
        int ejections;
        long outUntilMs = Long.MIN_VALUE;
    }

    private final Strategy strategy;
    private final Map<String, Known> known = new HashMap<>();

    Balancer(Strategy strategy) {
        this.strategy = strategy;
    }

    private static String key(ServiceInstance instance) {
        return instance.id() + "@" + instance.address() + ":" + instance.port();
    }

    /** One of the instances; empty if there is none. */
    synchronized Optional<ServiceInstance> choose(
            Collection<ServiceInstance> instances, String key, long nowMs) {
        List<Load> all = new ArrayList<>();
        List<Load> fit = new ArrayList<>();
        int out = 0;
        for (ServiceInstance instance : instances) {
            Known k = known.computeIfAbsent(key(instance), none -> new Known());
            Load load = new Load(instance, k.inFlight, k.latencyNs);
            all.add(load);
            if (k.outUntilMs <= nowMs || 2 * (out + 1) > instances.size()) {
                fit.add(load);
            } else {
                out++;
            }
        }
        if (all.isEmpty()) {
            return Optional.empty();
        }
        ServiceInstance chosen = strategy.choose(fit.isEmpty() ? all : fit, key).instance();
        known.computeIfAbsent(key(chosen), none -> new Known()).inFlight++;
        return Optional.of(chosen);
    }

    /** A call is done. */
    synchronized void done(ServiceInstance instance, boolean good, Duration latency, long nowMs) {
        Known k = known.computeIfAbsent(key(instance), none -> new Known());
        k.inFlight = Math.max(0, k.inFlight - 1);
        if (good) {
            k.failures = 0;
            k.ejections = 0;
            double ns = latency.toNanos();
            k.latencyNs = k.latencyNs == 0 ? ns : k.latencyNs + NEWEST * (ns - k.latencyNs);
            return;
        }
        k.failures++;
        if (k.failures >= FAILURES) {
            k.failures = 0;
            k.outUntilMs = nowMs + (OUT_MS << Math.min(DOUBLINGS, k.ejections));
            k.ejections++;
        }
    }
}
