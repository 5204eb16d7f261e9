package org.muster.arch;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the scripts in {@code bin} say and return, as far as no build is needed for it. */
final class ScriptsTest {
    /** What a process wrote, both streams together, and how it ended. */
    private record Outcome(int code, List<String> lines) {}

    @Test
    void theVersionIsOneLine() throws Exception {
        Outcome outcome = run("bin/muster", "--version");
        assertEquals(0, outcome.code());
        assertEquals(1, outcome.lines().size());
        assertTrue(outcome.lines().getFirst().matches("muster \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?"));
    }

    @Test
    void anUnknownCommandGetsOneLine() throws Exception {
        assertEquals(
                new Outcome(2, List.of("muster: unknown command 'sevre'; see bin/muster --help")),
                run("bin/muster", "sevre"));
    }

    @Test
    void helpNamesEveryCommand() throws Exception {
        Outcome outcome = run("bin/muster", "--help");
        assertEquals(0, outcome.code());
        String text = String.join("\n", outcome.lines());
        assertAll(
                List.of("serve", "inspect", "simulate", "bench", "build", "MUSTER_OPTS").stream()
                        .map(word -> () -> assertTrue(text.contains(word), word)));
    }

    @Test
    void withoutAJdkItSaysWhatToInstall() throws Exception {
        Outcome outcome = run("/bin/sh", "-c", ". bin/jdk.sh; muster_jdk_wanted=99; find_jdk");
        assertEquals(1, outcome.code());
        assertEquals(1, outcome.lines().size());
        assertTrue(outcome.lines().getFirst().contains("no JDK 99 or newer found; install one"));
    }

    @Test
    void anOldJavaHomeIsPassedOver() throws Exception {
        Outcome outcome =
                run(
                        "/bin/sh",
                        "-c",
                        ". bin/jdk.sh; JAVA_HOME=/nowhere; find_jdk && jdk_release \"$JAVA_HOME\"");
        assertEquals(0, outcome.code());
        assertTrue(Integer.parseInt(outcome.lines().getFirst()) >= 25);
    }

    @Test
    void anUnknownOptionOfTheTestsGetsTheUsage() throws Exception {
        Outcome outcome = run("bin/test", "--quikc");
        assertEquals(2, outcome.code());
        assertEquals("bin/test: unknown option '--quikc'", outcome.lines().getFirst());
    }

    private static Outcome run(String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .directory(Repository.ROOT.toFile())
                        .redirectErrorStream(true)
                        .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), text.lines().toList());
    }
}
