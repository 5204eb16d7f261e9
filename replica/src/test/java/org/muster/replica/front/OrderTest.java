package org.muster.replica.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.replica.Frames;
import org.muster.replica.Rig;

/** The rules of the client protocol on ordering, one claim each. Headers read "xid zxid error". */
final class OrderTest {
    private final Rig rig = new Rig();
    private final Rig.Session client = rig.connect().handshake(30_000);
    private final Rig.Session other = rig.connect().handshake(30_000);

    private List<String> heads(Rig.Session session) {
        return Frames.heads(session.take());
    }

    @Test
    void aReadBehindAWriteWaitsAndSeesExactlyThatWrite() {
        client.send(Frames.create(1, "/n", 0));
        client.take();
        rig.diskHangs = true;
        client.send(
                Frames.set(2, "/n", "one"),
                Frames.get(3, "/n", false),
                Frames.set(4, "/n", "second"),
                Frames.get(5, "/n", false));
        assertEquals(List.of(), client.take());
        rig.diskAnswers();
        List<String> frames = client.take();
        assertEquals(List.of("2 4 0", "3 4 0", "4 5 0", "5 5 0"), Frames.heads(frames));
        assertTrue(frames.get(1).startsWith("000000036f6e65", 40), "the first value");
        assertTrue(frames.get(3).startsWith("000000067365636f6e64", 40), "the second value");
    }

    @Test
    void writesBehindOneAnotherAreForwardedWithoutWaiting() {
        rig.diskHangs = true;
        client.send(
                Frames.create(1, "/n", 0), Frames.get(2, "/n", false), Frames.set(3, "/n", "x"));
        assertEquals(2 + 2, rig.log.size(), "two sessions and two writes");
    }

    @Test
    void aReadOfAnotherConnectionWaitsForNobody() {
        rig.diskHangs = true;
        client.send(Frames.create(1, "/n", 0));
        other.send(Frames.exists(1, "/n", false));
        assertEquals(List.of("1 2 -101"), heads(other));
    }

    @Test
    void aRefusedWriteIsAnsweredInItsPlaceUnderItsOwnZxid() {
        client.send(
                Frames.create(1, "/n", 0),
                Frames.create(2, "/n", 0),
                Frames.exists(3, "/n", false));
        assertEquals(List.of("1 3 0", "2 4 -110", "3 4 0"), heads(client));
    }

    @Test
    void theEventComesBeforeTheReplyOfTheWriteThatCausedIt() {
        client.send(Frames.create(1, "/n", 0), Frames.get(2, "/n", true), Frames.set(3, "/n", "x"));
        assertEquals(List.of("1 3 0", "2 3 0", "event 3 /n 4", "3 4 0"), heads(client));
    }

    @Test
    void theReplyThatSetsAWatchComesBeforeItsEvent() {
        rig.diskHangs = true;
        client.send(Frames.create(1, "/n", 0), Frames.get(2, "/n", true));
        other.send(Frames.set(1, "/n", "x"));
        rig.diskAnswers();
        assertEquals(List.of("1 3 0", "2 3 0", "event 3 /n 4"), heads(client));
        assertEquals(List.of("1 4 0"), heads(other));
    }

    @Test
    void anEventComesBeforeAnyReplyThatShowsItsCause() {
        client.send(Frames.create(1, "/n", 0), Frames.get(2, "/n", true));
        client.take();
        other.send(Frames.set(1, "/n", "x"));
        client.send(Frames.get(3, "/n", false));
        assertEquals(List.of("event 3 /n 4", "3 4 0"), heads(client));
    }

    @Test
    void eventsComeInTheOrderOfTheirTransactions() {
        client.send(Frames.addWatch(1, "/", true));
        client.take();
        rig.diskHangs = true;
        other.send(Frames.create(1, "/a", 0), Frames.set(2, "/a", "x"), Frames.delete(3, "/a"));
        rig.diskAnswers();
        assertEquals(List.of("event 1 /a 3", "event 3 /a 4", "event 2 /a 5"), heads(client));
    }

    @Test
    void syncTakesItsPlaceBehindAllWritesTaken() {
        rig.diskHangs = true;
        other.send(Frames.create(1, "/n", 0));
        client.send(Frames.sync(1), Frames.exists(2, "/n", false));
        assertEquals(List.of(), client.take());
        rig.diskAnswers();
        assertEquals(List.of("1 3 0", "2 3 0"), heads(client));
        client.send(Frames.sync(3));
        assertEquals(List.of("3 3 0"), heads(client), "with nothing before it at once");
    }

    @Test
    void aPingWaitsItsTurnButNotForEver() {
        rig.diskHangs = true;
        client.send(Frames.create(1, "/n", 0), Frames.ping(), Frames.exists(2, "/n", false));
        assertEquals(List.of(), client.take());
        rig.pass(1_500);
        assertEquals(List.of("-2 2 0"), heads(client));
        rig.diskAnswers();
        assertEquals(List.of("1 3 0", "2 3 0"), heads(client));
    }

    @Test
    void aPingBehindAWriteIsAnsweredBehindIt() {
        client.send(Frames.create(1, "/n", 0), Frames.ping());
        assertEquals(List.of("1 3 0", "-2 3 0"), heads(client));
    }

    @Test
    void anAuthIsAnsweredInOrderAndCountsForWhatWasReadBehindIt() {
        String setAclAuth =
                "00000026 0000000d 00000007 00000002 2f6e 00000001 0000001f 00000004 61757468"
                        + "00000000 ffffffff";
        String auth =
                "00000020 fffffffc 00000064 00000000 00000006 646967657374 00000006 626f623a7077";
        client.send(Frames.create(1, "/n", 0));
        client.take();
        rig.diskHangs = true;
        client.send(setAclAuth, auth, setAclAuth.replaceFirst("0000000d", "0000000e"));
        rig.diskAnswers();
        assertEquals(List.of("13 4 -114", "-4 0 0", "14 5 0"), heads(client));
    }

    @Test
    void anUnknownOperationIsAnsweredInOrderThenClosedAndNothingBehindItCounts() {
        rig.diskHangs = true;
        client.send(
                Frames.create(1, "/n", 0), "00000008 00000002 000003e7", Frames.set(3, "/n", "x"));
        assertFalse(client.wire.closed);
        rig.diskAnswers();
        assertEquals(List.of("1 3 0", "2 -1 -6"), heads(client));
        assertTrue(client.wire.closed);
        assertEquals(3, rig.log.size());
    }

    @Test
    void identitiesTooManyToBeForwardedEndTheConnection() {
        int count = 0;
        while (!client.wire.closed && count < 100) {
            String user = "%02x".formatted(0x61 + count++) + "75".repeat(3999) + "3a78";
            client.send(
                    "00000fb6 fffffffc 00000064 00000000 00000006 646967657374 00000fa2" + user);
        }
        assertTrue(count > 2 && count < 10, "closed after " + count);
        List<String> answers = heads(client);
        assertEquals("-4 0 -115", answers.getLast());
    }

    @Test
    void aFailedAuthIsAnsweredInOrderThenClosed() {
        rig.diskHangs = true;
        client.send(
                Frames.create(1, "/n", 0),
                "0000001a fffffffc 00000064 00000000 00000005 626f677573 00000001 78",
                Frames.set(3, "/n", "x"));
        rig.diskAnswers();
        assertEquals(List.of("1 3 0", "-4 0 -115"), heads(client));
        assertTrue(client.wire.closed);
    }

    @Test
    void anUndecodableRecordIsAnsweredInItsPlaceAndTheConnectionGoesOn() {
        client.send(
                Frames.create(1, "/n", 0),
                "0000000a 00000002 00000005 0000",
                "0000000a 00000003 00000004 0000",
                "0000000c 00000004 0000000e 00000001",
                Frames.exists(5, "/n", false));
        assertEquals(
                List.of("1 3 0", "2 3 -5", "3 3 -5", "4 4 -5", "5 4 0"),
                heads(client),
                "an undecodable multi has a zxid of its own, another write has none");
        assertFalse(client.wire.closed);
    }

    @Test
    void undecodableAuthAndShortFramesCloseWithoutAReply() {
        client.send("0000000a fffffffc 00000064 0000");
        assertEquals(List.of(), client.take());
        assertTrue(client.wire.closed);
        other.send("00000004 00000001");
        assertEquals(List.of(), other.take());
        assertTrue(other.wire.closed);
    }

    @Test
    void closeSessionAnswersWhatCameBeforeTellsItsEventsThenCloses() {
        client.send(
                Frames.create(1, "/e", 1),
                Frames.exists(2, "/e", true),
                Frames.close(3),
                Frames.exists(4, "/e", false));
        assertEquals(List.of("1 3 0", "2 3 0", "event 2 /e 4", "3 4 0"), heads(client));
        assertTrue(client.wire.closed);
        other.send(Frames.exists(1, "/e", false));
        assertEquals(List.of("1 4 -101"), heads(other));
    }

    @Test
    void whatWasReceivedIsExecutedThoughTheClientIsGone() {
        rig.diskHangs = true;
        client.send(Frames.create(1, "/n", 0));
        client.drop();
        rig.diskAnswers();
        other.send(Frames.exists(1, "/n", false));
        assertEquals(List.of("1 3 0"), heads(other));
        assertEquals(List.of(), client.take());
    }

    @Test
    void aClientThatStopsSendingGetsTheRepliesToWhatItSent() {
        rig.diskHangs = true;
        client.send(Frames.create(1, "/n", 0), Frames.exists(2, "/n", false));
        rig.turn(client.front, () -> client.front.halfClosed(client.connection));
        assertFalse(client.wire.closed);
        rig.diskAnswers();
        assertEquals(List.of("1 3 0", "2 3 0"), heads(client));
        assertTrue(client.wire.closed);
        rig.turn(other.front, () -> other.front.halfClosed(other.connection));
        assertTrue(other.wire.closed);
    }

    @Test
    void whatIsSentBehindTheHandshakeIsKeptInOrder() {
        Rig.Session eager = rig.connect();
        eager.send(
                eager.connectFrame(0, 30_000),
                Frames.create(1, "/n", 0),
                Frames.exists(2, "/n", false),
                Frames.set(3, "/n", "x"));
        List<String> frames = eager.take();
        assertEquals(4, frames.size());
        assertEquals(List.of("1 4 0", "2 4 0", "3 5 0"), Frames.heads(frames.subList(1, 4)));
    }

    @Test
    void frontsSeeTheSameOrder() {
        Rig two =
                new Rig(
                        Rig.config(),
                        2,
                        org.muster.replica.core.CoreStart.from(org.muster.state.State.initial()));
        Rig.Session first = two.connect(0).handshake(30_000);
        Rig.Session second = two.connect(1).handshake(30_000);
        second.send(Frames.addWatch(1, "/", true));
        second.take();
        first.send(Frames.create(1, "/n", 0), Frames.set(2, "/n", "x"));
        assertEquals(List.of("event 1 /n 3", "event 3 /n 4"), heads(second));
        second.send(Frames.exists(2, "/n", false));
        assertEquals(List.of("2 4 0"), heads(second));
    }
}
