package org.muster.testkit.clients;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.testkit.ServerProcess;

/**
 * Apache's Java client, new and old, works with the server; each version in a process of its own.
 */
@Tag("slow")
class JavaClientTest {
    private static final Duration DEADLINE = Duration.ofMinutes(2);

    @TempDir Path folder;

    @Test
    void version395Works() throws Exception {
        String classPath = System.getProperty("java.class.path");
        try (ServerProcess server = ServerProcess.start(Servers.subject())) {
            run(classPath, JavaClientScenario.class, server);
            run(classPath, ModernJavaClientScenario.class, server);
        }
    }

    @Test
    void version3510Works() throws Exception {
        List<String> entries = new ArrayList<>();
        entries.add(
                Path.of(
                                JavaClientScenario.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .toURI())
                        .toString());
        try (Stream<Path> jars = Files.list(Path.of("target", "old-client"))) {
            jars.map(jar -> jar.toAbsolutePath().toString()).forEach(entries::add);
        }
        assertTrue(entries.stream().anyMatch(jar -> jar.endsWith("zookeeper-3.5.10.jar")));
        try (ServerProcess server = ServerProcess.start(Servers.subject())) {
            run(String.join(File.pathSeparator, entries), JavaClientScenario.class, server);
        }
    }

    private void run(String classPath, Class<?> scenario, ServerProcess server) throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command =
                List.of(
                        java.toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-cp",
                        classPath,
                        scenario.getName(),
                        server.connectString());
        String printed = ForeignProgram.run(folder, DEADLINE, command);
        assertTrue(printed.contains("all done"), printed);
    }
}
