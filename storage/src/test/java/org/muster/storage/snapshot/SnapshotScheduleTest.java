package org.muster.storage.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a snapshot is due. */
final class SnapshotScheduleTest {

    @ParameterizedTest
    @CsvSource({
        // max records, max MiB, snapshot MiB, records, log MiB, due
        "0,   0,  0,   1000000, 63,  false",
        "0,   0,  0,   10,      64,  true",
        "0,   0,  100, 10,      99,  false",
        "0,   0,  100, 10,      100, true",
        "500, 0,  100, 499,     1,   false",
        "500, 0,  100, 500,     1,   true",
        "500, 0,  100, 10,      100, true",
        "0,   10, 100, 10,      9,   false",
        "0,   10, 100, 10,      10,  true",
    })
    void isDueWhenTheLogHasGrownAsLargeAsTheSnapshotOrABoundIsReached(
            long maxRecords,
            long maxMiB,
            long snapshotMiB,
            long records,
            long logMiB,
            boolean due) {
        var bounds =
                new SnapshotSchedule.Bounds(
                        maxRecords == 0 ? Long.MAX_VALUE : maxRecords,
                        maxMiB == 0 ? Long.MAX_VALUE : maxMiB << 20);
        var schedule = new SnapshotSchedule(bounds, snapshotMiB << 20);
        schedule.onLogged(records, logMiB << 20);
        assertEquals(due, schedule.isDue());
    }

    @Test
    void waitsWhileOneIsBeingWrittenAndCountsFromItsBeginning() {
        var schedule = new SnapshotSchedule(new SnapshotSchedule.Bounds(10, Long.MAX_VALUE), 0);
        schedule.onLogged(10, 1);
        assertTrue(schedule.isDue());
        schedule.onBegun();
        schedule.onLogged(9, 1);
        assertFalse(schedule.isDue());
        schedule.onLogged(1, 1);
        assertFalse(schedule.isDue());
        schedule.onFinished(5);
        assertTrue(schedule.isDue());
        schedule.onBegun();
        schedule.onAbandoned();
        assertFalse(schedule.isDue());
    }
}
