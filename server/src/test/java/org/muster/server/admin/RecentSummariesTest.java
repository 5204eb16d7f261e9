package org.muster.server.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.muster.replica.Histogram;

class RecentSummariesTest {
    private final RecentSummaries recent = new RecentSummaries();
    private final Histogram numbers = new Histogram();

    @Test
    void whatIsOlderThanAMinuteDropsOut() {
        numbers.add(1000);
        assertEquals(1, now().count());
        for (int second = 0; second <= 60; second += 10) {
            observe(second);
        }
        numbers.add(7);
        numbers.add(7);
        assertEquals(2, now().count());
        assertEquals(7, now().percentile(0.5));
        for (int second = 70; second <= 130; second += 10) {
            observe(second);
        }
        assertEquals(0, now().count());
        assertEquals(3, numbers.count());
    }

    private void observe(int second) {
        recent.observe(TimeUnit.SECONDS.toNanos(second), Map.of("x", numbers.copy()));
    }

    private Histogram now() {
        return recent.recent("x", numbers.copy());
    }
}
