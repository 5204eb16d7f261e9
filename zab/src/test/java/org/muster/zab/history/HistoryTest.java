package org.muster.zab.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.muster.model.BrokenInvariantException;
import org.muster.model.Zxid;

final class HistoryTest {
    private final History history = new History(Zxid.of(1, 5));

    @Test
    void startsWithAllOfItSyncedAndCommitted() {
        assertEquals(Zxid.of(1, 5), history.proposed());
        assertEquals(Zxid.of(1, 5), history.synced());
        assertEquals(Zxid.of(1, 5), history.committed());
    }

    @Test
    void acceptsTheNextOfTheEpochAndTheFirstOfALaterOne() {
        history.propose(Zxid.of(1, 6));
        history.propose(Zxid.of(3, 1));
        assertEquals(Zxid.of(3, 1), history.proposed());
    }

    @Test
    void refusesGapsRepetitionsAndWrongStarts() {
        assertThrows(BrokenInvariantException.class, () -> history.propose(Zxid.of(1, 5)));
        assertThrows(BrokenInvariantException.class, () -> history.propose(Zxid.of(1, 7)));
        assertThrows(BrokenInvariantException.class, () -> history.propose(Zxid.of(2, 0)));
        assertThrows(BrokenInvariantException.class, () -> history.propose(Zxid.of(2, 2)));
        assertThrows(BrokenInvariantException.class, () -> history.propose(Zxid.of(0, 6)));
    }

    @Test
    void neverSyncsOrCommitsWhatWasNotProposed() {
        history.propose(Zxid.of(1, 6));
        assertThrows(BrokenInvariantException.class, () -> history.sync(Zxid.of(1, 7)));
        assertThrows(BrokenInvariantException.class, () -> history.commit(Zxid.of(1, 7)));
    }

    @Test
    void watermarksNeverFall() {
        history.propose(Zxid.of(1, 6));
        history.sync(Zxid.of(1, 6));
        history.commit(Zxid.of(1, 6));
        assertThrows(BrokenInvariantException.class, () -> history.sync(Zxid.of(1, 5)));
        assertThrows(BrokenInvariantException.class, () -> history.commit(Zxid.of(1, 5)));
    }
}
