package org.muster.testkit.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muster.testkit.ServerLaunch;
import org.muster.testkit.ServerProcess;

/** What one server wrote the other one reads, and the same tree and sessions come out. */
@Tag("slow")
class DataExchangeTest {
    private static final int PROGRAMS = 12;
    private static final long PASSWORD_SALT = 0xB3415C00L;

    @TempDir Path folder;

    private record Session(long id, String passwordHex) {
        boolean reattaches(int port) throws IOException {
            return TreeDump.reattaches(port, id, HexFormat.of().parseHex(passwordHex));
        }
    }

    /** One server's data as it leaves them. */
    private record Left(Map<String, String> tree, List<Session> sessions, Path data) {}

    @ParameterizedTest
    @CsvSource({"100000, false", "500, true"})
    void eachStartsOnWhatTheOtherWrote(int snapCount, boolean cleanStop) throws IOException {
        List<Left> left = write(snapCount, cleanStop);
        Left reference = left.get(0);
        Left subject = left.get(1);
        assertNotEquals(4, subject.tree().size());
        // The reference derives a password from the session's id alone.
        List<Session> known =
                subject.sessions().stream()
                        .map(one -> new Session(one.id(), derived(one)))
                        .toList();
        reads(ServerLaunch.apache(), new Left(subject.tree(), known, subject.data()));
        reads(Pair.subject(), reference);
    }

    private List<Left> write(int snapCount, boolean cleanStop) throws IOException {
        List<Left> left = new ArrayList<>();
        try (Pair pair = Pair.start("snapCount", Integer.toString(snapCount))) {
            List<List<Session>> sessions = List.of(new ArrayList<>(), new ArrayList<>());
            for (int seed = 0; seed < PROGRAMS; seed++) {
                try (Player player = new Player(pair)) {
                    Program program = ProgramGenerator.generate(70_000 + seed, 200);
                    assertEquals(Optional.empty(), player.playOn(program));
                    for (int side = 0; side < 2; side++) {
                        List<Session> own = sessions.get(side);
                        player.seats(side).stream()
                                .filter(Seat::hasSession)
                                .forEach(seat ->
                                        own.add(new Session(seat.session(), seat.passwordHex())));
                    }
                }
            }
            for (int side = 0; side < 2; side++) {
                ServerProcess server = pair.servers().get(side);
                List<Session> living = new ArrayList<>();
                for (Session session : sessions.get(side)) {
                    if (session.reattaches(server.port())) {
                        living.add(session);
                    }
                }
                assertTrue(living.size() > PROGRAMS, "sessions left: " + living.size());
                Map<String, String> tree = TreeDump.of(server.port());
                if (cleanStop) {
                    server.terminate();
                } else {
                    server.kill();
                }
                Path copy = folder.resolve("side" + side);
                copy(server.dataDirectory(), copy.resolve("data"));
                left.add(new Left(tree, living, copy));
            }
        }
        return left;
    }

    private static void reads(ServerLaunch launch, Left left) throws IOException {
        ServerLaunch configured = Pair.configured(launch).in(left.data());
        try (ServerProcess server = ServerProcess.start(configured)) {
            assertEquals(
                    "",
                    TreeDump.difference(left.tree(), TreeDump.of(server.port())),
                    launch.kind()::toString);
            for (Session session : left.sessions()) {
                assertTrue(
                        session.reattaches(server.port()),
                        launch.kind() + " does not know session " + Long.toHexString(session.id()));
            }
            // Once more from what it has now written itself.
            server.restart();
            assertEquals(
                    "",
                    TreeDump.difference(left.tree(), TreeDump.of(server.port())),
                    launch.kind() + " after a restart");
        }
    }

    private static String derived(Session session) {
        byte[] password = new byte[16];
        new Random(session.id() ^ PASSWORD_SALT).nextBytes(password);
        return HexFormat.of().formatHex(password);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> found = Files.walk(from)) {
            for (Path path : found.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
    }
}
