package org.muster.testkit.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.muster.testkit.ServerLaunch;
import org.muster.testkit.ServerProcess;
import org.muster.testkit.rawwire.Link;
import org.muster.testkit.rawwire.Session;

/** A server killed at any moment comes back with all it acknowledged. */
@Tag("slow")
class CrashTest {
    private static final int WRITERS = 4;
    private static final int DEADLINE_SECONDS = 60;

    /** A session that should be gone, or go soon, and the ephemeral it left. */
    private record Dead(long id, String passwordHex, String ephemeral) {}

    private final AtomicLong acknowledgements = new AtomicLong();
    private final List<Writer> writers = new ArrayList<>();
    private final List<Dead> abandoned = new ArrayList<>();

    @Test
    void acknowledgedWritesSessionsAndEphemeralsSurviveKills() throws Exception {
        int rounds = Integer.getInteger("muster.crash.rounds", 50);
        long seed = Long.getLong("muster.seed", 1);
        Random random = new Random(seed);
        ServerLaunch launch = subject().with("tickTime", "500").with("maxSessionTimeout", "60000");
        try (ServerProcess server = ServerProcess.start(launch.with("snapCount", "3000"));
                ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            for (int i = 0; i < WRITERS; i++) {
                writers.add(new Writer("/w" + i, acknowledgements));
                writers.get(i).begin(server.port());
            }
            for (int round = 0; round < rounds; round++) {
                try {
                    round(server, threads, round, random.nextInt(2_000));
                } catch (AssertionError | IOException failure) {
                    throw new AssertionError(
                            "round " + round + " of seed " + seed + "\n" + server.output(),
                            failure);
                }
            }
            abandonedSessionsGo(server);
        }
        System.out.println(
                "crash: " + rounds + " kills, " + acknowledgements + " acknowledged writes kept");
    }

    private static ServerLaunch subject() {
        return "apache".equals(System.getProperty("muster.crash.subject"))
                ? ServerLaunch.apache()
                : ServerLaunch.muster();
    }

    private void round(ServerProcess server, ExecutorService threads, int round, int writes)
            throws Exception {
        Dead closed = leave(server.port(), "/closed" + round, true);
        abandoned.add(leave(server.port(), "/abandoned" + round, false));
        long until = acknowledgements.get() + writes;
        List<Future<?>> running = new ArrayList<>();
        for (Writer writer : writers) {
            running.add(threads.submit(writer::write));
        }
        await("writes are acknowledged", () -> acknowledgements.get() >= until);
        server.kill();
        for (Future<?> one : running) {
            one.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        }
        server.restart();
        for (Writer writer : writers) {
            writer.verify(server.port());
        }
        assertGone(server.port(), closed);
    }

    /** A session with an ephemeral, ended properly or left alone. */
    private static Dead leave(int port, String path, boolean ended) throws IOException {
        Session session = Session.open(port, 1_000);
        assertEquals(1_000, session.timeoutMs());
        session.made(path, null, 1);
        if (ended) {
            session.end();
        }
        session.close();
        return new Dead(session.id(), session.passwordHex(), path);
    }

    private static void assertGone(int port, Dead dead) throws IOException {
        try (Session other = Session.open(port, 1_000)) {
            assertFalse(other.exists(dead.ephemeral()), dead.ephemeral());
            other.end();
        }
        Link link = new Link(port, 10_000);
        IOException refused =
                assertThrows(
                        IOException.class,
                        () -> Session.attach(link, 1_000, dead.id(), dead.passwordHex()));
        assertEquals("session refused", refused.getMessage());
    }

    private void abandonedSessionsGo(ServerProcess server) throws Exception {
        try (Session other = Session.open(server.port(), 60_000)) {
            for (Dead dead : abandoned) {
                await(dead.ephemeral() + " goes", () -> !other.exists(dead.ephemeral()));
            }
            other.end();
        }
        for (Dead dead : abandoned) {
            assertGone(server.port(), dead);
        }
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(String claim, Condition condition) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (!condition.holds()) {
            assertTrue(System.nanoTime() - deadline < 0, claim);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }
}
