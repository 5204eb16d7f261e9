package org.muster.client.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.client.machine.Stage.Asked;
import org.muster.model.Now;
import org.muster.model.request.Op;
import org.muster.model.request.Response;
import org.muster.model.request.WriteRequest;

/** A lease ends before the servers could give away what depends on the session. */
final class LeaseTest {
    private static final Response CONFIRMED =
            new Response.Multi(
                    List.of(new Response.Result.Done(Op.CHECK, Response.Empty.INSTANCE)));

    /** Of 9 s: one interval of 1.125 s and a tick of 2 s may be stale, 0.9 s are for drift. */
    private static final long SPAN_MS = 9_000 - 1_125 - 2_000 - 900;

    private final List<String> told = new ArrayList<>();
    private final LeaseHolder holder =
            new LeaseHolder() {
                @Override
                public void held() {
                    told.add("held");
                }

                @Override
                public void lost(String why) {
                    told.add("lost");
                }
            };

    private Asked hold(Stage stage) throws Exception {
        stage.machine.hold(stage.now, holder);
        stage.machine.turn(stage.now);
        return stage.asked(WriteRequest.Multi.class);
    }

    private long leftMs(Stage stage) {
        return stage.lease.leftNs(stage.now) / 1_000_000L;
    }

    @Test
    void itIsHeldOnceAMajorityHasConfirmedCountedFromTheQuestion() throws Exception {
        Stage stage = new Stage().attach();
        Asked asked = hold(stage);
        assertEquals(List.of(), told);
        stage.pass(300);
        stage.answer(asked, 50, CONFIRMED);
        assertEquals(List.of("held"), told);
        assertEquals(SPAN_MS - 300, leftMs(stage));
    }

    @Test
    void itIsConfirmedAgainAndAgain() throws Exception {
        Stage stage = new Stage().attach();
        stage.answer(hold(stage), 50, CONFIRMED);
        for (int i = 0; i < 10; i++) {
            stage.pass(1_125);
            stage.answer(stage.asked(WriteRequest.Multi.class), 51 + i, CONFIRMED);
            assertEquals(SPAN_MS, leftMs(stage));
        }
        assertEquals(List.of("held"), told);
    }

    @Test
    void itIsLostInTimeWhenNothingIsHeardAndStaysSo() throws Exception {
        Stage stage = new Stage().attach();
        stage.answer(hold(stage), 50, CONFIRMED);
        stage.pass(SPAN_MS - 1);
        assertEquals(List.of("held"), told);
        stage.pass(1);
        assertEquals(List.of("held", "lost"), told);
        stage.cut();
        stage.attach();
        stage.pass(3_000);
        assertEquals(List.of("held", "lost"), told);
    }

    @Test
    void aShortCutDoesNotEndIt() throws Exception {
        Stage stage = new Stage().attach();
        stage.answer(hold(stage), 50, CONFIRMED);
        stage.cut();
        stage.pass(200);
        stage.attach();
        stage.pass(1);
        stage.answer(stage.asked(WriteRequest.Multi.class), 51, CONFIRMED);
        assertEquals(List.of("held"), told);
        assertTrue(leftMs(stage) > SPAN_MS - 1_000);
    }

    @Test
    void aMachineThatSleptHasLostItByTheWallClock() throws Exception {
        Stage stage = new Stage().attach();
        stage.answer(hold(stage), 50, CONFIRMED);
        stage.now = new Now(stage.now.monotonicNs() + 1, stage.now.wallMs() + 60_000);
        stage.machine.turn(stage.now);
        assertEquals(List.of("held", "lost"), told);
        assertEquals(0, leftMs(stage));
    }

    @Test
    void anExpiredSessionEndsIt() throws Exception {
        Stage stage = new Stage().attach();
        stage.answer(hold(stage), 50, CONFIRMED);
        stage.cut();
        stage.reach();
        stage.refuseSession();
        assertEquals(List.of("held", "lost"), told);
    }

    @Test
    void nothingIsAskedOnceNobodyHoldsIt() throws Exception {
        Stage stage = new Stage().attach();
        stage.answer(hold(stage), 50, CONFIRMED);
        stage.machine.release(holder);
        stage.pass(2_000);
        assertTrue(stage.isSilent());
        assertEquals(List.of("held"), told);
    }

    @Test
    void aPongConfirmsOnlyIfTheTimeoutBearsAServerThatIsCutOff() {
        List<LeaseDeadline> deadlines = new ArrayList<>();
        assertFalse(extendsByPong(9_000, deadlines));
        assertTrue(extendsByPong(20_000, deadlines));
    }

    private boolean extendsByPong(int timeoutMs, List<LeaseDeadline> deadlines) {
        Stage stage = new Stage();
        LeaseClock clock = new LeaseClock(10_000, stage);
        clock.attached(timeoutMs);
        clock.hold(holder);
        assertTrue(clock.asksByTransaction(stage.now), "the first time a majority is asked");
        clock.committed(stage.now);
        LeaseDeadline before = stage.lease;
        clock.pong(new Now(stage.now.monotonicNs() + 9_000_000_000L, stage.now.wallMs() + 9_000));
        deadlines.add(stage.lease);
        return !stage.lease.equals(before);
    }

    @Test
    void aTimeoutTooShortBearsNone() {
        LeaseClock clock = new LeaseClock(10_000, new Stage());
        clock.attached(3_000);
        clock.hold(holder);
        clock.attached(3_000);
        assertEquals(List.of("lost"), told);
    }
}
