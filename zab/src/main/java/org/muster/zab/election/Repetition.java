package org.muster.zab.election;

/** When a vote is to be repeated: soon after news, ever more rarely while nothing happens. */
final class Repetition {
    private final ElectionTiming timing;
    private long intervalMs;
    private long dueMs;

    Repetition(ElectionTiming timing) {
        this.timing = timing;
        intervalMs = timing.minIntervalMs();
    }

    /** There is something new: the next repetition comes after the shortest interval. */
    void restart(long nowMs) {
        intervalMs = timing.minIntervalMs();
        dueMs = nowMs + intervalMs;
    }

    /** Whether it is time; if so, the next interval is twice as long. */
    boolean isDue(long nowMs) {
        if (nowMs < dueMs) {
            return false;
        }
        intervalMs = Math.min(2 * intervalMs, timing.maxIntervalMs());
        dueMs = nowMs + intervalMs;
        return true;
    }
}
