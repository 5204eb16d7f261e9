package org.muster.bench.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.bench.failure.BenchFailure;

final class ServerProcessTest {
    private static final InetSocketAddress NOWHERE =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

    @Test
    void aFrozenServerIsKilledToo(@TempDir Path home) throws Exception {
        ServerProcess process = start(home, "exec sleep 300");
        ProcessHandle handle = ProcessHandle.of(process.pid()).orElseThrow();
        process.freeze();
        assertTrue(handle.isAlive());
        process.close();
        assertFalse(handle.isAlive());
    }

    @Test
    void aServerThatEndedByItselfIsTold(@TempDir Path home) throws Exception {
        ServerProcess process = start(home, "echo no >&2; exit 3");
        BenchFailure failure = assertThrows(BenchFailure.class, process::awaitServing);
        assertTrue(failure.toString().contains("ended"), failure.toString());
        assertEquals("no\n", Files.readString(home.resolve("output.txt")));
    }

    /** A server whose {@code bin/muster serve} is this script. */
    private static ServerProcess start(Path home, String script) throws Exception {
        Path program = Files.createDirectories(home.resolve("bin")).resolve("muster");
        Files.writeString(program, "#!/bin/sh\n[ \"$2\" = --help ] && exit 0\n" + script + "\n");
        assertTrue(program.toFile().setExecutable(true));
        ServerProcess.prepare(home, "");
        return new ServerProcess(new Muster("Muster", home, home), home, NOWHERE, "64m");
    }

    @Test
    void theConfigurationIsThereBeforeTheServer(@TempDir Path home) throws Exception {
        ServerProcess.prepare(home, "tickTime=2000\n");
        assertEquals(List.of("tickTime=2000"), Files.readAllLines(home.resolve("zoo.cfg")));
        assertTrue(Files.isDirectory(home.resolve("data")));
    }
}
