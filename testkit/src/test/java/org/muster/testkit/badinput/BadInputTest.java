package org.muster.testkit.badinput;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.muster.testkit.ServerLaunch;
import org.muster.testkit.ServerProcess;
import org.muster.testkit.rawwire.Link;
import org.muster.testkit.rawwire.Out;
import org.muster.testkit.rawwire.Session;

/** Whatever one client sends, the others are served as before. */
@Tag("slow")
class BadInputTest {
    private static final int FRAMES = Integer.getInteger("muster.bad.frames", 1_000_000);
    private static final int CONNECTIONS = FRAMES / 20;
    private static final int BATCH = 500;
    private static final int DEADLINE_MS = 60_000;

    private ServerProcess server;

    @BeforeEach
    void start() throws IOException {
        ServerLaunch launch =
                "apache".equals(System.getProperty("muster.bad.subject"))
                        ? ServerLaunch.apache()
                        : ServerLaunch.muster();
        server = ServerProcess.start(launch.with("maxClientCnxns", "2000"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void malformedFramesDoNotHarmOthers() throws Exception {
        Neighbour.Latency before = measured(() -> pause(2));
        Neighbour.Latency during = measured(this::pourFrames);
        String text = FRAMES + " malformed frames: before " + before + ", during " + during;
        System.out.println("bad input: " + text);
        assertTrue(server.isAlive(), server.output());
        assertTrue(during.requests() > 100, text);
        assertTrue(during.medianMs() < 20 + 5 * before.medianMs(), text);
        assertTrue(during.p99Ms() < 250 + 5 * before.p99Ms(), text);
    }

    private interface Load {
        void run() throws Exception;
    }

    private Neighbour.Latency measured(Load load) throws Exception {
        Neighbour neighbour = new Neighbour(server.port(), "/neighbour");
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<Neighbour.Latency> result = threads.submit(neighbour);
            try {
                load.run();
            } finally {
                neighbour.stop();
            }
            return result.get(DEADLINE_MS, TimeUnit.MILLISECONDS);
        }
    }

    private static void pause(int seconds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private void pourFrames() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<Integer>> running =
                    List.of(threads.submit(deadEnds()), threads.submit(undecodables()));
            int sent = 0;
            for (Future<Integer> one : running) {
                sent += one.get();
            }
            assertEquals(FRAMES, sent);
        }
    }

    private Callable<Integer> deadEnds() {
        MalformedFrames frames = new MalformedFrames(1);
        return () -> {
            for (int i = 0; i < CONNECTIONS; i++) {
                InetAddress from =
                        InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) (2 + i % 100)});
                try (Link link = new Link(server.port(), DEADLINE_MS, from)) {
                    link.resetOnClose();
                    for (byte[] bytes : frames.deadEnd()) {
                        link.send(bytes);
                    }
                }
            }
            return CONNECTIONS;
        };
    }

    private Callable<Integer> undecodables() {
        MalformedFrames frames = new MalformedFrames(2);
        return () -> {
            int sent = 0;
            try (Session session = Session.open(server.port(), 30_000)) {
                while (sent < FRAMES - CONNECTIONS) {
                    Out batch = new Out();
                    int count = Math.min(BATCH, FRAMES - CONNECTIONS - sent);
                    for (int i = 0; i < count; i++) {
                        batch.raw(frames.undecodable(i + 1));
                    }
                    assertTrue(session.link().send(batch.toBytes()), "the connection is kept");
                    for (int i = 0; i < count; ) {
                        Session.Reply reply = Session.Reply.of(session.link().frame());
                        if (reply.xid() != -1) {
                            assertEquals(++i, reply.xid());
                        }
                    }
                    sent += count;
                }
                session.end();
            }
            return sent;
        };
    }

    /**
     * Frames that are announced long, sent for the most part and never ended must not use up the
     * memory.
     */
    @Test
    void unfinishedFramesAreBounded() throws Exception {
        List<Link> links = new ArrayList<>();
        byte[] part = new Out().int32(1_048_575).raw(new byte[900_000]).toBytes();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Neighbour.Latency latency =
                    measured(() -> {
                        for (int i = 0; i < 200; i++) {
                            Session session = Session.open(server.port(), 30_000);
                            links.add(session.link());
                            var _ = threads.submit(() -> session.link().send(part));
                        }
                        pause(5);
                    });
            System.out.println("bad input: 200 unfinished frames: " + latency);
            assertTrue(server.isAlive(), server.output());
            assertTrue(latency.requests() > 100, latency.toString());
            links.forEach(Link::close);
        }
    }
}
