package org.muster.replica;

import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.state.prepare.StateRules;
import org.muster.zab.ZabConfig;

/**
 * The settings of one member's core and fronts, valid by construction.
 *
 * @param sessionIdByte the top byte of session ids made here: 1 standalone, else the server's id
 * @param passwordKey the secret from which session passwords derive, at least 16 bytes
 * @param tickTimeMs the width of an expiry bucket
 * @param tickIntervalMs how often the shell ticks core and fronts
 * @param minSessionTimeoutMs no session expires sooner
 * @param maxSessionTimeoutMs no session lasts longer without a sign of life
 * @param handshakeTimeoutMs a connection without a session is closed after this
 * @param reaper when containers and TTL znodes are looked for
 * @param limits bounds on what waits
 * @param rules what the operator decided about the tree
 * @param ensemble of a member of an ensemble, null for a standalone server; its ticks are {@code
 *     tickIntervalMs} apart
 */
public record ReplicaConfig(
        int sessionIdByte,
        Bytes passwordKey,
        int tickTimeMs,
        int tickIntervalMs,
        int minSessionTimeoutMs,
        int maxSessionTimeoutMs,
        int handshakeTimeoutMs,
        ReaperPace reaper,
        FrontLimits limits,
        StateRules rules,
        @Nullable ZabConfig ensemble) {

    /**
     * When containers and TTL znodes are looked for.
     *
     * @param checkIntervalMs between two searches
     * @param maxPerMinute deletions at most
     * @param maxNeverUsedIntervalMs the age at which a container without any child ever goes, 0 to
     *     keep it
     */
    public record ReaperPace(int checkIntervalMs, int maxPerMinute, long maxNeverUsedIntervalMs) {
        /** The reference's. */
        public static final ReaperPace DEFAULT = new ReaperPace(60_000, 10_000, 0);
    }

    /**
     * Bounds of one front.
     *
     * @param maxFrameBytes of one request ({@code jute.maxbuffer})
     * @param maxOutstanding requests in flight or held, over all links: above it links that have
     *     any are not read from
     * @param maxOutstandingBytes the same, by the size of their frames
     * @param pauseOutputBytes a link whose socket has not taken this many bytes is not read from
     * @param maxOutputBytes a link whose socket has not taken this many bytes is closed
     * @param largeFrameBytes a longer frame is a large one, see {@code Front.largeRequestBytes}
     * @param maxWaitMs a write that waited longer before the core looked at it is refused, 0 for
     *     never
     */
    public record FrontLimits(
            int maxFrameBytes,
            int maxOutstanding,
            long maxOutstandingBytes,
            long pauseOutputBytes,
            long maxOutputBytes,
            int largeFrameBytes,
            int maxWaitMs) {
        /** For one front; {@code globalOutstandingLimit} is the reference's 1000. */
        public static final FrontLimits DEFAULT =
                new FrontLimits(0xFFFFF, 1000, 64L << 20, 4L << 20, 256L << 20);

        /** Nothing is large and nothing waits too long. */
        public FrontLimits(
                int maxFrameBytes,
                int maxOutstanding,
                long maxOutstandingBytes,
                long pauseOutputBytes,
                long maxOutputBytes) {
            this(
                    maxFrameBytes,
                    maxOutstanding,
                    maxOutstandingBytes,
                    pauseOutputBytes,
                    maxOutputBytes,
                    Integer.MAX_VALUE,
                    0);
        }
    }

    /** The reference's defaults for a standalone server with {@code tickTimeMs}. */
    public static ReplicaConfig standalone(Bytes passwordKey, int tickTimeMs) {
        return new ReplicaConfig(
                1,
                passwordKey,
                tickTimeMs,
                Math.min(100, tickTimeMs),
                2 * tickTimeMs,
                20 * tickTimeMs,
                10_000,
                ReaperPace.DEFAULT,
                FrontLimits.DEFAULT,
                StateRules.DEFAULT,
                null);
    }
}
