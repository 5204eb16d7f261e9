package org.muster.sim.check;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.muster.model.Bytes;
import org.muster.sim.world.World;
import org.muster.wire.jute.ByteWriter;

/** Histories of members made by hand, which the checks on ensembles must reject. */
class AgreementTest {
    private static final long SESSION = 0x100L;
    private static final int OPEN = -10;
    private static final long E1 = 1L << 32;
    private static final long E2 = 2L << 32;
    private static final long E3 = 3L << 32;

    private final World world = new World(1);
    private final Oracle oracle =
            new Oracle(world.coverage(), new Terms(1_000, 20_000, true, null, 60, true));
    private final Agreement agreement = new Agreement(world, oracle);

    private static Bytes opens(long session, long zxid) {
        ByteWriter out = new ByteWriter();
        out.writeLong(session);
        out.writeInt(0);
        out.writeLong(zxid);
        out.writeLong(1_000);
        out.writeInt(OPEN);
        out.writeInt(2_000);
        return Bytes.owning(out.toArray());
    }

    private void log(long member, long zxid) {
        agreement.appended(member, zxid, opens(SESSION + zxid, zxid));
    }

    private void lead(long member, long epoch, long zxid) {
        agreement.leads(member, epoch, zxid);
    }

    @Test
    void c9RejectsALeaderThatLacksWhatWasCommittedBefore() {
        log(1, E1 + 1);
        lead(1, 2, E1 + 1);
        History.rejectedBy("C9", () -> lead(2, 3, 0));
    }

    @Test
    void aLeaderOfAnEarlierEpochNeedNotKnowWhatALaterOneCommitted() {
        log(1, E1 + 1);
        log(2, E1 + 1);
        lead(2, 3, E1 + 1);
        log(2, E3 + 1);
        agreement.delivered(2, E3 + 1);
        assertDoesNotThrow(() -> lead(1, 2, E1 + 1));
        log(1, E2 + 1);
        History.rejectedBy("C9", () -> agreement.delivered(1, E2 + 1));
    }

    @Test
    void c9RejectsTwoLeadersOfAnEpoch() {
        lead(1, 1, 0);
        History.rejectedBy("C9", () -> lead(2, 1, 0));
    }

    /** Of three voters, so many disks hold everything and so many have said so. */
    private void count(int sure, int said) {
        agreement.judgeSafetyBy(
                new Agreement.Electorate() {
                    @Override
                    public int majority() {
                        return 2;
                    }

                    @Override
                    public int sure(long zxid) {
                        return sure;
                    }

                    @Override
                    public int said(long zxid) {
                        return said;
                    }
                });
    }

    @Test
    void c9RejectsACommitThatTooFewCanHaveAcknowledged() {
        count(1, 1);
        log(1, E1 + 1);
        History.rejectedBy("C9", () -> agreement.delivered(1, E1 + 1));
    }

    @Test
    void c6RejectsACommitThatDisksWereWrongAbout() {
        count(1, 2);
        log(1, E1 + 1);
        History.rejectedBy("C6", () -> agreement.delivered(1, E1 + 1));
        count(2, 2);
        assertDoesNotThrow(() -> agreement.follows(1, E1 + 1));
        assertEquals(E1 + 1, agreement.committed());
    }

    @Test
    void c10RejectsAnotherTransactionUnderTheSameZxid() {
        log(1, E1 + 1);
        History.rejectedBy("C10", () -> agreement.appended(2, E1 + 1, opens(7, E1 + 1)));
    }

    @Test
    void c10RejectsAHistoryThatLeavesSomethingOut() {
        log(1, E1 + 1);
        log(1, E1 + 2);
        History.rejectedBy("C10", () -> log(2, E1 + 2));
    }
}
