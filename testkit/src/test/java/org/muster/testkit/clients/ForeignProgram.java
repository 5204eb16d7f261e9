package org.muster.testkit.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of somebody else's, run to its end. */
final class ForeignProgram {
    private ForeignProgram() {}

    /**
     * Runs it in {@code folder}; it must end with 0 in time, else the test fails with what it
     * printed.
     */
    static String run(Path folder, Duration deadline, List<String> command) throws Exception {
        Path output = Files.createTempFile(folder, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.redirectErrorStream(true).redirectOutput(output.toFile());
        Process process = builder.start();
        try {
            if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                fail(command + " does not end; it printed:\n" + Files.readString(output));
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        String printed = Files.readString(output);
        assertEquals(0, process.exitValue(), () -> command + " fails; it printed:\n" + printed);
        return printed;
    }

    /** Whether a command can be run and ends with 0. */
    static boolean works(String... command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    /**
     * Without the package the test cannot run: in CI that is a failure, elsewhere it is left out.
     */
    static void require(boolean there, String howToInstall) {
        if (!there && "true".equals(System.getenv("CI"))) {
            fail("missing here: " + howToInstall);
        }
        org.junit.jupiter.api.Assumptions.assumeTrue(there, "missing here: " + howToInstall);
    }
}
