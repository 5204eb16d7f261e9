package org.muster.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Documents hold together, and the repository holds nothing that does not belong in it. */
final class TidyDocumentsTest {
    private static final long LARGEST_BYTES = 200_000;

    private static final Pattern INVARIANT = Pattern.compile("\\bI-[A-Z]+-\\d+\\b");

    private static final String[] TEXTS = {
        ".java",
        ".md",
        ".xml",
        ".sh",
        ".py",
        ".c",
        ".js",
        ".json",
        ".txt",
        ".config",
        ".cfg",
        ".properties",
        ".forbidden",
        "/bin/muster",
        "/bin/test",
        "/.ci/run"
    };

    @Test
    void linksResolveAndEachDocumentHasOneTitle() {
        List<String> found = new ArrayList<>();
        for (Path file : Repository.files(".md")) {
            Documents.document(file, Repository.read(file))
                    .forEach(wrong -> found.add(Repository.name(file) + " " + wrong));
        }
        assertEquals(List.of(), found);
    }

    @Test
    void nothingIsMarkedBrokenOrNamesARegistry() {
        List<String> found = new ArrayList<>();
        for (Path file : Repository.files("")) {
            if (isText(file)) {
                Documents.anyText(Repository.read(file))
                        .forEach(wrong -> found.add(Repository.name(file) + " " + wrong));
            }
        }
        assertEquals(List.of(), found);
    }

    @Test
    void noFileIsLarge() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : Repository.files("")) {
            if (Files.size(file) > LARGEST_BYTES) {
                found.add(Repository.name(file) + " has " + Files.size(file) + " bytes");
            }
        }
        assertEquals(List.of(), found);
    }

    @Test
    void theDocumentsAReaderStartsFromAreThere() {
        for (String name :
                List.of(
                        "README.md",
                        "ARCHITECTURE.md",
                        "CONTRIBUTING.md",
                        "CHANGELOG.md",
                        "LICENSE",
                        "docs/glossary.md",
                        "docs/invariants.md",
                        "docs/decisions/README.md")) {
            assertTrue(Files.exists(Repository.ROOT.resolve(name)), name);
        }
    }

    @Test
    void everyInvariantThatIsCitedIsWrittenDown() {
        Set<String> written = numbers(Repository.ROOT.resolve("docs/invariants.md"));
        List<String> found = new ArrayList<>();
        for (Path file : Repository.files(".java", ".md")) {
            for (String number : numbers(file)) {
                if (!written.contains(number)) {
                    found.add(Repository.name(file) + " cites " + number);
                }
            }
        }
        assertEquals(List.of(), found);
        assertTrue(written.contains("I-ZAB-4"));
    }

    private static Set<String> numbers(Path file) {
        Set<String> numbers = new TreeSet<>();
        INVARIANT.matcher(Repository.read(file)).results().forEach(m -> numbers.add(m.group()));
        return numbers;
    }

    @Test
    void decisionsAreNumberedWithoutGapAndIndexed() {
        String index = Repository.read(Repository.ROOT.resolve("docs/decisions/README.md"));
        int number = 0;
        for (Path file : Repository.files(".md")) {
            String name = file.getFileName().toString();
            if (file.getParent().endsWith("decisions") && !name.equals("README.md")) {
                String expected = "%04d".formatted(++number);
                assertEquals(expected, name.substring(0, 4), name);
                assertTrue(index.contains("[" + expected + "](" + name + ")"), name);
                assertTrue(Repository.read(file).startsWith("# " + expected + " "), name);
            }
        }
        assertTrue(number > 0);
    }

    @Test
    void aDeadLinkASecondTitleAndADeadAnchorAreFound() {
        Path place = Repository.ROOT.resolve("Sample.md");
        assertEquals(
                List.of(
                        "has 2 titles",
                        "links to gone.md, which is not there",
                        "links to #three, which is not there"),
                Documents.document(
                        place,
                        "# One\n# Two\n[a](gone.md) [b](pom.xml) [c](#three) [d](#two)\n"
                                + "```\n# code [x](y)\n```\n"));
    }

    @Test
    void marksAndRegistriesAreFound() {
        assertEquals(1, Documents.anyText("// FIX" + "ME later").size());
        assertEquals(1, Documents.anyText("// TO" + "DO later").size());
        assertEquals(0, Documents.anyText("// TO" + "DO(#12) later").size());
        assertEquals(1, Documents.anyText("https://registry" + ".npmjs.org/x").size());
    }

    private static boolean isText(Path file) {
        String name = file.toString();
        for (String ending : TEXTS) {
            if (name.endsWith(ending)) {
                return true;
            }
        }
        return false;
    }
}
