package org.muster.testkit.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.muster.client.Blocking;
import org.muster.client.ChildPage;
import org.muster.client.Code;
import org.muster.client.CreateSpec;
import org.muster.client.MusterClient;
import org.muster.client.ReadOp;
import org.muster.client.ReadResult;
import org.muster.model.Bytes;
import org.muster.testkit.ServerProcess;

/** Reads of much: many nodes at once, many children page by page. */
@ParameterizedClass
@EnumSource(Subject.class)
final class ClientReadsTest {
    private static ServerProcess server;
    private static MusterClient client;

    private final Subject subject;

    ClientReadsTest(Subject subject) {
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
    void severalReadsGoTogether() throws Exception {
        Blocking calls = fresh("/batch");
        List<ReadOp> ops = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            calls.create("/n" + i, Bytes.utf8("v" + i), CreateSpec.persistent());
            ops.add(ReadOp.data("/n" + i));
        }
        ops.add(ReadOp.names("/"));
        ops.add(ReadOp.data("/missing"));
        MusterClient reader = subject.isOld() ? old("/batch") : client.at("/batch");
        List<ReadResult> results = reader.blocking().readBatch(ops);
        assertEquals(302, results.size());
        assertEquals("v299", results.get(299).node().text());
        ReadResult.Names names = assertInstanceOf(ReadResult.Names.class, results.get(300));
        assertEquals(300, names.names().size());
        ReadResult.Failed failed = assertInstanceOf(ReadResult.Failed.class, results.get(301));
        assertEquals(Code.NO_NODE, failed.cause().code());
        if (subject.isOld()) {
            reader.close();
        }
    }

    private static MusterClient old(String path) {
        return MusterClient.builder(server.connectString() + path).oldServers().build();
    }

    @Test
    void aListOfChildrenComesInPages() throws Exception {
        Blocking calls = fresh("/pages");
        for (int i = 0; i < 7; i++) {
            calls.create("/n" + i, Bytes.EMPTY, CreateSpec.persistent());
        }
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        CompletableFuture<Integer> pages = new CompletableFuture<>();
        client.at("/pages").childrenPaged("/", 3).subscribe(new OneByOne(seen, pages));
        assertEquals(3, pages.get(10, TimeUnit.SECONDS));
        Collections.sort(seen);
        assertEquals(List.of("n0", "n1", "n2", "n3", "n4", "n5", "n6"), seen);
        CompletableFuture<Integer> none = new CompletableFuture<>();
        client.childrenPaged("/missing", 3).subscribe(new OneByOne(seen, none));
        assertThrows(ExecutionException.class, () -> none.get(10, TimeUnit.SECONDS));
    }

    /** Asks for one page after another and tells how many there were. */
    private static final class OneByOne implements Flow.Subscriber<ChildPage> {
        private final List<String> seen;
        private final CompletableFuture<Integer> pages;
        private Flow.Subscription subscription;
        private int count;

        OneByOne(List<String> seen, CompletableFuture<Integer> pages) {
            this.seen = seen;
            this.pages = pages;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(1);
        }

        @Override
        public void onNext(ChildPage page) {
            seen.addAll(page.names());
            count++;
            subscription.request(1);
        }

        @Override
        public void onError(Throwable why) {
            pages.completeExceptionally(why);
        }

        @Override
        public void onComplete() {
            pages.complete(count);
        }
    }
}
