package org.muster.testkit.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.client.Blocking;
import org.muster.client.CreateSpec;
import org.muster.client.Expect;
import org.muster.client.MusterClient;
import org.muster.model.Bytes;
import org.muster.recipes.lease.Lease;
import org.muster.recipes.lock.Mutex;
import org.muster.recipes.queue.Delivery;
import org.muster.recipes.queue.Queue;
import org.muster.recipes.queue.WorkQueue;
import org.muster.testkit.ServerProcess;

/** Muster's recipes and kazoo's work on the same znodes, each by its own code. */
@Tag("slow")
class KazooRecipesTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String PYTHON = "/usr/bin/python3";
    private static final int ROUNDS = 15;
    private static final CreateSpec DEEP =
            CreateSpec.persistent().withParents(CreateSpec.Parents.CREATE);

    private static ServerProcess server;
    private static MusterClient client;

    @TempDir Path folder;

    @BeforeAll
    static void open() throws Exception {
        server = ServerProcess.start(Servers.subject());
        client = MusterClient.builder(server.connectString()).build();
    }

    @AfterAll
    static void close() {
        client.close();
        server.close();
    }

    @BeforeEach
    void kazooIsThere() throws Exception {
        boolean there = ForeignProgram.works(PYTHON, "-c", "import kazoo");
        ForeignProgram.require(there, "kazoo: apt-get install python3-kazoo");
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(LONG.toMillis(), TimeUnit.MILLISECONDS);
    }

    private CompletableFuture<String> kazoo(String todo) throws Exception {
        Path script = folder.resolve("kazoo_recipes.py");
        try (InputStream in = getClass().getResourceAsStream("/clients/kazoo_recipes.py")) {
            Files.copy(Objects.requireNonNull(in), script);
        }
        List<String> command = List.of(PYTHON, script.toString(), server.connectString(), todo);
        CompletableFuture<String> printed = new CompletableFuture<>();
        Thread.ofPlatform()
                .start(() -> {
                    try {
                        printed.complete(ForeignProgram.run(folder, LONG, command));
                    } catch (Exception | AssertionError failure) {
                        printed.completeExceptionally(failure);
                    }
                });
        return printed;
    }

    /** Both add to a number that nothing but the lock protects. */
    private void contend(Mutex mutex, String number, String todo) throws Exception {
        Blocking calls = client.blocking();
        calls.create(number, Bytes.utf8("0"), DEEP);
        CompletableFuture<String> theirs = kazoo(todo);
        int ours = 0;
        // As long as kazoo is at it, and at least as often as it.
        while (ours < ROUNDS || !theirs.isDone()) {
            try (Lease lease = mutex.lock(LONG)) {
                int before = Integer.parseInt(calls.get(number).text());
                calls.set(number, Bytes.utf8(Integer.toString(before + 1)), Expect.any());
                get(lease.release());
            }
            ours++;
        }
        assertTrue(get(theirs).contains("all done"));
        assertEquals(Integer.toString(ours + ROUNDS), calls.get(number).text());
    }

    @Test
    void theLockWithKazoosNames() throws Exception {
        contend(Mutex.namedAsByKazoo(client, "/kl/stock", "muster"), "/kl/number", "lock");
    }

    @Test
    void theLockWithCuratorsNames() throws Exception {
        contend(new Mutex(client, "/kl/curator"), "/kl/number2", "curator-lock");
    }

    @Test
    void queuesWithPriorityAndWithAcknowledgement() throws Exception {
        try (Queue plain = Queue.prioritized(client, "/kq/plain");
                WorkQueue work = new WorkQueue(client, "/kq/work")) {
            get(plain.put(Bytes.utf8("from muster")));
            get(work.put(Bytes.utf8("first")));
            assertTrue(get(kazoo("queues")).contains("all done"));
            assertEquals("from kazoo", get(plain.take(LONG)).toUtf8());
            Delivery second = get(work.take(LONG));
            assertEquals("second", second.item().toUtf8());
            get(second.ack());
            assertEquals(0, get(work.size()));
        }
    }
}
