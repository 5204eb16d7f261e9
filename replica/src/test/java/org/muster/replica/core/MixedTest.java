package org.muster.replica.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.replica.Client;
import org.muster.replica.Ensemble;
import org.muster.replica.Frames;
import org.muster.replica.Member;

/** Members that agree on nothing but the reference's protocol, and members without a vote. */
final class MixedTest {

    private static void assertSame(Ensemble ensemble) {
        ensemble.pass(1500);
        for (Member member : ensemble.members) {
            if (member.isAlive()) {
                assertEquals(
                        ensemble.leader().core.committed().digest(),
                        member.core.committed().digest());
                assertEquals(List.of(), member.halts);
            }
        }
    }

    /** Clients of all members write, read, sync, move to every other member, and leave. */
    private static void work(Ensemble ensemble) {
        for (Member from : ensemble.members) {
            for (Member to : ensemble.members) {
                Client client = from.connect().handshake(4000);
                String path = "/of" + client.id;
                client.send(
                        Frames.create(1, path, 1),
                        Frames.get(2, path, false),
                        Frames.sync(3),
                        Frames.set(4, path, "x"),
                        Frames.create(5, path, 0));
                ensemble.pass(1500);
                assertEquals(
                        List.of("1 0", "2 0", "3 0", "4 0", "5 -110"),
                        Told.codes(client.heads()),
                        from.id + " to " + to.id);
                client.drop();
                Client moved = client.moved(to).handshake(4000);
                ensemble.pass(300);
                moved.send(Frames.set(1, path, "y"), Frames.get(2, path, false));
                ensemble.pass(1500);
                assertEquals(List.of("1 0", "2 0"), Told.codes(moved.heads()));
                moved.send(Frames.close(3));
                ensemble.pass(300);
                assertTrue(moved.wire.closed);
            }
        }
        assertSame(ensemble);
        assertEquals(0, ensemble.leader().core.committed().sessions().size());
    }

    @Test
    void aLeaderThatKnowsNoAttachmentsIsFollowed() {
        Ensemble mixed = new Ensemble(3, 0, 3);
        assertEquals(3, mixed.leader().id.value());
        work(mixed);
    }

    @Test
    void aLearnerThatKnowsNoAttachmentsIsLed() {
        Ensemble mixed = new Ensemble(3, 0, 1);
        assertEquals(3, mixed.leader().id.value());
        work(mixed);
    }

    @Test
    void connectionsMadeUnderALeaderThatKeepsNoRecordOfThemEndWithIt() {
        Ensemble mixed = new Ensemble(3, 0, 3);
        Member foreign = mixed.leader();
        Client client = mixed.followers().getFirst().connect().handshake(40_000);
        foreign.kill();
        Member next = mixed.leader();
        mixed.pass(500);
        assertTrue(client.wire.closed, "nobody knows whether it has moved");
        Client back = client.moved(next).handshake(40_000);
        assertEquals(client.id, back.id);
        assertFalse(back.wire.closed);
    }

    @Test
    void anObserverServesAndNeverCounts() {
        Ensemble four = new Ensemble(3, 1, 0);
        Member leader = four.leader();
        Member observer = four.members.getLast();
        assertFalse(observer.leads());
        work(four);
        Client client = observer.connect().handshake(40_000);
        four.members.stream()
                .filter(member -> member != leader && member != observer)
                .forEach(voter -> voter.diskHangs = true);
        client.send(Frames.create(1, "/a", 0));
        four.pass(1000);
        assertEquals(List.of(), client.heads());
        four.members.forEach(Member::diskAnswers);
        four.pass(500);
        assertEquals(List.of("1 0"), Told.codes(client.heads()));
        leader.kill();
        four.leader();
        client.send(Frames.create(2, "/b", 0));
        four.pass(500);
        assertEquals(List.of("2 0"), Told.codes(client.heads()));
        assertFalse(client.wire.closed);
    }
}
