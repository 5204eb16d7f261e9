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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code muster inspect} prints and what it exits with, on files of the reference. */
final class InspectTest {
    private static final Path APACHE = Path.of("../storage/src/test/resources/apache");

    @TempDir Path directory;

    private record Outcome(int code, List<String> out, String err) {}

    private static Outcome inspect(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code =
                Main.run(
                        java.util.stream.Stream.concat(
                                        java.util.stream.Stream.of("inspect"),
                                        java.util.stream.Stream.of(arguments))
                                .toList(),
                        new Subcommand.Streams(
                                new PrintStream(out, true, StandardCharsets.UTF_8),
                                new PrintStream(err, true, StandardCharsets.UTF_8)));
        return new Outcome(
                code,
                out.toString(StandardCharsets.UTF_8).lines().toList(),
                err.toString(StandardCharsets.UTF_8));
    }

    private static String file(String fixture, String name) {
        return APACHE.resolve(fixture).resolve("version-2").resolve(name).toString();
    }

    @Test
    void printsALogOneRecordALine() {
        Outcome outcome = inspect("log", file("with-multi-and-acl", "log.1"));
        assertEquals(0, outcome.code(), outcome.err());
        assertEquals(20, outcome.out().size());
        assertEquals("log file=log.1 bytes=16400", outcome.out().getFirst());
        assertEquals(
                "record offset=77 zxid=0x2 time=2026-11-21T19:43:17.876Z"
                        + " session=0x100001148310000 cxid=1 type=create path=/app data=\"root\""
                        + " acl=[world:anyone:rwcda] ephemeral=false parentCversion=1"
                        + " digest=0x12e2aa4d0",
                outcome.out().get(2));
        assertEquals(
                "summary records=18 first=0x1 last=0x12 bytesInUse=2150 damages=0",
                outcome.out().getLast());
    }

    @Test
    void printsASnapshotOneRecordALine() {
        Outcome outcome = inspect("snapshot", file("with-multi-and-acl", "snapshot.12"), "--json");
        assertEquals(0, outcome.code(), outcome.err());
        assertEquals(
                "{\"kind\":\"session\",\"id\":\"0x100001148310000\",\"timeoutMs\":40000}",
                outcome.out().get(1));
        assertEquals(
                "{\"kind\":\"summary\",\"sessions\":1,\"acls\":5,\"nodes\":17,"
                        + "\"contentBytes\":1952,\"digest\":\"0x5a6d5f3ed\",\"digestAt\":\"0x12\","
                        + "\"lastProcessed\":\"0x12\"}",
                outcome.out().getLast());
        assertTrue(
                outcome.out().stream()
                        .anyMatch(
                                line -> line.contains("\"path\":\"/app\",\"data\":\"cm9vdDI=\"")));
    }

    @ParameterizedTest
    @CsvSource({"gz-snapshot, snapshot.12.gz", "snappy-snapshot, snapshot.12.snappy"})
    void readsPackedSnapshots(String fixture, String name) {
        Outcome outcome = inspect("snapshot", file(fixture, name));
        assertEquals(0, outcome.code(), outcome.err());
        assertTrue(outcome.out().getLast().startsWith("summary sessions=1 acls=5 nodes=17 "));
    }

    @ParameterizedTest
    @CsvSource({
        "corrupt-middle,         77,  0x3",
        "eor-flip-silent-loss,   181, 0x4",
        "zero-hole-silent-loss,  181, 0x4",
    })
    void findsDamageAndWhatFollowsIt(String fixture, long offset, String next) {
        Outcome outcome = inspect("log", file(fixture, "log.1"));
        assertEquals(1, outcome.code());
        String line =
                outcome.out().stream().filter(l -> l.startsWith("damage ")).findFirst().orElse("");
        assertTrue(line.startsWith("damage offset=" + offset + " "), line);
        assertTrue(line.endsWith(" nextZxid=" + next), line);
    }

    @Test
    void tellsATornEndFromDamage() {
        Outcome outcome = inspect("log", file("torn-tail", "log.1"));
        assertEquals(1, outcome.code());
        assertTrue(outcome.out().stream().anyMatch(line -> line.startsWith("torn offset=906 ")));
    }

    @Test
    void findsADamagedSnapshot() {
        Outcome outcome = inspect("snapshot", file("newest-snapshot-corrupt", "snapshot.12"));
        assertEquals(1, outcome.code());
        assertTrue(outcome.out().getLast().startsWith("damage offset="));
    }

    @ParameterizedTest
    @CsvSource({
        "log, snapshot.12, not a transaction log: wrong magic number",
        "snapshot, log.1, not a snapshot: wrong magic number",
    })
    void saysWhenAFileIsOfTheOtherKind(String kind, String name, String reason) {
        Outcome outcome = inspect(kind, file("with-multi-and-acl", name));
        assertEquals(1, outcome.code());
        assertTrue(outcome.out().get(1).contains(reason), outcome.out().toString());
    }

    @ParameterizedTest
    @CsvSource({
        "log no/such/file, cannot read no/such/file: no such file",
        "log ., . is not a file",
        "log, usage: muster inspect log|snapshot FILE [--json]",
        "'', usage: muster inspect log|snapshot FILE [--json]",
        "tree x, 'inspect what? ''log'' or ''snapshot'', not ''tree'''",
        "log x --yaml, unknown option --yaml; see muster inspect --help",
    })
    void answersBadInputWithOneLine(String arguments, String line) {
        Outcome outcome = inspect(arguments.isEmpty() ? new String[0] : arguments.split(" "));
        assertEquals(2, outcome.code());
        assertEquals("muster: " + line + System.lineSeparator(), outcome.err());
        assertEquals(List.of(), outcome.out());
    }

    @Test
    void showsNoControlCharacters() throws IOException {
        byte[] log = Files.readAllBytes(Path.of(file("standalone-small", "log.1")));
        Path copy = directory.resolve("any name");
        Files.write(copy, log);
        Outcome outcome = inspect("log", copy.toString());
        assertEquals(0, outcome.code());
        assertTrue(outcome.out().stream().allMatch(l -> l.chars().noneMatch(c -> c < ' ')));
    }
}
