package org.muster.replica;

import java.util.Arrays;

/**
 * Counts numbers that are not negative in buckets that widen by an eighth, so that percentiles are
 * right to about 12 percent. Adding costs a few additions and allocates nothing; not thread-safe.
 */
public final class Histogram {
    private static final int SUB_BUCKETS = 8;
    private static final int SUB_BITS = 3;

    private final long[] buckets = new long[SUB_BUCKETS * 62];
    private long count;
    private long sum;
    private long min = Long.MAX_VALUE;
    private long max;

    /** With nothing added. */
    public Histogram() {}

    /** Adds one number; negative ones count as 0. */
    public void add(long number) {
        add(number, 1);
    }

    /** Adds one number so many times, which may be none. */
    public void add(long number, int times) {
        if (times <= 0) {
            return;
        }
        long value = Math.max(0, number);
        min = Math.min(min, value);
        max = Math.max(max, value);
        count += times;
        sum += value * times;
        buckets[bucket(value)] += times;
    }

    /** Adds everything that was added to {@code other}. */
    public void addAll(Histogram other) {
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] += other.buckets[i];
        }
        count += other.count;
        sum += other.sum;
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
    }

    /** A copy that stays as this is now. */
    public Histogram copy() {
        Histogram copy = new Histogram();
        copy.addAll(this);
        return copy;
    }

    /**
     * What was added since {@code earlier} was copied from this; its extremes are those of the
     * whole. Everything, if this was reset since.
     */
    public Histogram since(Histogram earlier) {
        Histogram rest = copy();
        if (earlier.count <= count) {
            for (int i = 0; i < buckets.length; i++) {
                rest.buckets[i] = Math.max(0, rest.buckets[i] - earlier.buckets[i]);
            }
            rest.count -= earlier.count;
            rest.sum -= earlier.sum;
        }
        return rest;
    }

    /** Forgets everything. */
    public void reset() {
        Arrays.fill(buckets, 0);
        count = 0;
        sum = 0;
        min = Long.MAX_VALUE;
        max = 0;
    }

    /** How many numbers were added. */
    public long count() {
        return count;
    }

    /** Their sum. */
    public long sum() {
        return sum;
    }

    /** The smallest, 0 if there is none. */
    public long min() {
        return count == 0 ? 0 : min;
    }

    /** The largest, 0 if there is none. */
    public long max() {
        return max;
    }

    /** What the share {@code share} of the numbers does not exceed, 0 if there is none. */
    public long percentile(double share) {
        long wanted = (long) Math.ceil(share * count);
        long seen = 0;
        for (int i = 0; count > 0 && i < buckets.length; i++) {
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
