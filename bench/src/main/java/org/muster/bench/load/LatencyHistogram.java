package org.muster.bench.load;

/**
 * Counts latencies in nanoseconds in buckets at most 1/64 wide, without allocating.
 *
 * <p>Values below 64 have a bucket each; above, every power of two is cut into 64 equal buckets. A
 * quantile is the upper edge of its bucket, so it is never flattered, and never above the maximum.
 */
public final class LatencyHistogram {
    private static final int SUB_BITS = 6;
    private static final int SUBS = 1 << SUB_BITS;

    private final long[] counts = new long[(Long.SIZE - SUB_BITS) * SUBS];
    private long count;
    private long maxNs;

    /** Counts one latency; a negative one counts as zero. */
    public void record(long latencyNs) {
        long value = Math.max(latencyNs, 0);
        counts[bucket(value)]++;
        count++;
        if (value > maxNs) {
            maxNs = value;
        }
    }

    /** Forgets everything counted so far. */
    public void reset() {
        java.util.Arrays.fill(counts, 0);
        count = 0;
        maxNs = 0;
    }

    /** How many latencies were counted. */
    public long count() {
        return count;
    }

    /** The longest latency counted, in nanoseconds; 0 if there is none. */
    public long maxNs() {
        return maxNs;
    }

    /**
     * The latency in nanoseconds that the share {@code quantile} of all does not exceed; 0 if none.
     */
    public long quantileNs(double quantile) {
        long rank = (long) Math.ceil(quantile * count);
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= rank && seen > 0) {
                return Math.min(upperEdge(i), maxNs);
            }
        }
        return maxNs;
    }

    private static int bucket(long value) {
        if (value < SUBS) {
            return (int) value;
        }
        int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(value);
        int sub = (int) (value >>> (exponent - SUB_BITS)) & (SUBS - 1);
        return (exponent - SUB_BITS + 1) * SUBS + sub;
    }

    private static long upperEdge(int bucket) {
        if (bucket < SUBS) {
            return bucket;
        }
        int shift = bucket / SUBS - 1;
        long sub = bucket % SUBS;
        return ((SUBS + sub + 1) << shift) - 1;
    }
}
