package org.muster.replica.front;

/**
 * The totals of one front since its start or {@link Front#resetStatistics}; sums over fronts are
 * the member's.
 *
 * @param connections open ones, with a session or not
 * @param received frames in
 * @param sent frames out, events included
 * @param outstanding requests not yet answered
 * @param latencyCount replies whose latency counts in {@code latencyTotalMs}
 * @param latencyMinMs 0 if there was no reply
 * @param watches pairs of a connection and a path in the data table
 * @param childWatches pairs of a connection and a path in the child table
 * @param watchedPaths with a watch in the data table
 * @param watchingConnections with a watch in the data table
 * @param lastReplyBytes of the last reply without its length, -1 if there was none
 * @param counts since the start or {@link Front#resetCounts}
 */
public record FrontReport(
        int connections,
        long received,
        long sent,
        long outstanding,
        long latencyCount,
        long latencyTotalMs,
        long latencyMinMs,
        long latencyMaxMs,
        int watches,
        int childWatches,
        int watchedPaths,
        int watchingConnections,
        int lastReplyBytes,
        int minReplyBytes,
        int maxReplyBytes,
        FrontCounts counts) {}
