package org.muster.zab.broadcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.muster.model.BrokenInvariantException;
import org.muster.model.Zxid;
import org.muster.zab.history.History;
import org.muster.zab.quorum.Majority;

final class LeadingTest {
    private static Leading among(int voters) {
        return new Leading(new Majority(voters), new History(Zxid.ZERO), 7);
    }

    private static void propose(Leading leading, int count) {
        for (int i = 0; i < count; i++) {
            leading.propose(leading.nextZxid());
        }
    }

    @Test
    void proposingAloneCommitsNothing() {
        Leading leading = among(1);
        propose(leading, 3);
        assertEquals(Zxid.of(0, 3), leading.history().proposed());
        assertEquals(Zxid.ZERO, leading.history().committed());
    }

    @Test
    void aSingleVoterCommitsWhatItsDiskHolds() {
        Leading leading = among(1);
        propose(leading, 3);
        assertEquals(Zxid.of(0, 2), leading.synced(7, Zxid.of(0, 2)));
        assertEquals(Zxid.of(0, 3), leading.synced(7, Zxid.of(0, 3)));
    }

    @Test
    void aLateCompletionOfAnOlderGenerationIsIgnored() {
        Leading leading = among(1);
        propose(leading, 1);
        assertEquals(Zxid.ZERO, leading.synced(6, Zxid.of(0, 1)));
        assertEquals(Zxid.ZERO, leading.history().synced());
    }

    @Test
    void threeVotersNeedTwoOfWhomTheLeaderMayBeTheSlowest() {
        Leading leading = among(3);
        propose(leading, 4);
        assertEquals(Zxid.ZERO, leading.acknowledged(1, Zxid.of(0, 4)));
        assertEquals(Zxid.of(0, 2), leading.acknowledged(2, Zxid.of(0, 2)));
        assertEquals(Zxid.of(0, 3), leading.synced(7, Zxid.of(0, 3)));
    }

    @Test
    void aSingleVoterGoesOnInTheNextEpochWhenTheCounterIsUsedUp() {
        Leading leading = new Leading(new Majority(1), new History(Zxid.of(4, -1)), 1);
        assertEquals(Zxid.of(5, 1), leading.nextZxid());
        leading.propose(leading.nextZxid());
        assertEquals(Zxid.of(5, 2), leading.nextZxid());
        Leading ensemble = new Leading(new Majority(3), new History(Zxid.of(4, -1)), 1);
        assertThrows(BrokenInvariantException.class, ensemble::nextZxid);
    }

    @Test
    void aLateAcknowledgementTakesNothingBack() {
        Leading leading = among(3);
        propose(leading, 4);
        leading.synced(7, Zxid.of(0, 4));
        leading.acknowledged(1, Zxid.of(0, 4));
        assertEquals(Zxid.of(0, 4), leading.acknowledged(1, Zxid.of(0, 1)));
    }

    @Test
    void refusesAcknowledgementsOfWhatWasNeverProposed() {
        Leading leading = among(3);
        propose(leading, 1);
        assertThrows(BrokenInvariantException.class, () -> leading.acknowledged(1, Zxid.of(0, 2)));
        assertThrows(BrokenInvariantException.class, () -> leading.acknowledged(0, Zxid.of(0, 1)));
    }
}
