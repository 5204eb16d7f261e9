package org.muster.testkit.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.testkit.ServerLaunch;
import org.muster.testkit.ServerProcess;
import org.muster.testkit.rawwire.In;
import org.muster.testkit.rawwire.Link;
import org.muster.testkit.rawwire.Opcode;
import org.muster.testkit.rawwire.Out;
import org.muster.testkit.rawwire.Session;

/**
 * What the reference gets wrong and Muster does not: each row shows that the harness would see it.
 * {@code -Dmuster.control.subject=apache} plays the rows on the reference, and there each must find
 * what it looks for.
 */
@Tag("slow")
class ControlRowsTest {
    private static final boolean APACHE =
            "apache".equals(System.getProperty("muster.control.subject"));

    private static final int SESSION_MS = 30_000;
    private static final int SERVE_S = 120;
    private static final int DARING_S = 6;
    private static final int WRITES = 200;
    private static final int PAGE = 4_096;

    @TempDir private Path folder;

    private static ServerLaunch subject() {
        ServerLaunch launch = APACHE ? ServerLaunch.apache() : ServerLaunch.muster();
        return launch.with("tickTime", "500")
                .with("initLimit", "20")
                .with("syncLimit", "5")
                .with("maxSessionTimeout", "60000")
                .with("maxClientCnxns", "0")
                .with("4lw.commands.whitelist", "*");
    }

    private Arena arena(ServerLaunch launch, Optional<DiskFaults> disks) throws IOException {
        Arena arena = new Arena(folder, 3, 0, launch, disks);
        try {
            arena.awaitAll(SERVE_S);
        } catch (IOException failure) {
            arena.close();
            throw failure;
        }
        return arena;
    }

    /** On Muster the row finds nothing, on the reference it finds the fault. */
    private static void verdict(String row, boolean faulty) {
        System.out.println("control row: " + row + ": " + (faulty ? "FAULTY" : "right"));
        assertEquals(APACHE, faulty, row);
    }

    @Test
    void aReadBehindASyncIsNotStaleOnALeaderThatWasFrozen() throws Exception {
        try (Arena arena = arena(subject(), Optional.empty())) {
            int leader = arena.leader().orElseThrow();
            int other =
                    arena.ids(true).stream().filter(id -> id != leader).findFirst().orElseThrow();
            Session session = Session.open(arena.server(leader).port(), SESSION_MS);
            session.made("/value", utf8("old"), 0);
            arena.server(leader).pause();
            awaitOtherLeader(arena, leader);
            int error =
                    persist(() -> {
                        try (Session writer =
                                Session.open(arena.server(other).port(), SESSION_MS)) {
                            Out set = new Out().string("/value").buffer(utf8("new")).int32(-1);
                            return writer.ask(Opcode.SET_DATA, set).error();
                        }
                    });
            assertEquals(0, error);
            session.send(Opcode.SYNC, new Out().string("/value"));
            session.send(Opcode.GET_DATA, new Out().string("/value").bool(false));
            arena.server(leader).resume();
            boolean stale = false;
            byte[] sync = session.link().frame();
            byte[] data = sync == null ? null : session.link().frame();
            if (data != null) {
                Session.Reply reply = Session.Reply.of(data);
                stale = reply.error() == 0 && text(reply.body().buffer()).equals("old");
            }
            verdict("sync and read on a leader that was frozen", stale);
        }
    }

    private static void awaitOtherLeader(Arena arena, int frozen) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SERVE_S);
        while (arena.leader().orElse(frozen) == frozen) {
            if (System.nanoTime() - end > 0) {
                throw new IOException("nobody else leads");
            }
            Faults.pause(20);
        }
    }

    @Test
    void aZeroedPageOfALogLosesNoAcknowledgedWrite() throws Exception {
        damaged(
                "a zeroed page in a log",
                data -> {
                    Path log = newest(data, "log.");
                    try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
                        long middle = used(log) / 2 / PAGE * PAGE;
                        channel.write(ByteBuffer.allocate(PAGE), middle);
                    }
                });
    }

    @Test
    void aDeletedLogLosesNoAcknowledgedWrite() throws Exception {
        damaged("a deleted log", data -> Files.delete(newest(data, "log.")));
    }

    @Test
    void aWipedDirectoryLosesNoAcknowledgedWrite() throws Exception {
        damaged(
                "a wiped directory",
                data -> {
                    try (Stream<Path> all = Files.walk(data)) {
                        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                            if (!each.equals(data) && !each.endsWith("myid")) {
                                Files.delete(each);
                            }
                        }
                    }
                });
    }

    private interface Damage {
        void befall(Path data) throws IOException;
    }

    /**
     * Two of three have all writes; one of the two is damaged, and comes back with the third while
     * the other one is away.
     */
    private void damaged(String row, Damage damage) throws Exception {
        try (Arena arena = arena(subject(), Optional.empty())) {
            int away = arena.leader().orElseThrow() == 1 ? 2 : 1;
            List<Integer> holders = arena.ids(true).stream().filter(id -> id != away).toList();
            arena.server(away).kill();
            write(arena.server(holders.get(0)));
            for (int id : holders) {
                arena.server(id).kill();
            }
            int victim = holders.get(0);
            damage.befall(arena.server(victim).dataDirectory());
            arena.server(victim).relaunch();
            arena.server(away).relaunch();
            boolean lost = servesLess(arena, List.of(victim, away));
            if (!lost) {
                arena.server(holders.get(1)).relaunch();
                arena.awaitAll(SERVE_S);
                for (int id : arena.ids(true)) {
                    assertEquals(
                            WRITES, count(arena.server(id)), () -> "member " + id + told(arena));
                }
            }
            verdict(row + ", the other holder being away", lost);
        }
    }

    private static String told(Arena arena) {
        StringBuilder text = new StringBuilder();
        for (int id : arena.ids(false)) {
            text.append("\nserver ").append(id).append(" printed\n");
            text.append(arena.server(id).output());
        }
        return text.toString();
    }

    /** Whether these members dare to serve, and without all writes, once both are up. */
    private static boolean servesLess(Arena arena, List<Integer> ids) throws IOException {
        long start = System.nanoTime() + TimeUnit.SECONDS.toNanos(SERVE_S);
        while (!ids.stream().allMatch(arena::isUp)) {
            assertTrue(System.nanoTime() - start < 0, "members do not start");
            Faults.pause(50);
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DARING_S);
        while (System.nanoTime() - end < 0) {
            for (int id : ids) {
                if (!arena.mode(id).isEmpty()) {
                    return count(arena.server(id)) < WRITES;
                }
            }
            Faults.pause(50);
        }
        return false;
    }

    /** Something that ends with an exception while its server has no leader. */
    private interface Question<T> {
        T ask() throws IOException;
    }

    /** Asks until there is an answer. */
    private static <T> T persist(Question<T> question) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SERVE_S);
        while (true) {
            try {
                return question.ask();
            } catch (IOException notNow) {
                if (System.nanoTime() - end > 0) {
                    throw notNow;
                }
                Faults.pause(50);
            }
        }
    }

    private static void write(ServerProcess server) throws IOException {
        for (int i = 0; i < WRITES; i++) {
            String path = "/w" + i;
            persist(() -> made(server, path));
        }
    }

    private static boolean made(ServerProcess server, String path) throws IOException {
        try (Session session = Session.open(server.port(), SESSION_MS)) {
            return session.exists(path) || session.made(path, new byte[300], 0).equals(path);
        }
    }

    private static int count(ServerProcess server) throws IOException {
        return persist(() -> {
            try (Session session = Session.open(server.port(), SESSION_MS)) {
                session.ask(Opcode.SYNC, new Out().string("/"));
                Session.Reply reply =
                        session.ask(Opcode.GET_CHILDREN, new Out().string("/").bool(false));
                List<String> children = reply.body().strings();
                return (int) children.stream().filter(name -> name.startsWith("w")).count();
            }
        });
    }

    @Test
    void aFlippedBitInTheNewestSnapshotMakesNoMemberDiffer() throws Exception {
        ServerLaunch launch =
                subject().with("snapshotSizeFactor", "-1").with("commitLogCount", "50");
        try (Arena arena = arena(launch, Optional.empty())) {
            int leader = arena.leader().orElseThrow();
            int victim = leader == 1 ? 2 : 1;
            arena.server(victim).kill();
            write(arena.server(leader));
            arena.server(victim).relaunch();
            arena.awaitAll(SERVE_S);
            persist(() -> made(arena.server(leader), "/later"));
            assertEquals(WRITES, count(arena.server(victim)));
            arena.server(victim).kill();
            Path snapshot = newest(arena.server(victim).dataDirectory(), "snapshot.");
            try (FileChannel channel =
                    FileChannel.open(snapshot, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                ByteBuffer one = ByteBuffer.allocate(1);
                long at = channel.size() / 2;
                channel.read(one, at);
                channel.write(ByteBuffer.wrap(new byte[] {(byte) (one.get(0) ^ 4)}), at);
            }
            arena.server(victim).relaunch();
            arena.awaitAll(SERVE_S);
            boolean differs = count(arena.server(victim)) != WRITES;
            verdict("a flipped bit in the newest snapshot", differs);
        }
    }

    @Test
    void aServerWhoseSyncFailsEnds() throws Exception {
        Optional<DiskFaults> disks = DiskFaults.prepare(folder);
        assumeTrue(disks.isPresent(), "there is no C compiler");
        try (Arena arena = arena(subject(), disks)) {
            int leader = arena.leader().orElseThrow();
            int victim = leader == 1 ? 2 : 1;
            arena.failDisk(victim, DiskFaults.Kind.SYNC_FAILS);
            persist(() -> made(arena.server(leader), "/written"));
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (arena.server(victim).isAlive() && System.nanoTime() - end < 0) {
                Faults.pause(20);
            }
            verdict("a server lives on after a failed sync", arena.server(victim).isAlive());
        }
    }

    @Test
    void nobodyTakesOverASessionWhoseIdHeHasSeen() throws Exception {
        try (ServerProcess server = ServerProcess.start(subject());
                Session owner = Session.open(server.port(), SESSION_MS);
                Session thief = Session.open(server.port(), SESSION_MS)) {
            owner.made("/mine", new byte[0], 1);
            In body = thief.ask(Opcode.EXISTS, new Out().string("/mine").bool(false)).body();
            for (int i = 0; i < 4; i++) {
                body.int64();
            }
            for (int i = 0; i < 3; i++) {
                body.int32();
            }
            long id = body.int64();
            assertEquals(owner.id(), id);
            byte[] guess = new byte[16];
            new Random(id ^ 0xB3415C00L).nextBytes(guess);
            boolean taken;
            try (Link link = new Link(server.port(), SESSION_MS);
                    Session stolen =
                            Session.attach(link, SESSION_MS, id, HexFormat.of().formatHex(guess))) {
                taken = stolen.exists("/mine");
            } catch (IOException refused) {
                taken = false;
            }
            verdict("a session is taken over by the owner's id of an ephemeral", taken);
        }
    }

    @Test
    void idleConnectionsToElectionPortsDelayNobody() throws Exception {
        List<Socket> idle = new ArrayList<>();
        try (Arena arena = arena(subject(), Optional.empty())) {
            int leader = arena.leader().orElseThrow();
            int victim = leader == 1 ? 2 : 1;
            arena.server(victim).kill();
            for (int id : arena.ids(true)) {
                for (int i = 0; i < 150 && id != victim; i++) {
                    Socket socket = new Socket();
                    idle.add(socket);
                    socket.connect(arena.network().elections(id), SESSION_MS);
                }
            }
            long begin = System.nanoTime();
            arena.server(victim).relaunch();
            arena.awaitAll(SERVE_S);
            long ms = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            System.out.println("control row: back after " + ms + " ms");
            verdict("idle connections to election ports delay a member's return", ms > 20_000);
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    private static Path newest(Path data, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("version-2"))) {
            Optional<Path> found =
                    files.filter(file -> file.getFileName().toString().startsWith(prefix))
                            .max(Comparator.comparingLong(ControlRowsTest::number));
            assertTrue(found.isPresent(), "a file " + prefix + " in " + data);
            return found.get();
        }
    }

    private static long number(Path file) {
        String name = file.getFileName().toString();
        return Long.parseLong(name.substring(name.indexOf('.') + 1), 16);
    }

    /** Where the last byte that is not zero lies. */
    private static long used(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int last = bytes.length;
        while (last > 0 && bytes[last - 1] == 0) {
            last--;
        }
        return last;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] data) {
        return new String(data, StandardCharsets.UTF_8);
    }
}
