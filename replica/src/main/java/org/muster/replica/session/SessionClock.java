package org.muster.replica.session;

/**
 * The time by which sessions expire, in milliseconds. It follows the monotonic clock but never runs
 * further ahead of the last tick than one interval: when the process was held up, the sessions were
 * not the silent ones, and every deadline moves by the delay.
 */
public final class SessionClock {
    private final long tickIntervalMs;
    private long lastTickMs;
    private long timeAtTick;

    /** Starts at 0 at the monotonic time {@code nowMs}; ticks come every {@code tickIntervalMs}. */
    public SessionClock(long nowMs, long tickIntervalMs) {
        this.lastTickMs = nowMs;
        this.tickIntervalMs = tickIntervalMs;
    }

    /** The session time at a tick at monotonic {@code nowMs}. */
    public long tick(long nowMs) {
        timeAtTick = at(nowMs);
        lastTickMs = Math.max(lastTickMs, nowMs);
        return timeAtTick;
    }

    /**
     * The session time at monotonic {@code ms}; for a moment before the last tick a lower bound of
     * it.
     */
    public long at(long ms) {
        return timeAtTick + Math.min(ms - lastTickMs, tickIntervalMs);
    }
}
