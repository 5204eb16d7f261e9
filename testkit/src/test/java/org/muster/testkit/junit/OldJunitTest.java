package org.muster.testkit.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.testkit.client.OldJava;

/** A user's test class, {@code SampleTest}, with JUnit 5 on the oldest Java it is for. */
class OldJunitTest {
    @TempDir Path folder;

    @Test
    void usersOfJunit5AndJava17TestWithIt() throws Exception {
        Optional<Path> java = OldJava.find();
        assumeTrue(java.isPresent(), "no Java 17 is installed");
        String classPath = classPath();
        String sample = Path.of("src/test/resources/SampleTest.java").toString();
        String[] compile = {"--release", "17", "-d", folder.toString(), "-cp", classPath, sample};
        int compiled = ToolProvider.getSystemJavaCompiler().run(null, null, null, compile);
        assertEquals(0, compiled);
        Process program =
                new ProcessBuilder(
                                java.get().toString(),
                                "-Xmx64m",
                                "-cp",
                                folder + File.pathSeparator + classPath,
                                "org.junit.platform.console.ConsoleLauncher",
                                "execute",
                                "--disable-banner",
                                "--select-class=SampleTest")
                        .redirectErrorStream(true)
                        .start();
        String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, program.waitFor(), said);
        assertTrue(said.contains("2 tests successful"), said);
    }

    /** All this JVM has but its own JUnit, and the old one. */
    private static String classPath() throws IOException {
        List<String> parts = new ArrayList<>();
        try (Stream<Path> old = Files.list(Path.of("target", "old-junit"))) {
            old.forEach(jar -> parts.add(jar.toAbsolutePath().toString()));
        }
        for (String part : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!part.contains("org" + File.separator + "junit")) {
                parts.add(part);
            }
        }
        return String.join(File.pathSeparator, parts);
    }
}
