package org.muster.server.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.muster.replica.Histogram;

class StageTest {
    private final Stage stage = new Stage();

    @Test
    void eachRequestOfABatchCounts() {
        stage.taken(3, 5);
        stage.done(3, 10);
        stage.taken(1, 0);
        stage.done(1, 2);
        assertEquals(4, stage.queued.sum());
        assertNumbers(4, 3, 0, 2, stage.queueSize);
        assertNumbers(4, 15, 0, 5, stage.queueTime);
        assertNumbers(4, 12, 2, 4, stage.processTime);
    }

    @Test
    void resettingForgetsAll() {
        stage.taken(2, 1);
        stage.done(2, 1);
        stage.reset();
        assertEquals(0, stage.queued.sum());
        assertNumbers(0, 0, 0, 0, stage.queueSize);
        assertNumbers(0, 0, 0, 0, stage.queueTime);
        assertNumbers(0, 0, 0, 0, stage.processTime);
    }

    private static void assertNumbers(long count, long sum, long min, long max, Summary summary) {
        Histogram numbers = summary.now();
        assertEquals(count, numbers.count());
        assertEquals(sum, numbers.sum());
        assertEquals(min, numbers.min());
        assertEquals(max, numbers.max());
    }
}
