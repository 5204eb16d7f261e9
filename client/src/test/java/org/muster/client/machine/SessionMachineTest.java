package org.muster.client.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.muster.client.machine.Stage.PATH;
import static org.muster.client.machine.Stage.data;
import static org.muster.client.machine.Stage.stat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.client.machine.Stage.Asked;
import org.muster.client.machine.Stage.Ending;
import org.muster.model.Bytes;
import org.muster.model.ErrorCode;
import org.muster.model.SessionId;
import org.muster.model.peer.HostPort;
import org.muster.model.request.LinkRequest;
import org.muster.model.request.ReadRequest;
import org.muster.model.request.Request;
import org.muster.model.request.Response;
import org.muster.model.request.WriteRequest;
import org.muster.wire.client.ConnectRequest;

/** The life of a session, connection after connection. */
final class SessionMachineTest {
    private static final Request GET = new ReadRequest.GetData(PATH, false);
    private static final Request SET = new WriteRequest.SetData(PATH, Bytes.EMPTY, -1);
    private static final Response FOUND = data("x", stat(1, 1, 0, 0));

    private static Ending get(Stage stage) {
        return stage.call(GET, Proof.Repeat.INSTANCE);
    }

    @Test
    void callsMadeBeforeThereIsAConnectionGoOutInOrder() throws Exception {
        Stage stage = new Stage();
        Ending first = get(stage);
        Ending second = stage.call(SET, new Proof.Written(PATH, -1));
        stage.attach();
        stage.answer(stage.asked(ReadRequest.GetData.class), 5, FOUND);
        stage.answer(
                stage.asked(WriteRequest.SetData.class),
                6,
                new Response.StatOnly(stat(1, 6, 1, 0)));
        assertEquals(FOUND, first.response);
        assertEquals(6, second.zxid);
        assertFalse(second.resolved);
    }

    @Test
    void theSameSessionIsAskedForAgainWithWhatWasSeen() throws Exception {
        Stage stage = new Stage().attach();
        get(stage);
        stage.answer(stage.asked(), 42, FOUND);
        stage.cut();
        ConnectRequest greeting = stage.reach();
        assertEquals(new SessionId(0x1234), greeting.session());
        assertEquals(42, greeting.lastZxidSeen());
    }

    @Test
    void aReadIsRepeatedAndAnsweredOnce() throws Exception {
        Stage stage = new Stage().attach();
        Ending read = get(stage);
        stage.asked();
        stage.cut();
        assertTrue(read.isOpen());
        stage.attach();
        stage.answer(stage.asked(), 1, FOUND);
        assertEquals(FOUND, read.response);
    }

    @Test
    void pastItsDeadlineAnUnsentWriteIsNotAppliedAndASentOneUnknown() throws Exception {
        Stage stage = new Stage();
        Ending unsent = stage.call(SET, new Proof.Written(PATH, -1));
        stage.pass(15_001);
        assertEquals(Failure.Kind.TIMEOUT, unsent.failure.kind());
        assertFalse(unsent.failure.unknown());
        Stage other = new Stage().attach();
        Manner brief =
                new Manner(
                        null,
                        null,
                        new Proof.Written(PATH, -1),
                        other.now.monotonicNs() + 1_000_000_000L);
        Ending sent = other.call(SET, brief);
        Asked asked = other.asked();
        other.pass(1_001);
        assertTrue(sent.failure.unknown());
        other.answer(asked, 9, new Response.StatOnly(stat(1, 9, 1, 0)));
        assertEquals(Failure.Kind.TIMEOUT, sent.failure.kind());
    }

    @Test
    void aCallNobodyWaitsForIsNotSent() throws Exception {
        Stage stage = new Stage();
        Ending unwanted = get(stage);
        unwanted.wanted = false;
        stage.attach();
        assertTrue(stage.isSilent());
    }

    @Test
    void onlyAWindowOfCallsIsOnItsWay() throws Exception {
        Stage stage = new Stage().attach();
        List<Ending> calls = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            calls.add(get(stage));
        }
        Asked first = stage.asked();
        for (int i = 1; i < 4; i++) {
            stage.asked();
        }
        assertTrue(stage.isSilent());
        stage.answer(first, 1, FOUND);
        stage.asked();
        assertTrue(stage.isSilent());
        assertNotNull(calls.get(0).response);
    }

    @Test
    void tooManyWaitingCallsAreRefusedAtOnce() {
        Stage stage = new Stage();
        for (int i = 0; i < 100; i++) {
            assertTrue(get(stage).isOpen());
        }
        assertEquals(Failure.Kind.OVERFLOW, get(stage).failure.kind());
    }

    @Test
    void aRequestTooLongIsRefusedAndTheNextIsSent() throws Exception {
        Stage stage = new Stage().attach();
        Request big = new WriteRequest.SetData(PATH, Bytes.owning(new byte[1 << 20]), -1);
        Ending refused = stage.call(big, new Proof.Written(PATH, -1));
        assertEquals(Failure.Kind.TOO_LARGE, refused.failure.kind());
        assertFalse(refused.failure.unknown());
        get(stage);
        assertEquals(GET, stage.asked().request());
    }

    @Test
    void aPreludeGoesAlongEachTimeAndItsRefusalIsTheCalls() throws Exception {
        Stage stage = new Stage().attach();
        Manner synced =
                new Manner(
                        new LinkRequest.Sync(PATH),
                        null,
                        Proof.Repeat.INSTANCE,
                        stage.now.monotonicNs() + 15_000_000_000L);
        Ending read = stage.call(GET, synced);
        stage.answer(stage.asked(LinkRequest.Sync.class), 3, new Response.Path(PATH));
        stage.cut();
        stage.attach();
        Asked again = stage.asked(LinkRequest.Sync.class);
        stage.refuse(again, 3, ErrorCode.NOT_READ_ONLY);
        assertEquals(ErrorCode.NOT_READ_ONLY.code(), read.failure.code());
    }

    @Test
    void itPingsWhenThereIsNothingElseAndGivesUpASilentServer() throws Exception {
        Stage stage = new Stage().attach();
        stage.pass(Stage.TIMEOUT_MS / 3 + 1);
        assertEquals(1, stage.pings);
        stage.pong();
        stage.pass(Stage.TIMEOUT_MS / 3 + 1);
        assertEquals(2, stage.pings);
        stage.pass(Stage.TIMEOUT_MS / 3 + 1);
        assertTrue(stage.told.contains("suspended"), stage.told::toString);
        assertTrue(stage.told.contains("shut"));
    }

    @Test
    void anUnknownHostAndADeadAddressAreMissesAndNoMore() throws Exception {
        Stage stage = new Stage(Stage.settings(), "one", "two");
        stage.pass(10);
        stage.machine.resolved(stage.now, stage.resolving.remove(0), List.of());
        stage.pass(100);
        stage.machine.resolved(
                stage.now, stage.resolving.remove(0), List.of("10.0.0.1", "10.0.0.2"));
        assertEquals(1, stage.opened.size());
        stage.machine.disconnected(stage.now, 1, "refused");
        stage.pass(100);
        assertEquals("10.0.0.2", stage.opened.get(1).address());
    }

    @Test
    void anotherListOfHostsIsUsedFromTheNextConnectionOn() throws Exception {
        Stage stage = new Stage().attach();
        stage.machine.hosts(List.of(new HostPort("two", 2181)));
        assertFalse(stage.told.contains("suspended"));
        stage.cut();
        stage.attach();
        assertEquals("two", stage.opened.get(1).host().host());
    }

    @Test
    void waitsBetweenRoundsGrowUpToATenthOfTheTimeout() {
        Stage stage = new Stage();
        int opened = 0;
        for (int i = 0; i < 200; i++) {
            stage.pass(100);
            if (!stage.resolving.isEmpty()) {
                stage.machine.resolved(stage.now, stage.resolving.remove(0), List.of("10.0.0.1"));
            }
            if (stage.opened.size() > opened) {
                opened = stage.opened.size();
                stage.machine.disconnected(stage.now, opened, "refused");
            }
        }
        // 20 seconds: waits of up to 900 ms, half of that on average, and 100 ms of this loop's
        // own.
        assertTrue(opened > 20 && opened < 120, "tries: " + opened);
    }

    @Test
    void whatCannotBeReadEndsTheConnectionAndNothingElse() throws Exception {
        Stage stage = new Stage().attach();
        Ending read = get(stage);
        Asked asked = stage.asked();
        stage.answer(new Asked(asked.xid() + 5, asked.request()), 1, FOUND);
        assertTrue(stage.told.contains("suspended"));
        stage.attach();
        stage.answer(stage.asked(), 1, FOUND);
        assertEquals(FOUND, read.response);
    }

    @Test
    void credentialsGoFirstOnEachConnectionAndTheirRefusalIsTheEnd() throws Exception {
        Stage stage = new Stage();
        LinkRequest.Auth auth = new LinkRequest.Auth("digest", Bytes.utf8("a:b"));
        stage.machine.authenticate(auth);
        Ending read = get(stage);
        stage.attach();
        Asked proof = stage.asked(LinkRequest.Auth.class);
        stage.refuse(proof, 0, ErrorCode.AUTH_FAILED);
        assertEquals(Failure.Kind.AUTH_FAILED, read.failure.kind());
        assertTrue(stage.told.contains("authFailed"));
        assertEquals(Long.MAX_VALUE, stage.machine.wakeNs());
        assertEquals(Failure.Kind.CLOSED, get(stage).failure.kind());
    }

    @Test
    void fromAServerThatOnlyReadsItMovesToOneThatWrites() throws Exception {
        Settings s = Stage.settings();
        Settings lenient =
                new Settings(
                        s.timeoutMs(),
                        true,
                        true,
                        50,
                        s.maxRequestBytes(),
                        s.maxReplyBytes(),
                        s.window(),
                        s.maxQueued(),
                        true,
                        s.assumedSyncLimitMs());
        Stage stage = new Stage(lenient, "one", "two");
        assertTrue(stage.reach().readOnly());
        stage.accept(new SessionId(5), true);
        Ending refused = stage.call(SET, new Proof.Written(PATH, -1));
        assertEquals(Failure.Kind.READ_ONLY, refused.failure.kind());
        Ending read = get(stage);
        assertEquals(GET, stage.asked().request());
        ConnectRequest second = stage.reach();
        assertFalse(second.readOnly());
        assertEquals(SessionId.NONE, second.session());
        assertFalse(stage.told.contains("shut"), "the first serves until the second does");
        stage.accept(new SessionId(6));
        assertTrue(stage.told.contains("shut"));
        assertEquals("attached 2", stage.told.get(stage.told.size() - 1));
        stage.answer(stage.asked(), 3, FOUND);
        assertEquals(FOUND, read.response);
        Ending write = stage.call(SET, new Proof.Written(PATH, -1));
        stage.answer(stage.asked(), 4, new Response.StatOnly(stat(1, 4, 1, 0)));
        assertNotNull(write.response);
    }

    @Test
    void closingSaysSoToTheServerAndEndsWhatWaits() throws Exception {
        Stage stage = new Stage().attach();
        Ending read = get(stage);
        stage.asked();
        stage.machine.close(stage.now);
        stage.machine.turn(stage.now);
        assertEquals(Failure.Kind.CLOSED, read.failure.kind());
        // The answer to the read comes first; it interests nobody.
        Asked farewell = stage.asked(WriteRequest.CloseSession.class);
        stage.answer(new Asked(farewell.xid() - 1, GET), 2, FOUND);
        stage.answer(farewell, 2, Response.Empty.INSTANCE);
        assertEquals("closed", stage.told.get(stage.told.size() - 1));
        assertTrue(stage.told.contains("shut"));
    }

    @Test
    void closingWaitsForASilentServerOnlyForAMoment() throws Exception {
        Stage stage = new Stage().attach();
        stage.machine.close(stage.now);
        stage.pass(2_001);
        assertTrue(stage.told.contains("closed"));
        assertEquals(Long.MAX_VALUE, stage.machine.wakeNs());
    }

    @Test
    void closingWithoutAConnectionIsTheEndAtOnce() {
        Stage stage = new Stage();
        Ending read = get(stage);
        stage.machine.close(stage.now);
        assertEquals(Failure.Kind.CLOSED, read.failure.kind());
        assertTrue(stage.told.contains("closed"));
    }
}
