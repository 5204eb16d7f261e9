package org.muster.storage.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muster.storage.log.BadShape;
import org.muster.storage.recovery.BadFrameTable.Evidence;
import org.muster.storage.recovery.BadFrameTable.Later;

/** The table of bad frames, row by row and as a whole. */
final class BadFrameTableTest {

    @ParameterizedTest
    @CsvSource({
        // newest, next continues, later, shape, own, marked synced, verdict
        "true,  false, NONE,           CUT,            false, false, TORN",
        "true,  false, NONE,           CUT,            true,  false, TORN",
        "true,  false, NONE,           CUT,            true,  true,  SUSPECT",
        "true,  false, NONE,           SECTOR_MISSING, true,  false, TORN",
        "true,  false, NONE,           SECTOR_MISSING, false, false, SUSPECT",
        "true,  false, NONE,           WHOLE,          true,  false, SUSPECT",
        "true,  false, NONE,           OTHER,          true,  false, SUSPECT",
        "true,  false, UNACKNOWLEDGED, WHOLE,          true,  false, TORN",
        "true,  false, UNACKNOWLEDGED, WHOLE,          true,  true,  SUSPECT",
        "true,  false, OTHER,          CUT,            true,  false, SUSPECT",
        "true,  false, CONTINUES,      OTHER,          false, false, SALVAGEABLE",
        "false, false, CONTINUES,      OTHER,          false, false, SALVAGEABLE",
        "true,  false, CONTINUES,      OTHER,          true,  true,  SALVAGEABLE",
        "false, true,  NONE,           WHOLE,          false, false, SUPERSEDED",
        "false, true,  OTHER,          OTHER,          false, false, SUPERSEDED",
        "false, true,  NONE,           CUT,            true,  true,  SUSPECT",
        "false, false, NONE,           CUT,            false, false, SUSPECT",
        "false, false, UNACKNOWLEDGED, CUT,            true,  false, SUSPECT",
        "true,  false, COVERED,        WHOLE,          true,  true,  COVERED",
        "false, true,  COVERED,        OTHER,          false, false, COVERED",
    })
    void decides(
            boolean newest,
            boolean nextContinues,
            Later later,
            BadShape shape,
            boolean own,
            boolean marked,
            Verdict verdict) {
        assertEquals(
                verdict,
                BadFrameTable.decide(
                        new Evidence(newest, nextContinues, later, shape, own, marked)));
    }

    @Test
    void neverCutsWhatWasMarkedSyncedOrLiesBeforeAnotherFile() {
        for (int bits = 0; bits < 16; bits++) {
            for (Later later : Later.values()) {
                for (BadShape shape : BadShape.values()) {
                    var evidence =
                            new Evidence(
                                    (bits & 1) != 0,
                                    (bits & 2) != 0,
                                    later,
                                    shape,
                                    (bits & 4) != 0,
                                    (bits & 8) != 0);
                    boolean cut = BadFrameTable.decide(evidence) == Verdict.TORN;
                    boolean allowed = evidence.newest() && !evidence.markedSynced();
                    assertEquals(cut, cut && allowed, evidence.toString());
                }
            }
        }
    }
}
