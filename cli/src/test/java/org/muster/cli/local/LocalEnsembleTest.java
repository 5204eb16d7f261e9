package org.muster.cli.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link LocalEnsemble} and {@link LocalPrompt}, with a program that only stays. */
final class LocalEnsembleTest {
    @TempDir private Path folder;

    private LocalPlan plan() {
        return new LocalPlan(2, 1, 29_181, folder.resolve("data"), List.of("tickTime=500"));
    }

    private LocalEnsemble ensemble() throws IOException {
        Path program = Files.writeString(folder.resolve("stay"), "#!/bin/sh\nexec sleep 600\n");
        assertTrue(program.toFile().setExecutable(true));
        return new LocalEnsemble(plan(), program, "-Xmx64m");
    }

    private List<ProcessHandle> started() throws IOException {
        return Files.readAllLines(folder.resolve("data/pids")).stream()
                .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
                .toList();
    }

    @Test
    void everyServerKnowsAllOthers() {
        String config = plan().config(2);
        assertTrue(config.contains("server.1=127.0.0.1:30181:31181:participant\n"), config);
        assertTrue(config.contains("server.2=127.0.0.1:30182:31182:participant\n"), config);
        assertTrue(config.contains("server.3=127.0.0.1:30183:31183:observer\n"), config);
        assertTrue(config.contains("clientPort=29182\n"), config);
        assertTrue(config.endsWith("tickTime=500\n"), config);
        assertEquals("127.0.0.1:29181,127.0.0.1:29182,127.0.0.1:29183", plan().connectString());
    }

    @Test
    void nothingIsLeftWhenItIsClosed() throws Exception {
        List<ProcessHandle> servers;
        try (LocalEnsemble ensemble = ensemble()) {
            ensemble.start();
            servers = started();
            assertEquals(3, servers.size());
            assertTrue(ensemble.signal(3, "STOP"));
            assertTrue(ensemble.kill(1));
            assertFalse(ensemble.isRunning(1));
            assertTrue(ensemble.isRunning(2) && ensemble.isRunning(3));
        }
        for (ProcessHandle server : servers) {
            server.onExit().get(20, TimeUnit.SECONDS);
        }
        assertFalse(Files.exists(folder.resolve("data/pids")));
    }

    @Test
    void thePromptObeys() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (LocalEnsemble ensemble = ensemble()) {
            ensemble.start();
            LocalPrompt prompt =
                    new LocalPrompt(
                            plan(), ensemble, new PrintStream(out, true, StandardCharsets.UTF_8));
            prompt.run(
                    new BufferedReader(
                            new StringReader(
                                    "kill 2\nkill 2\nfreeze 1\nrestart 2\nstop 1\nkill 9\nwhat\n"
                                            + "quit\nkill 3\n")));
            assertFalse(ensemble.isRunning(1));
            assertTrue(ensemble.isRunning(2) && ensemble.isRunning(3));
        }
        String text = out.toString(StandardCharsets.UTF_8);
        assertTrue(
                text.startsWith(
                        "muster> server 2: kill\nmuster> server 2 does not run\n"
                                + "muster> server 1: freeze\nmuster> server 2: restart\n"
                                + "muster> server 1: stop\n"
                                + "muster> kill needs a server from 1 to 3\n"
                                + "muster> kill N "),
                text);
    }

    @Test
    void theGuardEndsTheServersOfAProcessThatIsGone() throws Exception {
        try (LocalEnsemble ensemble = ensemble()) {
            ensemble.start();
            List<ProcessHandle> servers = started();
            Process gone = new ProcessBuilder("true").start();
            gone.waitFor();
            Process guard = LocalEnsemble.guard(gone.pid(), folder.resolve("data/pids"));
            assertTrue(guard.waitFor(20, TimeUnit.SECONDS));
            for (ProcessHandle server : servers) {
                server.onExit().get(20, TimeUnit.SECONDS);
            }
        }
    }
}
