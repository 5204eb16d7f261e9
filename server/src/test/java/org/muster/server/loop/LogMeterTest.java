package org.muster.server.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.muster.server.metrics.ServerMetrics;

class LogMeterTest {
    private static final long MS = 1_000_000;

    private final ServerMetrics metrics = new ServerMetrics();
    private final LogMeter meter = new LogMeter(metrics);

    @Test
    void recordsWaitFromWhenTheyCameUntilTheyAreSafe() {
        meter.taken(10 * MS, 12 * MS);
        meter.taken(10 * MS, 12 * MS);
        meter.taken(20 * MS, 21 * MS);
        assertEquals(3, meter.synced(22 * MS, 28 * MS));
        assertEquals(2 + 2 + 1, metrics.logging.queueTime.now().sum());
        assertEquals(18 + 18 + 8, metrics.queueAndSyncTime.now().sum());
        assertEquals(6, metrics.logging.processTime.now().sum());
        assertEquals(1, metrics.logging.queueSize.now().max());
        assertEquals(3, metrics.batchSize.now().sum());
        assertEquals(6, metrics.syncTime.now().sum());
    }

    @Test
    void eachBatchCountsOnce() {
        meter.taken(0, 0);
        assertEquals(1, meter.synced(1, 2));
        assertTrue(meter.isEmpty());
        meter.taken(0, 0);
        assertEquals(1, meter.synced(3, 4));
        assertEquals(2, metrics.logging.queued.sum());
    }
}
