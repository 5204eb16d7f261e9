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
    int lastLatencyMs;
    int minLatencyMs;
    int maxLatencyMs;
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
        minLatencyMs = Integer.MAX_VALUE;
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
        // In 24 days nobody waits any more.
        lastLatencyMs = (int) Math.min(latencyMs, Integer.MAX_VALUE);
        minLatencyMs = Math.min(minLatencyMs, lastLatencyMs);
        maxLatencyMs = Math.max(maxLatencyMs, lastLatencyMs);
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
