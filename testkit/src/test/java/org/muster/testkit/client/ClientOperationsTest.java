package org.muster.testkit.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.muster.client.AccessException;
import org.muster.client.AccessList;
import org.muster.client.Blocking;
import org.muster.client.CallOption;
import org.muster.client.Code;
import org.muster.client.CreateSpec;
import org.muster.client.Created;
import org.muster.client.Credential;
import org.muster.client.Expect;
import org.muster.client.MusterClient;
import org.muster.client.NodeException;
import org.muster.client.Outcome;
import org.muster.client.SessionException;
import org.muster.client.SessionState;
import org.muster.client.Txn;
import org.muster.client.TxnResult;
import org.muster.client.UnavailableException;
import org.muster.client.UsageException;
import org.muster.client.WatchEvent;
import org.muster.client.WatchHandle;
import org.muster.client.WatchScope;
import org.muster.client.Watched;
import org.muster.client.WouldDeadlockException;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.Id;
import org.muster.model.Perms;
import org.muster.model.Stat;
import org.muster.testkit.ServerProcess;

/** What a client does with a server that nothing happens to. */
@ParameterizedClass
@EnumSource(Subject.class)
final class ClientOperationsTest {
    private static ServerProcess server;
    private static MusterClient client;

    private final Subject subject;

    ClientOperationsTest(Subject subject) {
        this.subject = subject;
    }

    @BeforeParameterizedClassInvocation
    static void start(Subject chosen) throws IOException {
        server = ServerProcess.start(chosen.launch());
        client = MusterClient.builder(server.connectString()).build();
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        client.close();
        server.close();
    }

    private static Blocking fresh(String path) throws InterruptedException {
        client.blocking().create(path, Bytes.EMPTY, CreateSpec.persistent());
        return client.at(path).blocking();
    }

    @Test
    void aNodeIsCreatedReadChangedAndDeleted() throws Exception {
        Blocking calls = fresh("/life");
        Created created = calls.create("/a", Bytes.utf8("one"), CreateSpec.persistent());
        assertEquals("/a", created.path());
        assertFalse(created.resolved());
        assertEquals("one", calls.get("/a").text());
        Stat changed = calls.set("/a", Bytes.utf8("two"), Expect.version(0));
        assertEquals(1, changed.version());
        assertEquals("two", calls.get("/a").text());
        assertEquals(created.stat().czxid(), calls.get("/a").stat().czxid());
        assertEquals(List.of("a"), calls.children("/").names());
        calls.delete("/a", Expect.version(1));
        assertEquals(Optional.empty(), calls.stat("/a"));
    }

    @Test
    void aRefusalSaysWhatItWasAndThatNothingWasDone() throws Exception {
        Blocking calls = fresh("/refused");
        calls.create("/a", Bytes.EMPTY, CreateSpec.persistent());
        NodeException exists =
                assertThrows(
                        NodeException.class,
                        () -> calls.create("/a", Bytes.EMPTY, CreateSpec.persistent()));
        assertEquals(Code.NODE_EXISTS, exists.code());
        assertEquals(Outcome.NOT_APPLIED, exists.outcome());
        assertEquals("/a", exists.path());
        assertEquals(
                Code.BAD_VERSION,
                assertThrows(
                                NodeException.class,
                                () -> calls.set("/a", Bytes.EMPTY, Expect.version(7)))
                        .code());
        assertEquals(
                Code.NO_NODE,
                assertThrows(NodeException.class, () -> calls.get("/missing")).code());
    }

    @Test
    void aBadPathIsRefusedWithoutAServer() {
        for (String path : List.of("", "a", "/a/", "//", "/a/../b", "/\u0001")) {
            assertThrows(UsageException.class, () -> client.blocking().get(path), path);
        }
    }

    @Test
    void sequentialNodesBearAUniquePrefix() throws Exception {
        Blocking calls = fresh("/sequence");
        CreateSpec spec = CreateSpec.ephemeral().inSequence();
        String first = calls.create("/lock-", Bytes.EMPTY, spec).path();
        String second = calls.create("/lock-", Bytes.EMPTY, spec).path();
        assertTrue(first.matches("/_c_[0-9a-f-]{36}-lock-0000000000"), first);
        assertTrue(second.endsWith("-lock-0000000001"), second);
        String plain =
                calls.create("/qn-", Bytes.EMPTY, CreateSpec.persistent().inPlainSequence()).path();
        assertEquals("/qn-0000000002", plain);
        assertEquals(
                "/0000000003",
                calls.create("/", Bytes.EMPTY, CreateSpec.persistent().inPlainSequence()).path());
    }

    @Test
    void missingParentsAreCreatedOnRequest() throws Exception {
        Blocking calls = fresh("/parents");
        CreateSpec spec = CreateSpec.persistent().withParents(CreateSpec.Parents.CREATE_CONTAINERS);
        assertEquals("/a/b/c/d", calls.create("/a/b/c/d", Bytes.EMPTY, spec).path());
        assertEquals(List.of("d"), calls.children("/a/b/c").names());
        assertEquals(
                Code.NO_NODE,
                assertThrows(
                                NodeException.class,
                                () -> calls.create("/x/y", Bytes.EMPTY, CreateSpec.persistent()))
                        .code());
    }

    @Test
    void aTransactionIsAppliedAsAWholeOrNotAtAll() throws Exception {
        Blocking calls = fresh("/txn");
        TxnResult done =
                calls.txn(
                        new Txn()
                                .create("/a", Bytes.utf8("1"), CreateSpec.persistent())
                                .create("/b", Bytes.EMPTY, CreateSpec.container())
                                .check("/a", Expect.version(0))
                                .set("/a", Bytes.utf8("2"), Expect.any())
                                .delete("/b", Expect.any()));
        assertEquals(5, done.orThrow().size());
        assertEquals("/a", done.orThrow().get(0).path());
        assertEquals(1, done.orThrow().get(3).stat().orElseThrow().version());
        assertEquals("2", calls.get("/a").text());
        TxnResult refused =
                calls.txn(
                        new Txn()
                                .set("/a", Bytes.utf8("3"), Expect.any())
                                .check("/missing", Expect.any())
                                .delete("/a", Expect.any()));
        TxnResult.Aborted aborted = assertInstanceOf(TxnResult.Aborted.class, refused);
        assertEquals(1, aborted.failedIndex());
        assertEquals(Code.NO_NODE, aborted.cause().code());
        assertEquals("/missing", aborted.cause().path());
        assertEquals("2", calls.get("/a").text());
    }

    @Test
    void readsMayBeAsNewAsAnybodyWasTold() throws Exception {
        Blocking calls = fresh("/fresh");
        Created made = calls.create("/a", Bytes.utf8("x"), CreateSpec.persistent());
        assertEquals("x", calls.get("/a", CallOption.Consistency.LINEARIZABLE).text());
        assertEquals("x", calls.get("/a", CallOption.Consistency.SYNCED).text());
        assertEquals("x", calls.get("/a", CallOption.atLeast(made.asOf())).text());
        assertEquals(Optional.empty(), calls.stat("/none", CallOption.Consistency.LINEARIZABLE));
        assertTrue(calls.sync("/a").value() >= made.asOf().value());
    }

    @Test
    void aReadWithAWatchHearsOfTheNextChangeAndOfNoOther() throws Exception {
        Blocking calls = fresh("/once");
        calls.create("/a", Bytes.EMPTY, CreateSpec.persistent());
        Watched<?> data = calls.getAndWatch("/a");
        Watched<?> children = calls.childrenAndWatch("/a");
        Watched<Optional<Stat>> missing = calls.statAndWatch("/a/b");
        assertEquals(Optional.empty(), missing.value());
        Watched<?> closed = calls.getAndWatch("/a");
        closed.close();
        calls.create("/a/b", Bytes.EMPTY, CreateSpec.persistent());
        assertEquals(WatchEvent.Kind.CHILDREN, kind(children.change(), "/a"));
        assertEquals(WatchEvent.Kind.CREATED, kind(missing.change(), "/a/b"));
        assertFalse(data.change().isDone());
        calls.set("/a", Bytes.utf8("1"), Expect.any());
        assertEquals(WatchEvent.Kind.DATA, kind(data.change(), "/a"));
        assertInstanceOf(WatchEvent.Ended.class, closed.change().get());
    }

    private static WatchEvent.Kind kind(CompletableFuture<WatchEvent> change, String path)
            throws Exception {
        WatchEvent.Changed event =
                assertInstanceOf(WatchEvent.Changed.class, change.get(10, TimeUnit.SECONDS));
        assertEquals(path, event.path());
        return event.kind();
    }

    @Test
    void aLastingWatchHearsOfEveryChangeInOrder() throws Exception {
        assumeFalse(subject.isOld());
        Blocking calls = fresh("/lasting");
        List<String> heard = new ArrayList<>();
        CompletableFuture<Void> last = new CompletableFuture<>();
        MusterClient view = client.at("/lasting");
        WatchHandle handle =
                view.watch(
                        "/",
                        WatchScope.SUBTREE,
                        event -> {
                            if (event instanceof WatchEvent.Changed changed) {
                                heard.add(changed.kind() + " " + changed.path());
                                if (changed.path().equals("/end")) {
                                    last.complete(null);
                                }
                            }
                        });
        Blocking.await(handle.ready());
        calls.create("/a", Bytes.EMPTY, CreateSpec.persistent());
        calls.create("/a/b", Bytes.EMPTY, CreateSpec.persistent());
        calls.set("/a/b", Bytes.utf8("x"), Expect.any());
        calls.delete("/a/b", Expect.any());
        calls.create("/end", Bytes.EMPTY, CreateSpec.persistent());
        last.get(10, TimeUnit.SECONDS);
        assertEquals(
                List.of("CREATED /a", "CREATED /a/b", "DATA /a/b", "DELETED /a/b", "CREATED /end"),
                heard);
        handle.close();
        assertFalse(handle.isOpen());
    }

    @Test
    void aBlockingCallOnTheClientsOwnThreadIsRefused() throws Exception {
        CompletableFuture<String> tried = new CompletableFuture<>();
        client.session().onState(state -> tried.complete(tryToBlock()));
        assertEquals("refused", tried.get(10, TimeUnit.SECONDS));
    }

    private static String tryToBlock() {
        try {
            return client.blocking().get("/").path();
        } catch (WouldDeadlockException refused) {
            return "refused";
        } catch (InterruptedException e) {
            return "interrupted";
        }
    }

    @Test
    void credentialsOpenWhatOthersMayNotSee() throws Exception {
        Blocking calls = fresh("/secret");
        try (MusterClient owner =
                MusterClient.builder(server.connectString() + "/secret")
                        .credential(Credential.digest("ann", "pw"))
                        .build()) {
            List<Acl> own = List.of(new Acl(Perms.ALL, new Id("auth", "")));
            owner.blocking()
                    .create("/a", Bytes.utf8("hidden"), CreateSpec.persistent().withAcl(own));
            assertEquals("hidden", owner.blocking().get("/a").text());
            AccessList list = owner.blocking().acl("/a");
            assertEquals("digest", list.entries().get(0).id().scheme());
        }
        assertEquals(
                Code.NO_AUTH, assertThrows(AccessException.class, () -> calls.get("/a")).code());
    }

    @Test
    void callsAreAnsweredInTheOrderTheyWereMade() throws Exception {
        fresh("/order").create("/a", Bytes.EMPTY, CreateSpec.persistent());
        MusterClient view = client.at("/order");
        List<Integer> answered = new ArrayList<>();
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            int number = i;
            CompletableFuture<?> call =
                    i % 10 == 0 ? view.set("/a", Bytes.EMPTY, Expect.any()) : view.get("/a");
            all.add(call.thenRun(() -> answered.add(number)));
        }
        CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0])).get(20, TimeUnit.SECONDS);
        List<Integer> expected = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            expected.add(i);
        }
        assertEquals(expected, answered);
    }

    @Test
    void closingEndsTheSessionItsNodesAndItsThreads() throws Exception {
        Blocking calls = fresh("/closing");
        MusterClient other = MusterClient.builder(server.connectString() + "/closing").build();
        other.blocking().create("/e", Bytes.EMPTY, CreateSpec.ephemeral());
        List<SessionState> states = new ArrayList<>();
        other.session().onState(states::add);
        other.close();
        assertEquals(Optional.empty(), calls.stat("/e"));
        assertInstanceOf(SessionState.Closed.class, other.session().state());
        assertEquals(
                Code.CLOSED,
                assertThrows(SessionException.class, () -> other.blocking().get("/")).code());
    }

    @Test
    void withoutAServerACallEndsAtItsDeadlineUnapplied() {
        try (MusterClient lonely = MusterClient.builder("127.0.0.1:1").build()) {
            UnavailableException late =
                    assertThrows(
                            UnavailableException.class,
                            () ->
                                    lonely.blocking()
                                            .create(
                                                    "/a",
                                                    Bytes.EMPTY,
                                                    CreateSpec.persistent(),
                                                    CallOption.within(Duration.ofMillis(200))));
            assertEquals(Code.TIMEOUT, late.code());
            assertEquals(Outcome.NOT_APPLIED, late.outcome());
        }
    }
}
