package org.muster.testkit.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.muster.client.Blocking;
import org.muster.client.CallOption;
import org.muster.client.CreateSpec;
import org.muster.client.Expect;
import org.muster.client.MusterClient;
import org.muster.client.WatchEvent;
import org.muster.client.WatchHandle;
import org.muster.client.WatchScope;
import org.muster.model.Bytes;
import org.muster.model.Stat;
import org.muster.testkit.ServerProcess;

/** Listeners that throw and listeners that dawdle. */
final class ClientWatchesTest {
    private static final long WAIT_S = 60;

    private static ServerProcess server;
    private static MusterClient client;

    @BeforeAll
    static void start() throws IOException {
        server = ServerProcess.start(Subject.MUSTER.launch());
        client = MusterClient.builder(server.connectString()).build();
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    private static void create(String path) throws InterruptedException {
        client.blocking().create(path, Bytes.EMPTY, CreateSpec.persistent());
    }

    @Test
    void aListenerThatThrowsHearsTheNextEvent() throws Exception {
        LinkedBlockingQueue<WatchEvent> heard = new LinkedBlockingQueue<>();
        WatchHandle handle =
                client.watch(
                        "/throws",
                        WatchScope.SUBTREE,
                        event -> {
                            heard.add(event);
                            throw new IllegalStateException("on purpose");
                        });
        Blocking.await(handle.ready());
        create("/throws");
        create("/throws/a");
        assertInstanceOf(WatchEvent.Restored.class, heard.poll(WAIT_S, TimeUnit.SECONDS));
        for (String path : List.of("/throws", "/throws/a")) {
            WatchEvent.Changed changed =
                    assertInstanceOf(
                            WatchEvent.Changed.class, heard.poll(WAIT_S, TimeUnit.SECONDS));
            assertEquals(path, changed.path());
        }
        handle.close();
    }

    @Test
    void aListenerThatIsTooSlowIsToldOfItsGapAndDelaysNobody() throws Exception {
        create("/slow");
        CountDownLatch released = new CountDownLatch(1);
        List<WatchEvent> heard = new ArrayList<>();
        CompletableFuture<Void> ended = new CompletableFuture<>();
        MusterClient view = client.onOwnLane();
        WatchHandle handle =
                view.watch(
                        "/slow",
                        WatchScope.SUBTREE,
                        event -> {
                            heard.add(event);
                            await(released);
                            if (event instanceof WatchEvent.Changed changed
                                    && changed.path().equals("/slow/end")) {
                                ended.complete(null);
                            }
                        });
        Blocking.await(handle.ready());
        List<CompletableFuture<Stat>> writes = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            writes.add(
                    client.set(
                            "/slow",
                            Bytes.EMPTY,
                            Expect.any(),
                            CallOption.within(Duration.ofSeconds(WAIT_S))));
        }
        CompletableFuture.allOf(writes.toArray(new CompletableFuture<?>[0]))
                .get(WAIT_S, TimeUnit.SECONDS);
        create("/slow/end");
        released.countDown();
        ended.get(WAIT_S, TimeUnit.SECONDS);
        assertTrue(heard.size() < 1_100, "heard " + heard.size());
        int gap = 0;
        while (!(heard.get(gap) instanceof WatchEvent.Gap)) {
            gap++;
        }
        assertEquals(WatchEvent.Reason.OVERFLOW, ((WatchEvent.Gap) heard.get(gap)).why());
        assertInstanceOf(WatchEvent.Restored.class, heard.get(gap + 1));
        handle.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
