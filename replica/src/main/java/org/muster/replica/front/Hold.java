package org.muster.replica.front;

/**
 * Whether the member has no leader: then a front answers nothing but pings, and keeps everything
 * else for a time that lets a client still find another member.
 */
final class Hold {
    private static final long NS_PER_MS = 1_000_000;
    private static final long LONGEST_NS = 10_000_000_000L;

    private boolean on;

    /** Whether {@link #sinceNs} is known: not yet before the first tick of a new front. */
    private boolean begun;

    private long sinceNs;

    /** One that is on from the start, or is not. */
    Hold(boolean on) {
        this.on = on;
    }

    /** There is no leader at {@code nowNs}. */
    void begin(long nowNs) {
        if (!on || !begun) {
            on = true;
            begun = true;
            sinceNs = nowNs;
        }
    }

    /** There is one. */
    void end() {
        on = false;
        begun = false;
    }

    boolean isOn() {
        return on;
    }

    /** Whether there has been no leader for so long that nobody new is kept. */
    boolean isOver(long nowNs) {
        return on && begun && nowNs - sinceNs > LONGEST_NS;
    }

    /** Whether {@code connection} must not wait any longer: it has two thirds of its timeout. */
    boolean isTooLong(Connection connection, long nowNs) {
        boolean silent =
                connection.phase == Connection.Phase.OPEN
                        && nowNs - connection.lastSentNs > connection.timeoutMs * NS_PER_MS * 2 / 3;
        return silent || isOver(nowNs);
    }
}
