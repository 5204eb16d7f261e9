package org.muster.replica.session;

import org.muster.model.SessionId;

/**
 * Makes session ids: the server's byte on top, then 40 bits of the wall clock at start, then a
 * count.
 *
 * <p>A process would have to open more than 65,536 sessions a millisecond of its life for the next
 * start to repeat one. Who starts it sees to it that a clock set back between two starts does not
 * begin where an earlier life began.
 */
public final class SessionIds {
    private static final long MIDDLE = 0x00ff_ffff_ffff_0000L;
    private static final long BELOW_TOP = 0x00ff_ffff_ffff_ffffL;

    /** As many as a life may make: a second of the clock's, the least between two starts. */
    private static final long ROOM = 1000L << 16;

    private final long top;
    private long last;

    /** Ids under {@code topByte} from the clock reading {@code wallMs} on. */
    public SessionIds(int topByte, long wallMs) {
        this.top = (long) topByte << 56;
        this.last = (wallMs << 16) & MIDDLE;
    }

    /**
     * {@code taken} is in use: if these ids would come to it, they go on behind it. To one that
     * another life made, ahead of this one's clock, they do not come. Going on behind that would
     * repeat the ids of sessions that life opened later and that are closed by now: nobody knows of
     * them any more. The clock's 40 bits run in a circle.
     */
    public void passOver(SessionId taken) {
        long ahead = (taken.value() - last) & BELOW_TOP;
        if ((taken.value() & ~BELOW_TOP) == top && ahead <= ROOM) {
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
