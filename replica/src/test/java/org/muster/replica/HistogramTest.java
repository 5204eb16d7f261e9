package org.muster.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class HistogramTest {
    @Test
    void ofNothingAllIsZero() {
        assertEquals("0 0 0 0 0 0", figures(new Histogram()));
    }

    @Test
    void smallNumbersAreExact() {
        Histogram numbers = new Histogram();
        for (int i = 1; i <= 7; i++) {
            numbers.add(i);
        }
        numbers.add(-5);
        assertEquals("8 28 0 7 3 7", figures(numbers));
    }

    @Test
    void percentilesAreRightToAnEighth() {
        Histogram numbers = new Histogram();
        for (int i = 1; i <= 100_000; i++) {
            numbers.add(i);
        }
        assertTrue(Math.abs(numbers.percentile(0.5) - 50_000) < 6_250);
        assertTrue(Math.abs(numbers.percentile(0.99) - 99_000) < 12_400);
        assertEquals(100_000, numbers.max());
        numbers.add(Long.MAX_VALUE);
        assertEquals(Long.MAX_VALUE, numbers.max());
        numbers.reset();
        assertEquals("0 0 0 0 0 0", figures(numbers));
    }

    @Test
    void whatWasAddedSinceACopyIsTold() {
        Histogram numbers = new Histogram();
        numbers.add(2);
        Histogram before = numbers.copy();
        numbers.add(5);
        numbers.add(6);
        Histogram since = numbers.since(before);
        assertEquals(2, since.count());
        assertEquals(11, since.sum());
        assertEquals(5, since.percentile(0.5));
        assertEquals(1, before.count());
        numbers.reset();
        assertEquals(0, numbers.since(before).count());
    }

    private static String figures(Histogram numbers) {
        return numbers.count()
                + " "
                + numbers.sum()
                + " "
                + numbers.min()
                + " "
                + numbers.max()
                + " "
                + numbers.percentile(0.5)
                + " "
                + numbers.percentile(0.99);
    }
}
