package org.muster.bench.report;

import java.util.Arrays;

/** The median and the range of repeated measurements. */
public final class Spread {
    private final double[] sorted;

    /** The spread of these values. */
    public Spread(double... values) {
        sorted = values.clone();
        Arrays.sort(sorted);
    }

    /** Whether there is no value at all. */
    public boolean isEmpty() {
        return sorted.length == 0;
    }

    /** The middle value, or the mean of the two in the middle; NaN if there is none. */
    public double median() {
        int n = sorted.length;
        if (n == 0) {
            return Double.NaN;
        }
        return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
    }

    /** The smallest value; NaN if there is none. */
    public double min() {
        return isEmpty() ? Double.NaN : sorted[0];
    }

    /** The largest value; NaN if there is none. */
    public double max() {
        return isEmpty() ? Double.NaN : sorted[sorted.length - 1];
    }
}
