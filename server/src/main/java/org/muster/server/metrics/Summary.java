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

    /** Adds one number so many times, which may be none. */
    public synchronized void add(long number, int times) {
        numbers.add(number, times);
    }

    /** Adds {@code first} and each smaller number down to 0. */
    public synchronized void addCountdown(int first) {
        for (int number = first; number >= 0; number--) {
            numbers.add(number);
        }
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
