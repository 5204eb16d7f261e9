package org.muster.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Source files stay short, narrow and documented; long ones on record may only shrink. */
final class TidyCodeTest {
    private static final Path RATCHET = Repository.ROOT.resolve("arch/ratchet.txt");

    private static final Pattern SLEEP = Pattern.compile("\\bThread\\s*\\.\\s*sleep\\b");

    @Test
    void methodsAreShortAndTypesDocumented() {
        assertEquals(List.of(), SourceLimits.violations(mainSources()));
    }

    @Test
    void filesAreShortOrOnRecord() {
        Map<String, Integer> ratchet = ratchet();
        List<String> found = new ArrayList<>();
        for (Path file : Repository.files(".java")) {
            String name = Repository.name(file);
            int lines = (int) Repository.read(file).lines().count();
            int limit =
                    Math.min(
                            ratchet.getOrDefault(name, SourceLimits.SOFT_FILE_LINES),
                            SourceLimits.HARD_FILE_LINES);
            if (lines > limit) {
                found.add(name + " has " + lines + " lines, allowed are " + limit);
            }
        }
        assertEquals(List.of(), found);
    }

    @Test
    void theRecordOfLongFilesHoldsOnlyLongFiles() {
        List<String> found = new ArrayList<>();
        ratchet()
                .forEach((name, allowed) -> {
                    Path file = Repository.ROOT.resolve(name);
                    long lines = Files.exists(file) ? Repository.read(file).lines().count() : 0;
                    if (lines <= SourceLimits.SOFT_FILE_LINES) {
                        found.add(name + " is short now or gone: strike it out");
                    }
                });
        assertEquals(List.of(), found);
    }

    @Test
    void linesAreNarrow() {
        List<String> found = new ArrayList<>();
        for (Path file : Repository.files(".java")) {
            int[] number = {0};
            Repository.read(file)
                    .lines()
                    .forEach(line -> {
                        number[0]++;
                        if (line.length() > SourceLimits.COLUMNS && !line.startsWith("import ")) {
                            found.add(Repository.name(file) + ":" + number[0]);
                        }
                    });
        }
        assertEquals(List.of(), found);
    }

    @Test
    void onlySystemTestsAndBenchmarksSleep() {
        List<String> found = new ArrayList<>();
        for (Path file : Repository.files(".java")) {
            String name = Repository.name(file);
            if (!name.startsWith("testkit/")
                    && !name.startsWith("bench/")
                    && SLEEP.matcher(Repository.read(file)).find()) {
                found.add(name);
            }
        }
        assertEquals(List.of(), found);
        assertTrue(SLEEP.matcher("Thread." + "sleep(10)").find());
    }

    @Test
    void aLongMethodManyParametersAndASilentTypeAreFound(@TempDir Path directory)
            throws IOException {
        Path sample = directory.resolve("Sample.java");
        Files.writeString(
                sample,
                "class Sample {\n  void f(int a, int b, int c, int d, int e, int f) {"
                        + "\n".repeat(SourceLimits.METHOD_LINES)
                        + "  }\n}\n");
        assertEquals(3, SourceLimits.violations(List.of(sample)).size());
    }

    @Test
    void aShortDocumentedTypeIsNot(@TempDir Path directory) throws IOException {
        Path sample = directory.resolve("Sample.java");
        Files.writeString(sample, "/** One. */\nrecord Sample(int a, int b) {\n void f() {}\n}\n");
        assertEquals(List.of(), SourceLimits.violations(List.of(sample)));
    }

    private static List<Path> mainSources() {
        return Repository.files(".java").stream()
                .filter(file -> Repository.name(file).contains("/src/main/"))
                .filter(file -> !file.endsWith("module-info.java"))
                .filter(file -> !file.endsWith("package-info.java"))
                .toList();
    }

    /** Lines of the form {@code path lines}; a hash begins a comment. */
    private static Map<String, Integer> ratchet() {
        Map<String, Integer> allowed = new TreeMap<>();
        if (Files.exists(RATCHET)) {
            for (String line : Repository.read(RATCHET).lines().toList()) {
                String[] words = line.replaceFirst("#.*", "").strip().split("\\s+", -1);
                if (words.length == 2) {
                    allowed.put(words[0], Integer.parseInt(words[1]));
                }
            }
        }
        return allowed;
    }
}
