package org.muster.zab.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muster.model.Zxid;

class SyncPlanTest {
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    # learner's last, floor in history, epoch known, plan
                    1:10, 1:10, true,  Diff after 1:10
                    1:5,  1:5,  true,  Diff after 1:5
                    1:12, 1:10, true,  Truncate to 1:10
                    1:12, 1:10, false, Truncate to 1:10
                    2:5,  1:10, true,  Snapshot
                    2:5,  1:10, false, Snapshot
                    3:0,  1:10, true,  Diff after 1:10
                    3:0,  1:10, false, Snapshot
                    1:5,  1:0,  false, Snapshot
                    0:0,  0:0,  false, Diff after 0:0
                    1:0,  1:0,  false, Diff after 1:0
                    """)
    void followsFromWhereTheHistoriesPart(
            String learner, String floor, boolean known, String plan) {
        assertEquals(plan, text(SyncPlan.choose(zxid(learner), zxid(floor), known)));
    }

    @Test
    void cutsOnlyWithinOneEpoch() {
        for (int epoch = 0; epoch < 4; epoch++) {
            for (int counter = 0; counter < 4; counter++) {
                Zxid floor = Zxid.of(epoch, counter);
                SyncPlan plan = SyncPlan.choose(Zxid.of(3, 7), floor, true);
                boolean cuts = plan instanceof SyncPlan.TruncateThenDiff;
                assertEquals(epoch == 3 && counter > 0, cuts, floor.toString());
            }
        }
    }

    private static Zxid zxid(String text) {
        String[] parts = text.split(":", 2);
        return Zxid.of(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    private static String text(SyncPlan plan) {
        return switch (plan) {
            case SyncPlan.Diff(Zxid after) -> "Diff after " + text(after);
            case SyncPlan.TruncateThenDiff(Zxid to) -> "Truncate to " + text(to);
            case SyncPlan.Snapshot _ -> "Snapshot";
            case SyncPlan.AskDisk _ -> "ask the disk";
        };
    }

    private static String text(Zxid zxid) {
        return zxid.epoch() + ":" + zxid.counter();
    }
}
