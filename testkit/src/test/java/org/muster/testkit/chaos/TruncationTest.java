package org.muster.testkit.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.testkit.ServerLaunch;
import org.muster.testkit.rawwire.Opcode;
import org.muster.testkit.rawwire.Out;
import org.muster.testkit.rawwire.Session;

/** What a lonely leader only proposed is dropped on its return, and no observer ever sees it. */
@Tag("slow")
class TruncationTest {
    private static final int SESSION_MS = 30_000;
    private static final int DEADLINE_S = 120;
    private static final String DOOMED = "/doomed";
    private static final String KEPT = "/kept";

    @TempDir private Path folder;

    @Test
    void aProposalThatNobodyElseHasIsTruncatedWhenItsServerReturns() throws Exception {
        ServerLaunch launch = ServerLaunch.muster().with("tickTime", "500");
        launch = launch.with("initLimit", "20").with("syncLimit", "5");
        try (Arena arena = new Arena(folder, 3, 1, launch, Optional.empty())) {
            arena.awaitAll(DEADLINE_S);
            int lonely = arena.leader().orElseThrow();
            List<Integer> others = arena.ids(false).stream().filter(id -> id != lonely).toList();
            Path data = arena.server(lonely).dataDirectory();
            try (Session session = Session.open(arena.server(lonely).port(), SESSION_MS)) {
                others.forEach(id -> arena.network().cut(lonely, id));
                session.send(Opcode.CREATE, Session.create(DOOMED, new byte[0], 0));
                await("the proposal is in the log", () -> logHas(data, DOOMED));
            }
            arena.server(lonely).kill();
            arena.network().heal();
            int writer = others.getFirst();
            await("others serve", () -> arena.leader().isPresent());
            await("the writer serves", () -> !arena.mode(writer).isEmpty());
            try (Session session = Session.open(arena.server(writer).port(), SESSION_MS)) {
                assertEquals(KEPT, session.made(KEPT, new byte[0], 0));
            }
            arena.awaitAll(DEADLINE_S);
            for (int id : arena.ids(false)) {
                try (Session session = Session.open(arena.server(id).port(), SESSION_MS)) {
                    session.ask(Opcode.SYNC, new Out().string("/"));
                    assertTrue(session.exists(KEPT), "member " + id);
                    assertFalse(session.exists(DOOMED), "member " + id);
                }
            }
            assertFalse(logHas(data, DOOMED), "the log of member " + lonely);
        }
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(String what, Condition condition) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_S);
        while (!condition.holds()) {
            assertTrue(System.nanoTime() - end < 0, "in vain: " + what);
            Faults.pause(20);
        }
    }

    private static boolean logHas(Path data, String text) throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("version-2"))) {
            for (Path file : files.toList()) {
                boolean log = file.getFileName().toString().startsWith("log.");
                byte[] bytes = log ? Files.readAllBytes(file) : new byte[0];
                if (new String(bytes, StandardCharsets.ISO_8859_1).contains(text)) {
                    return true;
                }
            }
        }
        return false;
    }
}
