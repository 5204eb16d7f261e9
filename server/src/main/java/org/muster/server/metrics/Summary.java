package org.muster.server.metrics;

import org.muster.replica.Histogram;

/** Count, sum, extremes and percentiles of numbers that several threads add. Thread-safe. */
public final class Summary {
    private final Histogram numbers = new Histogram();

    /** With nothing added. */
    public Summary() {}

    /** Adds one number; negative ones count as 0. */
    public synchronized void add(long number) {
        numbers.add(number);
    }

    /** What has been added so far. */
    public synchronized Histogram now() {
        return numbers.copy();
    }

    /** Forgets everything. */
    public synchronized void reset() {
        numbers.reset();
    }
}
