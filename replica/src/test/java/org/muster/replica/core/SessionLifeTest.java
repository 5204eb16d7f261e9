package org.muster.replica.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.replica.Frames;
import org.muster.replica.Rig;

/** What keeps a session alive, and what its end brings. */
final class SessionLifeTest {
    private final Rig rig = new Rig();

    @Test
    void silenceEndsASessionItsEphemeralsAndItsConnection() {
        Rig.Session client = rig.connect().handshake(4000);
        Rig.Session watcher = rig.connect().handshake(40_000);
        client.send(Frames.create(1, "/e", 1));
        client.take();
        watcher.send(Frames.exists(1, "/e", true));
        watcher.take();
        rig.pass(4000);
        assertFalse(client.wire.closed);
        rig.pass(2200);
        assertTrue(client.wire.closed);
        assertEquals(List.of(), client.take(), "no byte is written for it");
        assertEquals(List.of("event 2 /e 4"), Frames.heads(watcher.take()));
        assertEquals(1, rig.core.committed().sessions().size());
    }

    @Test
    void aConnectionIsCutAsSoonAsTheEndOfItsSessionIsProposed() {
        Rig.Session client = rig.connect().handshake(4000);
        rig.diskHangs = true;
        rig.pass(6200);
        assertTrue(client.wire.closed);
        assertEquals(1, rig.core.committed().sessions().size());
        rig.diskAnswers();
        assertEquals(0, rig.core.committed().sessions().size());
    }

    @Test
    void anyRequestKeepsASessionAlive() {
        Rig.Session pinging = rig.connect().handshake(4000);
        Rig.Session reading = rig.connect().handshake(4000);
        Rig.Session writing = rig.connect().handshake(4000);
        for (int i = 0; i < 10; i++) {
            rig.pass(3000);
            pinging.send(Frames.ping());
            reading.send(Frames.exists(i, "/", false));
            writing.send(Frames.set(i, "/nowhere", ""));
        }
        assertEquals(3, rig.core.committed().sessions().size());
        rig.pass(6300);
        assertEquals(0, rig.core.committed().sessions().size());
    }

    @Test
    void aSessionSurvivesItsConnection() {
        Rig.Session client = rig.connect().handshake(4000);
        client.send(Frames.create(1, "/e", 1));
        client.drop();
        rig.pass(3000);
        Rig.Session back = rig.connect();
        back.id = client.id;
        back.password = client.password;
        back.handshake(4000);
        back.take();
        rig.pass(3000);
        back.send(Frames.exists(2, "/e", false));
        assertEquals(List.of("2 2 0"), Frames.heads(back.take()));
    }

    @Test
    void aRestartGivesEverySessionItsFullTimeout() {
        rig.connect().handshake(4000);
        rig.pass(3900);
        Rig restarted = new Rig(Rig.config(), 1, CoreStart.from(rig.core.committed()));
        restarted.pass(4000);
        assertEquals(1, restarted.core.committed().sessions().size());
        restarted.pass(2200);
        assertEquals(0, restarted.core.committed().sessions().size());
    }

    @Test
    void aProcessThatStoodStillBlamesNobody() {
        Rig.Session client = rig.connect().handshake(4000);
        rig.nowMs += 3_600_000;
        rig.tick();
        client.send(Frames.ping());
        rig.pass(1000);
        assertEquals(1, rig.core.committed().sessions().size());
    }

    @Test
    void theWallClockMayJump() {
        rig.connect().handshake(4000);
        rig.wallMs += 86_400_000;
        rig.pass(3900);
        rig.wallMs -= 10 * 86_400_000L;
        assertEquals(1, rig.core.committed().sessions().size());
        rig.pass(2300);
        assertEquals(0, rig.core.committed().sessions().size());
    }

    @Test
    void aSessionWhoseEndIsOnItsWayDoesNothingMore() {
        Rig.Session client = rig.connect().handshake(4000);
        rig.diskHangs = true;
        rig.pass(6200);
        int logged = rig.log.size();
        client.send(Frames.create(1, "/late", 0), Frames.sync(2));
        assertEquals(logged, rig.log.size());
        rig.diskAnswers();
        assertTrue(client.wire.closed);
        assertEquals(List.of(), client.take());
    }

    @Test
    void theClosingTransactionTakesEphemeralsStillOnTheirWay() {
        Rig.Session client = rig.connect().handshake(4000);
        rig.diskHangs = true;
        client.send(Frames.create(1, "/e", 1), Frames.close(2));
        rig.diskAnswers();
        assertEquals(List.of("1 2 0", "2 3 0"), Frames.heads(client.take()));
        assertEquals(0, rig.core.committed().ephemeralCount());
        rig.core.committed().validate();
    }

    @Test
    void whatTheOldConnectionStillHadOnItsWayIsDroppedAfterAMove() {
        Rig two = new Rig(Rig.config(), 2, CoreStart.from(org.muster.state.State.initial()));
        Rig.Session first = two.connect(0).handshake(4000);
        Rig.Session second = two.connect(1);
        second.id = first.id;
        second.password = first.password;
        second.handshake(4000);
        int logged = two.log.size();
        two.coreTurn(
                List.of(
                        new CoreInput.Submissions(
                                0,
                                List.of(
                                        new org.muster.replica.route.Submission.Write(
                                                1L << 32,
                                                new org.muster.model.SessionId(
                                                        Long.parseUnsignedLong(first.id, 16)),
                                                9,
                                                new org.muster.model.request.WriteRequest.Delete(
                                                        org.muster.model.ZPath.of("/n"), -1),
                                                List.of(),
                                                0)))));
        assertEquals(logged, two.log.size());
    }

    @Test
    void deadlinesAreReportedForOperators() {
        rig.connect().handshake(4000);
        rig.connect().handshake(9000);
        List<CoreReport.Bucket> buckets = rig.core.report().buckets();
        assertEquals(2, buckets.size());
        assertEquals(6000, buckets.get(0).expiresInMs());
        assertEquals(10_000, buckets.get(1).expiresInMs());
    }
}
