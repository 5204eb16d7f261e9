package org.muster.server.metrics;

/**
 * Count, sum, extremes and percentiles of numbers that are not negative. Thread-safe.
 *
 * <p>Percentiles come from buckets that widen by an eighth, so they are right to about 12 percent.
 */
public final class Summary {
    private static final int SUB_BUCKETS = 8;
    private static final int SUB_BITS = 3;

    private final long[] buckets = new long[SUB_BUCKETS * 62];
    private long count;
    private long sum;
    private long min;
    private long max;

    /** With nothing added. */
    public Summary() {}

    /**
     * All of a summary at one moment; all 0 when nothing was added.
     *
     * @param p50 half of the numbers are not above it, and so on
     */
    public record Figures(
            long count, long sum, long min, long max, long p50, long p95, long p99, long p999) {
        /** Of nothing. */
        public static final Figures EMPTY = new Figures(0, 0, 0, 0, 0, 0, 0, 0);

        /** The mean, rounded to four digits behind the point. */
        public double average() {
            return rounded(count == 0 ? 0 : (double) sum / count);
        }
    }

    /** {@code value} with four digits behind the point. */
    public static double rounded(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }

    /** Adds one number; negative ones count as 0. */
    public synchronized void add(long number) {
        long value = Math.max(0, number);
        min = count == 0 ? value : Math.min(min, value);
        max = Math.max(max, value);
        count++;
        sum += value;
        buckets[bucket(value)]++;
    }

    /** What has been added so far. */
    public synchronized Figures figures() {
        if (count == 0) {
            return Figures.EMPTY;
        }
        return new Figures(
                count,
                sum,
                min,
                max,
                percentile(0.5),
                percentile(0.95),
                percentile(0.99),
                percentile(0.999));
    }

    /** Forgets everything. */
    public synchronized void reset() {
        java.util.Arrays.fill(buckets, 0);
        count = 0;
        sum = 0;
        min = 0;
        max = 0;
    }

    private long percentile(double share) {
        long wanted = (long) Math.ceil(share * count);
        long seen = 0;
        for (int i = 0; i < buckets.length; i++) {
            seen += buckets[i];
            if (seen >= wanted) {
                return Math.clamp(upperEnd(i), min, max);
            }
        }
        return max;
    }

    private static int bucket(long value) {
        if (value < SUB_BUCKETS) {
            return (int) value;
        }
        int shift = 63 - Long.numberOfLeadingZeros(value) - SUB_BITS;
        return (shift + 1) * SUB_BUCKETS + (int) (value >> shift) - SUB_BUCKETS;
    }

    private static long upperEnd(int bucket) {
        if (bucket < SUB_BUCKETS) {
            return bucket;
        }
        int shift = bucket / SUB_BUCKETS - 1;
        long start = (long) (bucket % SUB_BUCKETS + SUB_BUCKETS) << shift;
        return start + (1L << shift) - 1;
    }
}
