package org.muster.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code muster repair} and {@code muster purge} on real directories. */
final class RepairTest {
    private static final Path APACHE = Path.of("../storage/src/test/resources/apache");

    @TempDir Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... words) {
        out.reset();
        err.reset();
        return Main.run(
                List.of(words),
                new Subcommand.Streams(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8)));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private String use(String fixture) throws IOException {
        Path to = Files.createDirectories(directory.resolve("version-2"));
        try (Stream<Path> files = Files.list(APACHE.resolve(fixture).resolve("version-2"))) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return directory.toString();
    }

    @Test
    void acceptsTheLossThatIsNamedAndKeepsTheOriginal() throws IOException {
        String data = use("eor-flip-silent-loss");
        byte[] damaged = Files.readAllBytes(directory.resolve("version-2/log.1"));
        assertEquals(0, run("repair", data, "--accept-loss", "0x2"), err());
        assertTrue(out().contains("the data now end at 0x2"), out());
        Path aside = directory.resolve("version-2/muster.aside.2.1.log.1");
        assertEquals(-1, java.util.Arrays.mismatch(damaged, Files.readAllBytes(aside)));
        assertEquals(0, run("inspect", "log", directory.resolve("version-2/log.1").toString()));
        assertEquals(1, run("repair", data, "--accept-loss", "0x2"));
        assertTrue(err().contains("nothing to repair"), err());
    }

    @Test
    void refusesAnyOtherLoss() throws IOException {
        String data = use("corrupt-middle");
        assertEquals(1, run("repair", data, "--accept-loss", "0x7"));
        assertTrue(err().contains("what can be kept ends at 0x1"), err());
        assertEquals(2, run("repair", data));
        assertEquals(2, run("repair", data, "--accept-loss", "x"));
        assertEquals(2, run("repair", data, "--force", "--accept-loss", "1"));
    }

    @Test
    void refusesADirectoryThatIsNotThere() {
        assertEquals(1, run("repair", directory.resolve("no").toString(), "--accept-loss", "1"));
        assertEquals(1, err().lines().count());
    }

    @Test
    void purgesWhatIsNotNeeded() throws IOException {
        String data = use("snapcount-rolled");
        assertEquals(0, run("purge", data, "-n", "3"), err());
        assertEquals(5, out().lines().count(), out());
        assertEquals(2, run("purge", data, "-n", "2"));
    }
}
