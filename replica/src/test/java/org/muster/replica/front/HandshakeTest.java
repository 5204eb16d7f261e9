package org.muster.replica.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muster.model.SessionId;
import org.muster.replica.Frames;
import org.muster.replica.Rig;
import org.muster.replica.core.CoreStart;
import org.muster.replica.session.SessionPasswords;
import org.muster.state.State;

/** The rows of "sequence of checks on a ConnectRequest" that concern a standalone server. */
final class HandshakeTest {
    private static final String REFUSAL =
            "0000002500000000" + "00000000" + "00".repeat(8) + "00000010" + "00".repeat(16) + "00";

    private final Rig rig = new Rig();

    @Test
    void anUndecodableRequestIsClosedWithoutAByte() {
        Rig.Session client = rig.connect();
        client.send("00000008 00000000 00000000");
        assertEquals(List.of(), client.take());
        assertTrue(client.wire.closed);
    }

    @Test
    void aClientThatHasSeenMoreThanThisMemberIsClosedWithoutAByte() {
        rig.connect().handshake(4000);
        Rig.Session ahead = rig.connect();
        ahead.send(ahead.connectFrame(2, 4000));
        assertEquals(List.of(), ahead.take());
        assertTrue(ahead.wire.closed);
        Rig.Session level = rig.connect();
        level.send(level.connectFrame(1, 4000));
        assertEquals(1, level.take().size());
    }

    @ParameterizedTest
    @CsvSource({
        "-5, 4000",
        "0, 4000",
        "3999, 4000",
        "4000, 4000",
        "4001, 4001",
        "39999, 39999",
        "40000, 40000",
        "40001, 40000",
        "2147483647, 40000"
    })
    void theTimeoutIsForcedBetweenTheBounds(int requested, int negotiated) {
        Rig.Session client = rig.connect();
        client.send(client.connectFrame(0, requested));
        assertEquals("%08x".formatted(negotiated), client.take().get(0).substring(16, 24));
    }

    @Test
    void theSocketIsNotReadUntilTheAnswerIsThere() {
        rig.diskHangs = true;
        Rig.Session client = rig.connect();
        client.send(client.connectFrame(0, 4000));
        assertFalse(client.wire.reading);
        assertEquals(List.of(), client.take(), "the session must be committed first");
        rig.diskAnswers();
        assertTrue(client.wire.reading);
        assertEquals(1, client.take().size());
    }

    @Test
    void everySessionGetsAnIdAndAPasswordOfItsOwn() {
        Rig.Session a = rig.connect().handshake(4000);
        Rig.Session b = rig.connect().handshake(4000);
        assertNotEquals(a.id, b.id);
        assertNotEquals(a.password, b.password);
        assertTrue(a.id.startsWith("01"), a.id);
    }

    /** A second connection with the id and password of {@code first}. */
    private Rig.Session again(Rig.Session first, int front) {
        Rig.Session second = first.rig.connect(front);
        second.id = first.id;
        second.password = first.password;
        return second;
    }

    @Test
    void reattachingClosesTheOldConnectionAndNegotiatesAnew() {
        Rig.Session first = rig.connect().handshake(4000);
        Rig.Session second = again(first, 0);
        second.send(second.connectFrame(0, 8000));
        assertEquals(
                "0000002500000000" + "00001f40" + first.id + "00000010" + first.password + "00",
                second.take().get(0));
        assertTrue(first.wire.closed);
        assertEquals(List.of(), first.take());
        assertFalse(second.wire.closed);
        second.send(Frames.create(1, "/e", 1));
        assertEquals(List.of("1 2 0"), Frames.heads(second.take()));
    }

    @Test
    void reattachingWorksFromOneFrontToAnother() {
        Rig two = new Rig(Rig.config(), 2, CoreStart.from(State.initial()));
        Rig.Session first = two.connect(0).handshake(4000);
        Rig.Session second = again(first, 1).handshake(4000);
        assertEquals(first.id, second.id);
        assertTrue(first.wire.closed);
        second.send(Frames.create(1, "/e", 1));
        assertEquals(List.of("1 2 0"), Frames.heads(second.take()));
    }

    @Test
    void aWrongPasswordIsRefusedAndHarmsNobody() {
        Rig.Session owner = rig.connect().handshake(4000);
        Rig.Session thief = again(owner, 0);
        thief.password = "78".repeat(16);
        thief.send(thief.connectFrame(0, 4000));
        assertEquals(List.of(REFUSAL), thief.take());
        assertTrue(thief.wire.closed);
        assertFalse(owner.wire.closed, "the password is checked first");
        owner.send(Frames.ping());
        assertEquals(1, owner.take().size());
    }

    @Test
    void anEndedSessionIsRefused() {
        Rig.Session client = rig.connect().handshake(4000);
        client.send(Frames.close(1));
        Rig.Session late = again(client, 0);
        late.send(late.connectFrame(0, 4000));
        assertEquals(List.of(REFUSAL), late.take());
        assertTrue(late.wire.closed);
    }

    @Test
    void aClosingSessionIsRefusedOnceItsEndIsSafe() {
        Rig.Session client = rig.connect().handshake(4000);
        rig.diskHangs = true;
        client.send(Frames.close(1));
        Rig.Session late = again(client, 0);
        late.send(late.connectFrame(0, 4000));
        assertEquals(List.of(), late.take());
        rig.diskAnswers();
        assertEquals(List.of(REFUSAL), late.take());
    }

    @Test
    void anOldClientIsRefusedInItsOwnForm() {
        Rig.Session client = rig.connect();
        client.send(
                "0000002c 00000000 0000000000000000 00007530 0000000000001234"
                        + "00000010 78787878787878787878787878787878");
        assertEquals(
                List.of("0000002400000000" + "00".repeat(12) + "00000010" + "00".repeat(16)),
                client.take());
    }

    @Test
    void aSessionIsAttachableAgainAfterARestart() {
        Rig.Session client = rig.connect().handshake(4000);
        client.send(Frames.create(1, "/e", 1));
        Rig restarted = new Rig(Rig.config(), 1, CoreStart.from(rig.core.committed()));
        Rig.Session back = restarted.connect();
        back.id = client.id;
        back.password = client.password;
        back.handshake(4000);
        assertEquals(client.id, back.id);
        Rig.Session fresh = restarted.connect().handshake(4000);
        assertNotEquals(client.id, fresh.id, "ids are never used twice");
    }

    @Test
    void sessionsOfTheReferencesServerKeepItsPasswordsAndNoOthersDo() {
        Rig.Session client = rig.connect().handshake(4000);
        SessionId id = new SessionId(Long.parseUnsignedLong(client.id, 16));
        String formula =
                java.util.HexFormat.of().formatHex(SessionPasswords.legacy().of(id).toArray());
        CoreStart start = new CoreStart(rig.core.committed(), 1, 0, List.of(id), null);
        Rig.Session back = new Rig(Rig.config(), 1, start).connect();
        back.id = client.id;
        back.password = formula;
        back.handshake(4000);
        assertEquals(formula, back.password);

        Rig.Session elsewhere =
                new Rig(Rig.config(), 1, CoreStart.from(rig.core.committed())).connect();
        elsewhere.id = client.id;
        elsewhere.password = formula;
        elsewhere.send(elsewhere.connectFrame(0, 4000));
        assertEquals(List.of(REFUSAL), elsewhere.take());
    }

    @Test
    void aConnectionThatNeverSpeaksIsClosed() {
        Rig.Session silent = rig.connect();
        Rig.Session speaking = rig.connect().handshake(30_000);
        rig.pass(9_900);
        assertFalse(silent.wire.closed);
        rig.pass(300);
        assertTrue(silent.wire.closed);
        assertEquals(List.of(), silent.take());
        assertFalse(speaking.wire.closed);
    }

    @Test
    void aClientThatLeavesBeforeItsAnswerLosesNothingOfItsSession() {
        rig.diskHangs = true;
        Rig.Session gone = rig.connect();
        gone.send(gone.connectFrame(0, 4000));
        gone.drop();
        rig.diskAnswers();
        assertEquals(1, rig.core.committed().sessions().size());
        rig.pass(6_200);
        assertEquals(0, rig.core.committed().sessions().size(), "it expires as any other");
    }

    @Test
    void aSecondConnectRequestIsAnUnknownOperation() {
        Rig.Session client = rig.connect().handshake(4000);
        client.send(client.connectFrame(0, 4000));
        assertEquals(List.of("0 -1 -6"), Frames.heads(client.take()));
        assertTrue(client.wire.closed);
    }
}
