package org.muster.sim.check;

import org.muster.sim.world.ViolationException;

/** C12: containers and TTL znodes go no faster than the operator wants. */
final class PaceCheck {
    private static final int MINUTE_MS = 60_000;

    private final int perMinute;
    private long sinceNs;
    private long reaped;

    PaceCheck(int perMinute) {
        this.perMinute = perMinute;
    }

    /** The server started: nothing of its share is used up, and none is left over. */
    void restarted(long monotonicNs) {
        sinceNs = monotonicNs;
        reaped = 0;
    }

    /** One went. */
    void reaped(long monotonicNs) {
        reaped++;
        long passedMs = 1 + (monotonicNs - sinceNs) / 1_000_000L;
        long pauseMs = MINUTE_MS / perMinute;
        if (reaped * pauseMs > passedMs) {
            throw new ViolationException(
                    "C12",
                    "%d containers and TTL znodes went in %d ms, one each %d ms may"
                            .formatted(reaped, passedMs, pauseMs));
        }
    }
}
