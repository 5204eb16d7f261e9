package org.muster.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class LatencyHistogramTest {
    private final LatencyHistogram histogram = new LatencyHistogram();

    @Test
    void anEmptyOneHasOnlyZeros() {
        assertEquals(0, histogram.count());
        assertEquals(0, histogram.maxNs());
        assertEquals(0, histogram.quantileNs(0.99));
    }

    @Test
    void smallValuesAreExact() {
        for (int value = 1; value <= 60; value++) {
            histogram.record(value);
        }
        assertEquals(30, histogram.quantileNs(0.5));
        assertEquals(60, histogram.quantileNs(1));
    }

    @Test
    void quantilesAreNeverBelowTheTruthAndAtMostOneSixtyFourthAbove() {
        for (int value = 1; value <= 1_000_000; value++) {
            histogram.record(value);
        }
        for (double quantile : new double[] {0.001, 0.1, 0.5, 0.9, 0.99, 0.9999}) {
            double truth = quantile * 1_000_000;
            long told = histogram.quantileNs(quantile);
            assertTrue(told >= truth, told + " at " + quantile);
            assertTrue(told <= truth * (1 + 1.0 / 64) + 1, told + " at " + quantile);
        }
    }

    @Test
    void aQuantileNeverExceedsTheMaximum() {
        histogram.record(1_000_003);
        assertEquals(1_000_003, histogram.quantileNs(0.99));
        assertEquals(1_000_003, histogram.maxNs());
    }

    @Test
    void everyLongHasABucket() {
        for (int shift = 0; shift < 63; shift++) {
            histogram.record((1L << shift) - 1);
            histogram.record(1L << shift);
        }
        histogram.record(Long.MAX_VALUE);
        histogram.record(-5);
        assertEquals(128, histogram.count());
        assertEquals(Long.MAX_VALUE, histogram.quantileNs(1));
        assertEquals(0, histogram.quantileNs(0.001));
    }

    @Test
    void resetForgetsAll() {
        histogram.record(77);
        histogram.reset();
        assertEquals(0, histogram.count());
        assertEquals(0, histogram.maxNs());
    }
}
