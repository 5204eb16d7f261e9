package org.muster.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program in a process of its own, as people start and stop it. */
@Timeout(120)
class ServeProcessTest {
    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void aSignalStopsItInOrderAndShowsInTheExitCode(String signal, int code) throws Exception {
        Process server = start("--port", "0", "--data-dir", folder.resolve("data").toString());
        try (BufferedReader out = server.inputReader(StandardCharsets.UTF_8)) {
            String ready = out.readLine();
            assertTrue(ready.startsWith("muster: ready to serve on 127.0.0.1:"), ready);
            new ProcessBuilder("kill", "-" + signal, Long.toString(server.pid())).start().waitFor();
            assertTrue(server.waitFor(60, TimeUnit.SECONDS), "it ends");
            assertEquals(null, out.readLine(), "only the ready line");
        } finally {
            server.destroyForcibly();
        }
        assertEquals(code, server.exitValue());
        assertTrue(errors().endsWith("INFO  stopped\n"), errors());
    }

    @Test
    void aWrongValueIsOneLineAndAnExitCode() throws Exception {
        Process server = start("--port", "many");
        assertTrue(server.waitFor(60, TimeUnit.SECONDS), "it ends");
        assertEquals(2, server.exitValue());
        assertEquals(
                "muster: command line: clientPort=many is not allowed:"
                        + " a whole number from 0 to 65535\n",
                errors());
    }

    private Process start(String... arguments) throws IOException {
        // A shell in the background ignores SIGINT and passes that on: take it back first.
        List<String> command = new ArrayList<>();
        command.add("env");
        command.add("--default-signal=INT");
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(
                List.of(
                        "-cp",
                        Objects.requireNonNull(System.getProperty("java.class.path")),
                        "org.muster.cli.Main"));
        command.add("serve");
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(folder.resolve("errors.txt").toFile())
                .start();
    }

    private String errors() throws IOException {
        return Files.readString(folder.resolve("errors.txt"));
    }
}
