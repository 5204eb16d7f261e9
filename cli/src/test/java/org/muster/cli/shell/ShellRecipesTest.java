package org.muster.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.cli.shell.ShellOnServer.Ran;

/** Locks, elections, queues, groups and services from the shell. */
final class ShellRecipesTest {
    private static final long PATIENCE_S = 120;

    @TempDir static Path folder;

    private static ShellOnServer shell;

    @BeforeAll
    static void start() throws Exception {
        shell = ShellOnServer.start(folder);
    }

    @AfterAll
    static void stop() {
        shell.close();
    }

    @Test
    void lockGivesTheCommandItsTokenAndTakesItsCode() throws Exception {
        Path seen = folder.resolve("token");
        String command = "echo $MUSTER_TOKEN $MUSTER_NODE > " + seen + "; exit 42";
        Ran ran = shell.run("lock", "/lock", "--", "sh", "-c", command);
        assertEquals(42, ran.code(), ran.err());
        assertTrue(
                Files.readString(seen)
                        .matches("0x[0-9a-f]+ /lock/_c_[0-9a-f-]{36}-lock-0000000000\n"),
                Files.readString(seen));
        assertEquals("[]\n", shell.run("ls", "/lock").out());
    }

    @Test
    void lockedCommandsNeverOverlap() throws Exception {
        Path inside = folder.resolve("inside");
        String command =
                "mkdir " + inside + " || exit 9; ls /proc/self >/dev/null; rmdir " + inside;
        List<CompletableFuture<Ran>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(
                    CompletableFuture.supplyAsync(
                            () -> shell.run("lock", "/one", "--", "sh", "-c", command)));
        }
        for (CompletableFuture<Ran> one : all) {
            Ran ran = one.get(PATIENCE_S, TimeUnit.SECONDS);
            assertEquals(0, ran.code(), ran.err());
        }
    }

    @Test
    void lockGivesUpWhenTheTimeIsUpAndLeavesNothing() {
        String hosts = shell.hosts();
        Ran held =
                shell.script(
                        "create -p /held",
                        "create -e -s /held/lock- holder",
                        "lock /held --wait 1ms -- true",
                        "ls /held");
        assertEquals(5, held.code(), hosts + held.err());
        assertTrue(held.err().contains("/held is held by others"), held.err());
        assertEquals("[lock-0000000000]", held.lines().getLast());
    }

    @Test
    void electRunsTheLeadersCommandWhereOthersSeeTheLeader() {
        Ran ran =
                shell.run("elect", "/leader", "--id", "me", "--", "sh", "-c", "exit $(( 3 + 4 ))");
        assertEquals(7, ran.code(), ran.err());
        assertTrue(ran.err().matches("(?s)leading /leader/_c_.*-latch-0000000000\n.*"), ran.err());
    }

    @Test
    void aMissingCommandIsTold() {
        Ran ran = shell.run("lock", "/none", "--", "/no/such/program");
        assertEquals(1, ran.code());
        assertTrue(ran.err().contains("cannot run: "), ran.err());
        assertEquals("[]\n", shell.run("ls", "/none").out());
    }

    @Test
    void queuesKeepTheirOrder() {
        assertEquals(0, shell.run("queue", "/queue", "put", "one").code());
        assertEquals(0, shell.run("queue", "/queue", "put", "two").code());
        assertEquals("one\ntwo\n", shell.run("queue", "/queue", "list").out());
        assertEquals("one\n", shell.run("queue", "/queue", "take").out());
        assertEquals("two\n", shell.run("queue", "/queue", "take").out());
        assertEquals(4, shell.run("queue", "/queue", "take").code());
        assertEquals(2, shell.run("queue", "/queue", "steal").code());
    }

    @Test
    void takeWaitsForAnItem() throws Exception {
        shell.run("create", "/waited");
        CompletableFuture<Ran> taker =
                CompletableFuture.supplyAsync(() -> shell.run("queue", "-w", "/waited", "take"));
        shell.run("queue", "/waited", "put", "late");
        assertEquals("late\n", taker.get(PATIENCE_S, TimeUnit.SECONDS).out());
    }

    @Test
    void membersAreEphemeralChildren() {
        shell.run("create", "/group");
        shell.run("create", "/group/config", "no member");
        Ran ran = shell.script("create -e /group/m-1 host-1", "members /group");
        assertEquals(0, ran.code(), ran.err());
        assertTrue(ran.lines().get(1).matches("member +session +data"), ran.out());
        assertTrue(ran.lines().get(2).matches("m-1 +0x[0-9a-f]+ +host-1"), ran.out());
        assertEquals(3, ran.lines().size());
    }

    @Test
    void servicesShowTheirRecords() {
        shell.run(
                "create",
                "-p",
                "/services/web/i-1",
                "{\"name\":\"web\",\"id\":\"i-1\",\"address\":\"10.0.0.7\",\"port\":8080}");
        shell.run("create", "/services/web/broken", "not JSON");
        shell.run("create", "-p", "/services/db/i-2", "{\"address\":\"10.0.0.8\"}");
        assertEquals(
                """
                service  instance   address  port  data
                db       i-2       10.0.0.8     -
                web      broken           -     -  not JSON
                web      i-1       10.0.0.7  8080
                """,
                shell.run("services", "/services").out());
        assertEquals(2, shell.run("services", "-n", "db", "/services").lines().size());
    }
}
