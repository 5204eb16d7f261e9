package org.muster.testkit.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.muster.testkit.ServerProcess;

/** The client works on the oldest Java that it is for, if one is installed. */
final class ClientOnJava17Test {
    @Test
    void itWorks() throws Exception {
        Optional<Path> java = OldJava.find();
        assumeTrue(java.isPresent(), "no Java 17 is installed");
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
}
