package org.muster.replica.front;

/** The totals of one front since its start or the last reset. */
final class FrontStatistics {
    private static final int NONE = -1;

    /** Kept apart: Prometheus never sees counters fall. */
    final FrontCounts counts = new FrontCounts();

    long received;
    long sent;
    long replies;
    long totalLatencyMs;
    long minLatencyMs;
    long maxLatencyMs;
    int lastReplyBytes;
    int minReplyBytes;
    int maxReplyBytes;

    FrontStatistics() {
        reset();
    }

    /** As after {@code srst}. */
    void reset() {
        received = 0;
        sent = 0;
        replies = 0;
        totalLatencyMs = 0;
        minLatencyMs = Long.MAX_VALUE;
        maxLatencyMs = 0;
        lastReplyBytes = NONE;
        minReplyBytes = NONE;
        maxReplyBytes = NONE;
    }

    void read(long latencyMs) {
        counts.reads().add(latencyMs);
        replied(latencyMs);
    }

    void updated(long latencyMs) {
        counts.updates().add(latencyMs);
        replied(latencyMs);
    }

    private void replied(long latencyMs) {
        replies++;
        totalLatencyMs += latencyMs;
        minLatencyMs = Math.min(minLatencyMs, latencyMs);
        maxLatencyMs = Math.max(maxLatencyMs, latencyMs);
    }

    /** A reply of {@code bytes} was written. */
    void sized(int bytes) {
        lastReplyBytes = bytes;
        minReplyBytes = minReplyBytes == NONE ? bytes : Math.min(minReplyBytes, bytes);
        maxReplyBytes = Math.max(maxReplyBytes, bytes);
    }
}
