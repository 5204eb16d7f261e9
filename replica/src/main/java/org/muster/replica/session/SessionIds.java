package org.muster.replica.session;

import org.muster.model.SessionId;

/**
 * Makes session ids: the server's byte on top, then 40 bits of the wall clock at start, then a
 * count.
 *
 * <p>A process would have to open more than 65,536 sessions a millisecond of its life for the next
 * start to repeat one. A wall clock set back between two starts is caught as far as the state
 * knows: ids go on behind every session still alive.
 */
public final class SessionIds {
    private static final long MIDDLE = 0x00ff_ffff_ffff_0000L;
    private static final long BELOW_TOP = 0x00ff_ffff_ffff_ffffL;

    private final long top;
    private long last;

    /** Ids under {@code topByte} from the clock reading {@code wallMs} on. */
    public SessionIds(int topByte, long wallMs) {
        this.top = (long) topByte << 56;
        this.last = (wallMs << 16) & MIDDLE;
    }

    /**
     * {@code taken} is in use: ids of the same server byte go on behind it. The clock's 40 bits run
     * in a circle: what lies in the half behind is of the past, whatever its number.
     */
    public void passOver(SessionId taken) {
        long ahead = (taken.value() - last) & BELOW_TOP;
        if ((taken.value() & ~BELOW_TOP) == top && ahead <= BELOW_TOP >> 1) {
            last = taken.value() & BELOW_TOP;
        }
    }

    /** An id never given before, neither 0 nor the mark of a container. */
    public SessionId next() {
        last = (last + 1) & BELOW_TOP;
        if (last == 0) {
            last = 1;
        }
        return new SessionId(top | last);
    }
}
