package org.muster.zab;

/**
 * The time by which peers are judged silent, in nanoseconds. It follows the monotonic clock but
 * never runs further ahead of the last tick than one interval: when this process was held up, its
 * peers were not the silent ones.
 */
final class PatientClock {
    private final long intervalNs;
    private long lastTickNs;
    private long timeAtTick;

    /** Starts at 0 at the monotonic time {@code nowNs}. */
    PatientClock(long nowNs, long intervalNs) {
        this.lastTickNs = nowNs;
        this.intervalNs = intervalNs;
    }

    /** A tick at monotonic {@code nowNs}. */
    void tick(long nowNs) {
        timeAtTick = at(nowNs);
        lastTickNs = Math.max(lastTickNs, nowNs);
    }

    /** The time at monotonic {@code nowNs}. */
    long at(long nowNs) {
        return timeAtTick + Math.clamp(nowNs - lastTickNs, 0, intervalNs);
    }
}
