package org.muster.replica.front;

import org.jspecify.annotations.Nullable;
import org.muster.model.request.Op;

/** What operators want to know about one connection. Latencies in milliseconds. */
final class ConnectionStatistics {
    private static final int NONE = -1;

    final long establishedMs;
    long received;
    long sent;
    @Nullable Op lastOp;
    int lastXid;
    long lastZxid;
    long lastReplyNs;
    long lastLatencyMs;
    long minLatencyMs;
    long maxLatencyMs;
    long totalLatencyMs;
    long replies;

    ConnectionStatistics(long establishedMs) {
        this.establishedMs = establishedMs;
        reset();
    }

    /** As after {@code crst}. */
    void reset() {
        received = 0;
        sent = 0;
        lastOp = null;
        lastXid = NONE;
        lastZxid = NONE;
        lastReplyNs = 0;
        lastLatencyMs = 0;
        minLatencyMs = Long.MAX_VALUE;
        maxLatencyMs = 0;
        totalLatencyMs = 0;
        replies = 0;
    }

    void attached(long zxid, long nowNs) {
        lastOp = Op.CREATE_SESSION;
        lastXid = 0;
        lastZxid = zxid;
        lastReplyNs = nowNs;
    }

    void replied(Op op, int xid, long zxid, long nowNs, long latencyMs) {
        lastOp = op;
        lastXid = xid;
        lastZxid = zxid;
        lastReplyNs = nowNs;
        lastLatencyMs = latencyMs;
        minLatencyMs = Math.min(minLatencyMs, latencyMs);
        maxLatencyMs = Math.max(maxLatencyMs, latencyMs);
        totalLatencyMs += latencyMs;
        replies++;
    }

    ConnectionReport.Latency latency() {
        return replies == 0
                ? new ConnectionReport.Latency(0, 0, 0, 0, 0)
                : new ConnectionReport.Latency(
                        lastLatencyMs,
                        minLatencyMs,
                        (double) totalLatencyMs / replies,
                        maxLatencyMs,
                        replies);
    }
}
