package org.muster.replica.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.replica.Client;
import org.muster.replica.Ensemble;
import org.muster.replica.Frames;
import org.muster.replica.Member;
import org.muster.replica.Wire;
import org.muster.zab.ZabConfig;

/** What clients notice of a change of leaders: nothing but time (I-SES-5). */
final class FailOverTest {
    private final Ensemble three = new Ensemble(3);
    private final Member leader = three.leader();
    private final Member follower = three.followers().getFirst();
    private final Member other = three.followers().getLast();

    /** How many transactions of {@code client} each live member has committed, by their cxids. */
    private List<Integer> committed(Client client) {
        Member one = three.leader();
        three.pass(500);
        List<Integer> cxids = new ArrayList<>(one.cxidsOf(client.id));
        for (Member member : three.members) {
            if (member.isAlive()) {
                assertEquals(cxids, member.cxidsOf(client.id), "member " + member.id);
                assertEquals(one.core.committed().digest(), member.core.committed().digest());
            }
        }
        return cxids;
    }

    @Test
    void clientsOfTheOthersStayConnectedWhenTheLeaderDies() {
        Client client = follower.connect().handshake(4000);
        client.send(Frames.create(1, "/a", 1), Frames.get(2, "/a", true));
        three.pass(200);
        client.heads();
        leader.kill();
        client.send(Frames.set(3, "/a", "x"), Frames.get(4, "/a", false));
        three.leader();
        three.pass(500);
        List<String> heads = client.heads();
        assertTrue(heads.getFirst().startsWith("event 3 /a"), heads.toString());
        assertEquals(List.of("3 0", "4 0"), Told.codes(heads.subList(1, 3)));
        assertFalse(client.wire.closed);
        assertEquals(List.of(0, 1, 3), committed(client));
    }

    @Test
    void aWriteThatReachedTheLogsIsAnsweredFromTheHistory() {
        Client client = follower.connect().handshake(4000);
        three.members.forEach(member -> member.diskHangs = true);
        client.send(Frames.create(1, "/a", 0), Frames.create(2, "/b", 0));
        leader.kill();
        follower.diskAnswers();
        other.diskAnswers();
        three.leader();
        three.pass(500);
        assertEquals(List.of("1 0", "2 0"), Told.codes(client.heads()));
        assertEquals(List.of(0, 1, 2), committed(client));
    }

    @Test
    void aWriteThatNeverReachedTheLeaderIsAskedAgain() {
        Client client = follower.connect().handshake(4000);
        follower.mute = true;
        client.send(Frames.create(1, "/a", 0), Frames.sync(2), Frames.create(3, "/a", 0));
        follower.mute = false;
        leader.kill();
        three.leader();
        three.pass(500);
        assertEquals(List.of("1 0", "2 0", "3 -110"), Told.codes(client.heads()));
        assertEquals(List.of(0, 1, 3), committed(client));
    }

    @Test
    void whatOnlyTheOldLeaderHadIsAskedOfTheNewOne() {
        Client client = leader.connect().handshake(4000);
        three.cut(leader, follower);
        three.cut(leader, other);
        client.send(Frames.create(1, "/a", 0), Frames.exists(2, "/a", false));
        three.passUntil(() -> follower.leads() || other.leads());
        three.heal(leader, follower);
        three.heal(leader, other);
        three.leader();
        three.pass(1000);
        assertFalse(client.wire.closed);
        assertEquals(List.of("1 0", "2 0"), Told.codes(client.heads()));
        assertEquals(List.of(0, 1), committed(client));
    }

    @Test
    void sessionsAskedForMeanwhileOpenOnceThereIsALeader() {
        three.cut(leader, follower);
        three.cut(leader, other);
        three.cut(follower, other);
        Client opening = follower.connect().ask(4000);
        three.pass(1000);
        assertEquals(List.of(), opening.wire.take());
        three.heal(follower, other);
        three.passUntil(() -> follower.leads() || other.leads());
        three.pass(500);
        opening.learn().send(Frames.create(1, "/a", 1));
        three.pass(500);
        assertEquals(List.of("1 0"), Told.codes(opening.heads()));
    }

    @Test
    void aHandshakeThatNobodyWaitsForAnyMoreOpensNothing() {
        leader.kill();
        other.kill();
        Client gone = follower.connect().ask(4000);
        Client waiting = follower.connect().ask(4000);
        three.settle();
        gone.drop();
        three.restart(other, other.image());
        three.leader();
        three.pass(500);
        waiting.learn();
        assertEquals(1, follower.core.committed().sessions().size());
    }

    @Test
    void withoutALeaderNothingIsAnsweredButPings() {
        Client client = follower.connect().handshake(4000);
        leader.kill();
        other.kill();
        client.send(Frames.exists(1, "/", false), Frames.ping(), Frames.create(2, "/a", 0));
        assertEquals(List.of("-2 0 0"), client.heads());
    }

    @Test
    void nobodyIsKeptForLongWithoutALeader() {
        Client silent = follower.connect().handshake(4000);
        Client pinging = follower.connect().handshake(40_000);
        leader.kill();
        other.kill();
        Wire handshaking = follower.connect().ask(4000).wire;
        three.pass(2500);
        assertFalse(silent.wire.closed);
        three.pass(500);
        assertTrue(silent.wire.closed, "it has a third of its timeout to find another member");
        for (int i = 0; i < 8; i++) {
            pinging.send(Frames.ping());
            three.pass(900);
        }
        assertTrue(pinging.wire.closed);
        assertTrue(handshaking.closed);
        assertTrue(follower.connect().ask(4000).wire.closed, "it must not wait in vain");
    }

    @Test
    void sessionsDoNotAgeWithoutALeader() {
        Client client = follower.connect().handshake(4000);
        three.cut(leader, follower);
        three.cut(leader, other);
        three.cut(follower, other);
        three.pass(60_000);
        three.heal(leader, follower);
        three.heal(leader, other);
        three.heal(follower, other);
        Member now = three.leader();
        three.pass(3000);
        assertEquals(1, now.core.committed().sessions().size());
        Client back = client.moved(now).handshake(4000);
        assertEquals(client.id, back.id);
    }

    /** B39. */
    @Test
    void aSyncAtALeaderThatWasFrozenShowsWhatItsSuccessorWrote() {
        Client reader = leader.connect().handshake(40_000);
        leader.frozen = true;
        reader.post(Frames.sync(1), Frames.exists(2, "/new", false));
        three.passUntil(() -> follower.leads() || other.leads());
        Client writer = (follower.leads() ? follower : other).connect().handshake(4000);
        writer.send(Frames.create(1, "/new", 0));
        three.pass(500);
        assertEquals(List.of("1 0"), Told.codes(writer.heads()));
        leader.thaw();
        three.leader();
        three.pass(1000);
        assertEquals(List.of("1 0", "2 0"), Told.codes(reader.heads()));
    }

    /** B35. */
    @Test
    void clientsDoNotNoticeThatTheNumbersOfAnEpochRunOut() {
        Ensemble short9 = new Ensemble(3, 0, 0, new ZabConfig.Limits(20_000, 64L << 20, false, 9));
        List<Client> clients = new ArrayList<>();
        for (Member member : short9.members) {
            short9.leader();
            clients.add(member.connect().handshake(40_000));
        }
        List<String> all = new ArrayList<>();
        for (int xid = 1; xid <= 30; xid++) {
            for (Client client : clients) {
                client.send(Frames.create(xid, "/" + client.id + xid, 0));
            }
            short9.pass(100);
            all.add(xid + " 0");
        }
        Member last = short9.leader();
        short9.pass(1000);
        for (Client client : clients) {
            assertEquals(all, Told.codes(client.heads()));
            assertFalse(client.wire.closed);
        }
        assertTrue(last.core.committed().lastZxid().epoch() > 10);
    }

    @Test
    void aSessionThatMovedDuringTheChangeLosesItsOldConnection() {
        Client first = follower.connect().handshake(4000);
        leader.kill();
        first.send(Frames.create(1, "/held", 0));
        Client second = first.moved(other).ask(4000);
        three.settle();
        three.leader();
        three.pass(1000);
        assertTrue(first.wire.closed);
        assertFalse(second.wire.closed);
        second.learn().send(Frames.create(1, "/moved", 0));
        three.pass(500);
        assertEquals(List.of("1 0"), Told.codes(second.heads()));
    }

    @Test
    void whoLeadsNoMoreDoesNotSayThatASessionIsOverOfWhichItHasNotHeard() {
        three.cut(leader, follower);
        three.cut(leader, other);
        three.passUntil(() -> follower.leads() || other.leads());
        leader.frozen = true;
        Client young = (follower.leads() ? other : follower).connect().handshake(4000);
        leader.thaw();
        Client moved = young.moved(leader).ask(4000);
        assertEquals(List.of(), moved.wire.take(), "the old leader cannot know");
        three.heal(leader, follower);
        three.heal(leader, other);
        three.leader();
        three.pass(1000);
        moved.learn().send(Frames.create(1, "/a", 1));
        three.pass(500);
        assertEquals(List.of("1 0"), Told.codes(moved.heads()));
        assertTrue(young.wire.closed);
    }
}
