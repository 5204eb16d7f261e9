package org.muster.server.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.muster.model.Bytes;
import org.muster.model.Zxid;
import org.muster.model.peer.FromLeader;

class LearningTest {
    private static final long MADE_MS = 1_700_000_000_000L;

    private final Learning learning = new Learning();
    private final Office office = new Office();

    @Test
    void countsBeginOnceItIsUpToDate() {
        hear(new FromLeader.Proposal(zxid(1), txn()));
        hear(new FromLeader.Commit(zxid(1)));
        hear(new FromLeader.UpToDate());
        hear(new FromLeader.Proposal(zxid(2), txn()));
        hear(new FromLeader.Proposal(zxid(3), txn()));
        hear(new FromLeader.Proposal(zxid(4), txn()));
        hear(new FromLeader.CommitUpTo(zxid(3)));
        hear(new FromLeader.Commit(zxid(4)));
        assertEquals(3, learning.proposals.sum());
        assertEquals(3, learning.commits.sum());
        assertEquals(3, learning.proposalTime.now().count());
        assertEquals(15, learning.proposalTime.now().max());
    }

    @Test
    void anObserverIsInformedOfBothAtOnce() {
        hear(new FromLeader.UpToDate());
        hear(new FromLeader.Inform(zxid(7), txn()));
        hear(new FromLeader.Inform(zxid(8), txn()));
        assertEquals(2, learning.proposals.sum());
        assertEquals(2, learning.commits.sum());
        learning.reset();
        assertEquals(0, learning.commits.sum());
    }

    @Test
    void whatALeaderTellsSeveralLearnersCountsOnce() {
        office.says(new FromLeader.Diff(zxid(0)), 0);
        office.says(new FromLeader.Snap(zxid(0)), 0);
        for (int learner = 0; learner < 2; learner++) {
            office.says(new FromLeader.Proposal(zxid(1), txn()), 1_000_000);
            office.says(new FromLeader.Proposal(zxid(2), txn()), 2_000_000);
        }
        for (int learner = 0; learner < 2; learner++) {
            office.says(new FromLeader.CommitUpTo(zxid(2)), 6_000_000);
        }
        assertEquals(2, office.quorumAckTime.now().count());
        assertEquals(5, office.quorumAckTime.now().max());
        assertEquals(1, office.diffs.sum());
        assertEquals(1, office.states.sum());
        assertEquals(txn().length(), office.proposals().last());
    }

    private void hear(FromLeader message) {
        learning.heard(message, MADE_MS + 15);
    }

    private static Zxid zxid(int counter) {
        return Zxid.of(3, counter);
    }

    /** The header of a transaction. */
    private static Bytes txn() {
        ByteBuffer header = ByteBuffer.allocate(32);
        header.putLong(1).putInt(2).putLong(3).putLong(MADE_MS).putInt(1);
        return Bytes.owning(header.array());
    }
}
