package org.muster.testkit.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.muster.client.Blocking;
import org.muster.client.CallOption;
import org.muster.client.Code;
import org.muster.client.CreateSpec;
import org.muster.client.Created;
import org.muster.client.Expect;
import org.muster.client.MusterClient;
import org.muster.client.Node;
import org.muster.client.Outcome;
import org.muster.client.SessionLease;
import org.muster.client.SessionState;
import org.muster.client.Txn;
import org.muster.client.UnavailableException;
import org.muster.client.WatchEvent;
import org.muster.client.WatchHandle;
import org.muster.client.WatchScope;
import org.muster.client.Watched;
import org.muster.model.Bytes;
import org.muster.model.Stat;
import org.muster.model.request.Op;
import org.muster.testkit.FaultProxy;
import org.muster.testkit.ServerProcess;

/** What a client does when answers get lost, connections break and servers fall silent. */
@ParameterizedClass
@EnumSource(Subject.class)
final class ClientFaultsTest {
    private static final long WAIT_S = 20;

    /** No test on a busy machine takes so long that this session ends by itself. */
    private static final Duration LONG = Duration.ofSeconds(40);

    private static final Duration SHORT = Duration.ofSeconds(6);

    private static ServerProcess server;

    private final Subject subject;
    private final LinkedBlockingQueue<SessionState> states = new LinkedBlockingQueue<>();
    private FaultProxy proxy;
    private MusterClient client;
    private MusterClient witness;

    ClientFaultsTest(Subject subject) {
        this.subject = subject;
    }

    @BeforeParameterizedClassInvocation
    static void start(Subject chosen) throws IOException {
        server =
                ServerProcess.start(
                        chosen.launch().with("tickTime", "500").with("maxSessionTimeout", "60000"));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.close();
    }

    @BeforeEach
    void connect() throws Exception {
        proxy = new FaultProxy(server.address());
        client = client(LONG);
        witness = MusterClient.builder(server.connectString()).build();
        client.blocking().ready();
    }

    private MusterClient client(Duration sessionTimeout) {
        MusterClient made =
                MusterClient.builder(proxy.connectString()).sessionTimeout(sessionTimeout).build();
        made.session().onState(states::add);
        return made;
    }

    /** Starts over with a session that ends, or a server that is given up, while a test waits. */
    private void beImpatient() throws InterruptedException {
        client.close();
        client = client(SHORT);
        client.blocking().ready();
        states.clear();
    }

    @AfterEach
    void disconnect() throws Exception {
        proxy.refuse(false);
        proxy.stall(false);
        client.close();
        for (String name : witness.blocking().children("/").names()) {
            if (!name.equals("zookeeper")) {
                deleteAll("/" + name);
            }
        }
        witness.close();
        proxy.close();
    }

    private void deleteAll(String path) throws InterruptedException {
        for (String name : witness.blocking().children(path).names()) {
            deleteAll(path + "/" + name);
        }
        witness.blocking().delete(path, Expect.any());
    }

    private <T extends SessionState> T awaitState(Class<T> type) throws InterruptedException {
        while (true) {
            SessionState next = states.poll(WAIT_S, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("never became " + type.getSimpleName());
            }
            if (type.isInstance(next)) {
                return type.cast(next);
            }
        }
    }

    @Test
    void aLostAnswerToAnEphemeralCreateIsFoundOut() throws Exception {
        proxy.swallowAnswer(Op.CREATE2, 0);
        Created created = client.blocking().create("/e", Bytes.EMPTY, CreateSpec.ephemeral());
        assertTrue(proxy.hasSwallowed());
        assertTrue(created.resolved());
        Stat stat = witness.blocking().stat("/e").orElseThrow();
        assertEquals(stat.czxid(), created.stat().czxid());
    }

    @Test
    void aLostAnswerToASequentialCreateMakesNoSecondNode() throws Exception {
        proxy.swallowAnswer(Op.CREATE2, 0);
        CreateSpec spec = CreateSpec.ephemeral().inSequence();
        Created created = client.blocking().create("/lock-", Bytes.EMPTY, spec);
        assertTrue(created.resolved());
        List<String> names =
                witness.blocking().children("/").names().stream()
                        .filter(name -> name.contains("lock-"))
                        .toList();
        assertEquals(List.of(created.path().substring(1)), names);
    }

    @Test
    void aLostAnswerToAWriteOfDataIsNotGuessed() throws Exception {
        client.blocking().create("/d", Bytes.EMPTY, CreateSpec.persistent());
        proxy.swallowAnswer(Op.SET_DATA, 0);
        UnavailableException lost =
                assertThrows(
                        UnavailableException.class,
                        () -> client.blocking().set("/d", Bytes.utf8("x"), Expect.any()));
        assertEquals(Code.CONNECTION_LOST, lost.code());
        assertEquals(Outcome.UNKNOWN, lost.outcome());
        assertTrue(lost.goalReached());
        assertEquals(1, witness.blocking().stat("/d").orElseThrow().version());
    }

    @Test
    void aCallerWhoDoesNotMindWritesTwice() throws Exception {
        client.blocking().create("/d", Bytes.EMPTY, CreateSpec.persistent());
        proxy.swallowAnswer(Op.SET_DATA, 0);
        Stat stat =
                client.blocking()
                        .set("/d", Bytes.utf8("x"), Expect.any(), CallOption.Retry.AT_LEAST_ONCE);
        assertEquals(2, stat.version());
    }

    @Test
    void aLostAnswerToADeleteOrATransactionIsUnknown() throws Exception {
        client.blocking().create("/d", Bytes.EMPTY, CreateSpec.persistent());
        proxy.swallowAnswer(Op.MULTI, 0);
        UnavailableException txn =
                assertThrows(
                        UnavailableException.class,
                        () ->
                                client.blocking()
                                        .txn(new Txn().set("/d", Bytes.EMPTY, Expect.any())));
        assertEquals(Outcome.UNKNOWN, txn.outcome());
        proxy.swallowAnswer(Op.DELETE, 0);
        UnavailableException delete =
                assertThrows(
                        UnavailableException.class,
                        () -> client.blocking().delete("/d", Expect.any()));
        assertEquals(Outcome.UNKNOWN, delete.outcome());
        assertTrue(delete.goalReached());
    }

    @Test
    void aLostAnswerToAReadIsReadAgain() throws Exception {
        client.blocking().create("/d", Bytes.utf8("x"), CreateSpec.persistent());
        proxy.swallowAnswer(Op.GET_DATA, 0);
        assertEquals("x", client.blocking().get("/d").text());
        assertTrue(proxy.hasSwallowed());
    }

    @Test
    void aCutCostsNeitherTheSessionNorWhatHappenedMeanwhile() throws Exception {
        Blocking calls = client.blocking();
        calls.create("/e", Bytes.EMPTY, CreateSpec.ephemeral());
        calls.create("/d", Bytes.EMPTY, CreateSpec.persistent());
        SessionState.Connected first = awaitState(SessionState.Connected.class);
        Watched<Node> watched = calls.getAndWatch("/d");
        proxy.refuse(true);
        awaitState(SessionState.Suspended.class);
        CompletableFuture<Node> waits = client.get("/d");
        witness.blocking().set("/d", Bytes.utf8("meanwhile"), Expect.any());
        proxy.refuse(false);
        SessionState.Connected second = awaitState(SessionState.Connected.class);
        assertEquals(first.id(), second.id());
        assertEquals(1, second.epoch());
        assertInstanceOf(WatchEvent.Changed.class, watched.change().get(WAIT_S, TimeUnit.SECONDS));
        assertEquals("meanwhile", waits.get(WAIT_S, TimeUnit.SECONDS).text());
        assertTrue(witness.blocking().stat("/e").isPresent());
    }

    @Test
    void aLastingWatchTellsOfItsGap() throws Exception {
        assumeFalse(subject.isOld());
        LinkedBlockingQueue<WatchEvent> events = new LinkedBlockingQueue<>();
        WatchHandle handle = client.watch("/", WatchScope.SUBTREE, events::add);
        Blocking.await(handle.ready());
        proxy.refuse(true);
        awaitState(SessionState.Suspended.class);
        witness.blocking().create("/missed", Bytes.EMPTY, CreateSpec.persistent());
        proxy.refuse(false);
        awaitState(SessionState.Connected.class);
        assertInstanceOf(WatchEvent.Restored.class, events.poll(WAIT_S, TimeUnit.SECONDS));
        WatchEvent.Gap gap =
                assertInstanceOf(WatchEvent.Gap.class, events.poll(WAIT_S, TimeUnit.SECONDS));
        assertEquals(WatchEvent.Reason.RECONNECTED, gap.why());
        assertInstanceOf(WatchEvent.Restored.class, events.poll(WAIT_S, TimeUnit.SECONDS));
        witness.blocking().create("/heard", Bytes.EMPTY, CreateSpec.persistent());
        WatchEvent.Changed heard =
                assertInstanceOf(WatchEvent.Changed.class, events.poll(WAIT_S, TimeUnit.SECONDS));
        assertEquals("/heard", heard.path());
        handle.close();
    }

    @Test
    void anExpiredSessionIsReplacedAndSaysSo() throws Exception {
        beImpatient();
        client.blocking().create("/e", Bytes.EMPTY, CreateSpec.ephemeral());
        client.blocking().create("/d", Bytes.EMPTY, CreateSpec.persistent());
        Watched<Node> watched = client.blocking().getAndWatch("/d");
        proxy.refuse(true);
        Watched<?> gone = witness.blocking().statAndWatch("/e");
        assertInstanceOf(WatchEvent.Changed.class, gone.change().get(WAIT_S, TimeUnit.SECONDS));
        proxy.refuse(false);
        assertEquals(1, awaitState(SessionState.Lost.class).epoch());
        assertEquals(2, awaitState(SessionState.Connected.class).epoch());
        WatchEvent.Gap gap =
                assertInstanceOf(
                        WatchEvent.Gap.class, watched.change().get(WAIT_S, TimeUnit.SECONDS));
        assertEquals(WatchEvent.Reason.NEW_SESSION, gap.why());
        client.blocking().create("/e", Bytes.EMPTY, CreateSpec.ephemeral());
    }

    @Test
    void aLeaseEndsBeforeTheServerLetsTheNodeGo() throws Exception {
        beImpatient();
        client.blocking().create("/e", Bytes.EMPTY, CreateSpec.ephemeral());
        SessionLease lease = client.blocking().lease();
        assertFalse(lease.validFor().isZero());
        Watched<?> node = witness.blocking().statAndWatch("/e");
        CompletableFuture<Boolean> lostFirst =
                lease.lost().thenApply(why -> !node.change().isDone());
        proxy.stall(true);
        assertTrue(lostFirst.get(WAIT_S, TimeUnit.SECONDS));
        assertTrue(lease.validFor().isZero());
        node.change().get(WAIT_S, TimeUnit.SECONDS);
    }

    @Test
    void aSilentServerIsGivenUpAndAnotherConnectionTried() throws Exception {
        beImpatient();
        proxy.stall(true);
        awaitState(SessionState.Suspended.class);
        proxy.stall(false);
        awaitState(SessionState.Connected.class);
        assertTrue(client.blocking().stat("/").isPresent());
    }

    @Test
    void aSentWriteWhoseAnswerIsLateIsUnknown() throws Exception {
        client.blocking().create("/d", Bytes.EMPTY, CreateSpec.persistent());
        proxy.stall(true);
        UnavailableException late =
                assertThrows(
                        UnavailableException.class,
                        () ->
                                client.blocking()
                                        .set(
                                                "/d",
                                                Bytes.EMPTY,
                                                Expect.any(),
                                                CallOption.within(Duration.ofMillis(200))));
        assertEquals(Code.TIMEOUT, late.code());
        assertEquals(Outcome.UNKNOWN, late.outcome());
    }

    @Test
    void afterARestartOfTheServerTheSessionGoesOn() throws Exception {
        client.blocking().create("/e", Bytes.EMPTY, CreateSpec.ephemeral());
        server.restart();
        assertTrue(client.blocking().stat("/e").isPresent());
        assertEquals(0, states.stream().filter(SessionState.Lost.class::isInstance).count());
    }
}
