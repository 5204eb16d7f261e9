package org.muster.testkit.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.muster.testkit.ServerProcess;

/** The client works on the oldest Java that it is for, if one is installed. */
final class ClientOnJava17Test {
    private static final Path INSTALLED = Path.of("/usr/lib/jvm");

    @Test
    void itWorks() throws Exception {
        Optional<Path> java = java17();
        assumeTrue(java.isPresent(), "no Java 17 in " + INSTALLED);
        String classes =
                String.join(
                        File.pathSeparator,
                        "../client/target/test-classes",
                        "../client/target/classes",
                        "../wire/target/classes",
                        "../model/target/classes");
        try (ServerProcess server = ServerProcess.start(Subject.MUSTER.launch())) {
            Process program =
                    new ProcessBuilder(
                                    java.get().toString(),
                                    "-Xmx64m",
                                    "-cp",
                                    classes,
                                    "org.muster.client.OldVirtualMachine",
                                    server.connectString())
                            .redirectErrorStream(true)
                            .start();
            String said =
                    new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals("17", said.strip());
            assertEquals(0, program.waitFor());
        }
    }

    private static Optional<Path> java17() throws IOException {
        if (!Files.isDirectory(INSTALLED)) {
            return Optional.empty();
        }
        try (Stream<Path> homes = Files.list(INSTALLED)) {
            return homes.filter(home -> home.toString().contains("17"))
                    .map(home -> home.resolve("bin/java"))
                    .filter(Files::isExecutable)
                    .findFirst();
        }
    }
}
