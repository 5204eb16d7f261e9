package org.muster.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.cli.shell.ShellOnServer.Ran;

/** Commands that wait for what happens, and events that come meanwhile. */
final class ShellLiveTest {
    private static final long PATIENCE_S = 60;

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

    /** Sets the node again and again until the other shell has heard enough. */
    private static Ran whileSetting(String path, String... command) throws Exception {
        CompletableFuture<Ran> other = CompletableFuture.supplyAsync(() -> shell.run(command));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        int turn = 0;
        while (!other.isDone() && System.nanoTime() < deadline) {
            shell.run("set", path, "turn " + turn++);
        }
        return other.get(1, TimeUnit.SECONDS);
    }

    @Test
    void watchTellsChangesAndRunsACommandAtEach() throws Exception {
        shell.run("create", "/watch", "0");
        Path seen = folder.resolve("seen");
        Ran ran =
                whileSetting(
                        "/watch",
                        "watch",
                        "/watch",
                        "-n",
                        "2",
                        "--exec",
                        "echo $MUSTER_EVENT $MUSTER_PATH >> " + seen + "; exit 3");
        assertEquals(3, ran.code(), ran.err());
        assertEquals(2, ran.lines().size());
        assertTrue(ran.lines().getFirst().matches("[0-9:.]+  data +/watch"), ran.out());
        assertEquals("data /watch\ndata /watch\n", Files.readString(seen));
    }

    @Test
    void watchKnowsSubtreesAndJson() throws Exception {
        shell.run("create", "/deep");
        shell.run("create", "/deep/er", "0");
        Ran ran =
                whileSetting("/deep/er", "-o", "json", "watch", "-r", "--data", "-n", "1", "/deep");
        assertEquals(0, ran.code(), ran.err());
        assertTrue(
                ran.out()
                        .matches(
                                "\\{\"event\":\"data\",\"path\":\"/deep/er\",\"zxid\":"
                                        + "\"0x[0-9a-f]+\",\"data\":\"turn \\d+\"}\n"),
                ran.out());
    }

    @Test
    void tailFollowsData() throws Exception {
        shell.run("create", "/tail", "begin");
        Ran ran = whileSetting("/tail", "tail", "-n", "3", "/tail");
        assertEquals(0, ran.code(), ran.err());
        assertEquals(3, ran.lines().size());
        assertTrue(ran.lines().getLast().startsWith("turn "), ran.out());
    }

    @Test
    void watchesOfReadsAreToldOnceAndRemoved() {
        shell.run("create", "/once", "0");
        Ran ran =
                shell.script(
                        "get -w /once",
                        "set /once 1",
                        "sync /once",
                        "set /once 2",
                        "sync /once",
                        "removewatches /once",
                        "ls -w /once",
                        "removewatches /once -d",
                        "removewatches /once -c");
        assertEquals(1, ran.code());
        assertEquals(1, ran.out().split("NodeDataChanged path:/once zxid: ", -1).length - 1);
        assertTrue(ran.out().contains("type:ChildWatchRemoved path:/once zxid: -1"), ran.out());
        assertEquals("KeeperErrorCode = No such watcher for /once\n".repeat(2), ran.err());
    }

    @Test
    void lastingWatchesTellEveryChangeUnlessTheyAreTurnedOff() {
        shell.run("create", "/lasting", "0");
        Ran ran =
                shell.script(
                        "addWatch /lasting",
                        "create /lasting/a",
                        "set /lasting 1",
                        "sync /",
                        "printwatches off",
                        "printwatches",
                        "set /lasting 2",
                        "sync /",
                        "printwatches on",
                        "removewatches /lasting");
        assertEquals(0, ran.code(), ran.err());
        assertTrue(ran.out().contains("type:NodeCreated path:/lasting/a zxid: "), ran.out());
        assertEquals(1, ran.out().split("NodeDataChanged", -1).length - 1, ran.out());
        assertTrue(ran.out().contains("printwatches is off"));
        assertTrue(ran.out().contains("type:PersistentWatchRemoved path:/lasting zxid: -1"));
        assertFalse(ran.out().contains("gap"), ran.out());
    }
}
