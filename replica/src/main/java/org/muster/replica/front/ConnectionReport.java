package org.muster.replica.front;

import org.jspecify.annotations.Nullable;
import org.muster.model.SessionId;
import org.muster.model.request.Op;

/**
 * One connection, for operators.
 *
 * @param remote as {@link LinkPort#remote} tells
 * @param queued requests not yet answered
 * @param session {@link SessionId#NONE} before the handshake is done
 * @param lastOp null before the first request; CREATE_SESSION after the handshake
 * @param establishedMs wall clock
 * @param lastXid of the last request, -1 if there was none
 * @param lastZxid of the last reply, -1 if there was none
 * @param lastReplyMs monotonic clock
 */
public record ConnectionReport(
        String remote,
        int queued,
        long received,
        long sent,
        SessionId session,
        @Nullable Op lastOp,
        long establishedMs,
        int timeoutMs,
        int lastXid,
        long lastZxid,
        long lastReplyMs,
        Latency latency) {

    /** Milliseconds from a request's arrival to its reply; all 0 when there was none. */
    public record Latency(long lastMs, long minMs, double averageMs, long maxMs, long count) {}
}
