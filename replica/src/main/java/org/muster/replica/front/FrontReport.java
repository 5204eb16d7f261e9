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
 * @param watches registered, each path of each connection counted once
 * @param watchedPaths with at least one watch
 * @param lastReplyBytes of the last reply, -1 if there was none
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
        int watchedPaths,
        int watchingConnections,
        int lastReplyBytes,
        int minReplyBytes,
        int maxReplyBytes) {}
