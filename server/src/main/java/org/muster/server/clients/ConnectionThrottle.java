package org.muster.server.clients;

import java.util.random.RandomGenerator;
import org.muster.replica.Histogram;
import org.muster.server.config.ServerConfig.Throttle;

/**
 * The token bucket for handshakes, with the drop probability of "blue": it rises while the bucket
 * is empty and falls while it is full enough. Thread-safe.
 *
 * <p>See W. Feng, K. Shin, D. Kandlur and D. Saha, "The BLUE active queue management algorithms",
 * 2002.
 */
final class ConnectionThrottle {
    private final Throttle settings;
    private final RandomGenerator random;
    private int tokens;
    private int deficit;
    private long lastFillMs;
    private long lastFreezeMs;
    private double dropProbability;
    private final Histogram missing = new Histogram();

    /** Full at the monotonic time {@code nowMs}. */
    ConnectionThrottle(Throttle settings, RandomGenerator random, long nowMs) {
        this.settings = settings;
        this.random = random;
        this.tokens = settings.tokens();
        this.lastFillMs = nowMs;
        this.lastFreezeMs = nowMs;
    }

    /** Takes the tokens of one handshake; false if it must be turned away. */
    synchronized boolean admit(boolean renews, long nowMs) {
        boolean admitted = settings.tokens() == 0 || take(renews, nowMs);
        if (admitted) {
            missing.add(settings.tokens() - tokens);
        }
        return admitted;
    }

    private boolean take(boolean renews, long nowMs) {
        int weight = renews ? settings.renewWeight() : settings.newWeight();
        fill(nowMs);
        adjust(nowMs);
        if (dropProbability > 0 && random.nextDouble() < dropProbability) {
            return false;
        }
        if (tokens < weight) {
            deficit = weight - tokens;
            return false;
        }
        deficit = 0;
        tokens -= weight;
        return true;
    }

    /** From 0 to 1. */
    synchronized double dropProbability() {
        return dropProbability;
    }

    /** How many tokens were missing after each handshake that was let through. */
    synchronized Histogram missing() {
        return missing.copy();
    }

    /** Forgets those. */
    synchronized void resetCounts() {
        missing.reset();
    }

    private void fill(long nowMs) {
        long elapsed = nowMs - lastFillMs;
        if (elapsed > settings.fillTimeMs()) {
            long refills = elapsed / settings.fillTimeMs();
            long filled = tokens + refills * settings.fillCount();
            tokens = (int) Math.min(settings.tokens(), Math.max(0, filled));
            lastFillMs = nowMs;
        }
    }

    private void adjust(long nowMs) {
        if (settings.freezeTimeMs() < 0 || nowMs - lastFreezeMs < settings.freezeTimeMs()) {
            return;
        }
        lastFreezeMs = nowMs;
        if (deficit > 0) {
            dropProbability = Math.min(1, dropProbability + settings.dropIncrease());
        } else if (tokens > settings.tokens() * settings.decreaseRatio()) {
            dropProbability = Math.max(0, dropProbability - settings.dropDecrease());
        }
    }
}
