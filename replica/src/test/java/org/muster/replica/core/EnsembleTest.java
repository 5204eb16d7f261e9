package org.muster.replica.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.replica.Client;
import org.muster.replica.Ensemble;
import org.muster.replica.Frames;
import org.muster.replica.Member;

/** What clients of different members see of each other. */
final class EnsembleTest {
    private final Ensemble three = new Ensemble(3);
    private final Member leader = three.leader();
    private final Member follower = three.followers().getFirst();
    private final Member other = three.followers().getLast();

    private void assertSame() {
        three.pass(500);
        for (Member member : three.members) {
            assertEquals(leader.core.committed().digest(), member.core.committed().digest());
            assertEquals(leader.core.committed().lastZxid(), member.core.committed().lastZxid());
            member.core.committed().validate();
        }
    }

    @Test
    void everyMemberServesReadsAndWritesAndAllAgree() {
        for (Member member : three.members) {
            Client client = member.connect().handshake(4000);
            String path = "/by" + client.id;
            client.send(Frames.create(1, path, 0), Frames.get(2, path, false));
            client.send(Frames.set(3, path, "x"), Frames.create(4, path, 0));
            assertEquals(List.of("1 0", "2 0", "3 0", "4 -110"), Told.codes(client.heads()));
        }
        assertSame();
    }

    @Test
    void sessionIdsCarryTheirMember() {
        for (int i = 0; i < 3; i++) {
            Client client = three.members.get(i).connect().handshake(4000);
            assertEquals("0" + (i + 1), client.id.substring(0, 2));
        }
    }

    @Test
    void requestsOfOneConnectionAreAnsweredInOrderWhateverTheyNeed() {
        Client client = follower.connect().handshake(4000);
        String undecodable = "0000000c 00000003 00000001 7fffffff".replace(" ", "");
        client.send(
                Frames.create(1, "/a", 0),
                Frames.exists(2, "/a", false),
                undecodable,
                Frames.sync(4),
                Frames.set(5, "/a", "x"),
                Frames.get(6, "/a", false),
                Frames.close(7));
        three.pass(500);
        assertEquals(
                List.of("1 0", "2 0", "3 -5", "4 0", "5 0", "6 0", "7 0"),
                Told.codes(client.heads()));
        assertTrue(client.wire.closed);
        assertSame();
    }

    @Test
    void aSyncShowsWhatWasWrittenElsewhere() {
        Client writer = other.connect().handshake(4000);
        Client reader = follower.connect().handshake(4000);
        writer.send(Frames.create(1, "/new", 0));
        reader.send(Frames.sync(1), Frames.exists(2, "/new", false));
        three.pass(500);
        assertEquals(List.of("1 0", "2 0"), Told.codes(reader.heads()));
    }

    @Test
    void watchesHearOfWritesOfOtherMembers() {
        Client watcher = follower.connect().handshake(4000);
        watcher.send(Frames.exists(1, "/w", true));
        watcher.heads();
        other.connect().handshake(4000).send(Frames.create(1, "/w", 0));
        three.pass(500);
        assertEquals(1, watcher.heads().stream().filter(h -> h.startsWith("event")).count());
    }

    @Test
    void aSessionMovesAndItsOldConnectionIsClosed() {
        for (Member to : three.members) {
            for (Member from : three.members) {
                Client first = from.connect().handshake(4000);
                Client second = first.moved(to).handshake(4000);
                three.pass(300);
                assertEquals(first.id, second.id);
                assertTrue(first.wire.closed, from.id + " to " + to.id);
                second.send(Frames.create(1, "/m" + second.id, 1));
                three.pass(300);
                assertEquals(List.of("1 0"), Told.codes(second.heads()));
                second.send(Frames.close(2));
                three.pass(300);
            }
        }
        assertSame();
    }

    @Test
    void aWrongPasswordOrAnEndedSessionIsRefusedEverywhere() {
        Client ended = other.connect().handshake(4000);
        ended.send(Frames.close(1));
        three.pass(300);
        for (Member member : three.members) {
            Client alive = member.connect().handshake(4000);
            Client thief = alive.moved(member);
            thief.password = "11".repeat(16);
            thief.ask(4000);
            Client late = ended.moved(member).ask(4000);
            three.pass(300);
            assertTrue(thief.wire.closed);
            assertTrue(late.wire.closed);
            assertFalse(alive.wire.closed);
        }
    }

    @Test
    void theLeaderEndsSilentSessionsOfAllMembersAndNoOthers() {
        Client silent = follower.connect().handshake(4000);
        Client pinging = follower.connect().handshake(4000);
        Client onLeader = leader.connect().handshake(4000);
        silent.send(Frames.create(1, "/e", 1));
        for (int i = 0; i < 20; i++) {
            three.pass(1000);
            pinging.send(Frames.ping());
            onLeader.send(Frames.ping());
        }
        assertTrue(silent.wire.closed);
        assertFalse(pinging.wire.closed);
        assertFalse(onLeader.wire.closed);
        assertEquals(2, other.core.committed().sessions().size());
        assertEquals(0, other.core.committed().ephemeralCount());
        assertSame();
    }

    @Test
    void createsOfAllKindsAreAnsweredByTheirKind() {
        Client client = follower.connect().handshake(4000);
        client.send(Told.create2(1, "/two"), Told.multi(2, "/m1", "/m2"), Told.multi(3, "/m1"));
        three.pass(300);
        List<String> frames = client.wire.take();
        assertEquals(List.of("1 0", "2 0", "3 0"), Told.codes(Frames.heads(frames)));
        assertNotEquals(frames.get(1).length(), frames.get(2).length());
        // Length, header, path, Stat.
        assertEquals(2 * (4 + 16 + 4 + 4 + 68), frames.get(0).length());
    }
}
