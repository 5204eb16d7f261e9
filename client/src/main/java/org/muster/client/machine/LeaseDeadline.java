package org.muster.client.machine;

import org.muster.model.Now;

/**
 * A moment on both clocks; it has passed when either says so. A suspended machine's monotonic clock
 * stands still, a wall clock may be set back: neither alone is safe.
 */
public record LeaseDeadline(long monotonicNs, long wallMs) {
    /** Long past. */
    public static final LeaseDeadline NEVER_HELD = new LeaseDeadline(Long.MIN_VALUE, 0);

    /** Nanoseconds until then, 0 if it has passed. */
    public long leftNs(Now now) {
        if (monotonicNs == Long.MIN_VALUE) {
            return 0;
        }
        long byWall = (wallMs - now.wallMs()) * 1_000_000L;
        return Math.max(0, Math.min(monotonicNs - now.monotonicNs(), byWall));
    }

    /** This moment on both clocks, {@code ms} after {@code now}. */
    static LeaseDeadline after(Now now, long ms) {
        return new LeaseDeadline(now.monotonicNs() + ms * 1_000_000L, now.wallMs() + ms);
    }
}
