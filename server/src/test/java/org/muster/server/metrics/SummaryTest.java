package org.muster.server.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SummaryTest {
    @Test
    void ofNothingAllIsZero() {
        assertEquals(Summary.Figures.EMPTY, new Summary().figures());
        assertEquals(0.0, new Summary().figures().average());
    }

    @Test
    void smallNumbersAreExact() {
        Summary summary = new Summary();
        for (int i = 1; i <= 7; i++) {
            summary.add(i);
        }
        summary.add(-5);
        Summary.Figures figures = summary.figures();
        assertEquals(new Summary.Figures(8, 28, 0, 7, 3, 7, 7, 7), figures);
        assertEquals(3.5, figures.average());
    }

    @Test
    void percentilesAreRightToAnEighth() {
        Summary summary = new Summary();
        for (int i = 1; i <= 100_000; i++) {
            summary.add(i);
        }
        Summary.Figures figures = summary.figures();
        assertTrue(Math.abs(figures.p50() - 50_000) < 6_250, "p50 " + figures.p50());
        assertTrue(Math.abs(figures.p99() - 99_000) < 12_400, "p99 " + figures.p99());
        assertEquals(100_000, figures.max());
        summary.add(Long.MAX_VALUE);
        assertEquals(Long.MAX_VALUE, summary.figures().max());
        summary.reset();
        assertEquals(Summary.Figures.EMPTY, summary.figures());
    }
}
