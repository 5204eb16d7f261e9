package org.muster.replica.front;

/**
 * The totals of one front since its start or the last reset; sums over fronts are the member's.
 *
 * @param connections open ones, with a session or not
 * @param received frames in
 * @param sent frames out, events included
 * @param outstanding requests not yet answered
 * @param dataWatches pairs of a connection and a path in the data table
 * @param childWatches pairs of a connection and a path in the child table
 */
public record FrontReport(
        int connections,
        long received,
        long sent,
        long outstanding,
        Latency latency,
        ReplySizes replySizes,
        int dataWatches,
        int childWatches) {

    /** Milliseconds from a request's arrival to its reply; min and max are 0 without any. */
    public record Latency(long count, long totalMs, long minMs, long maxMs) {}

    /** Bytes of replies with their length; -1 without any. */
    public record ReplySizes(int last, int min, int max) {}
}
