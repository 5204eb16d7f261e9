package org.muster.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.muster.bench.failure.BenchFailure;
import org.muster.bench.report.Comparison;
import org.muster.bench.report.JsonLines;
import org.muster.bench.report.ReadmeTable;
import org.muster.bench.report.RunFacts;
import org.muster.bench.report.Sample;
import org.muster.bench.report.Samples;
import org.muster.bench.report.Suite;
import org.muster.bench.report.SvgChart;
import org.muster.bench.report.TextTable;

/** Where the results of a run go: the terminal, files, and a page if that is wanted. */
final class Results {
    private final Options options;
    private final Path clone;
    private final PrintStream out;
    private final Path directory;

    Results(Options options, Path clone, PrintStream out) {
        this.options = options;
        this.clone = clone;
        this.out = out;
        Path chosen = options.out;
        this.directory = (chosen != null ? chosen : clone.resolve("target/bench")).toAbsolutePath();
    }

    /** Where servers and clients keep their files meanwhile. */
    Path work() {
        return directory.resolve("work");
    }

    /** Writes what was measured so far, so that a run that is stopped leaves it. */
    void keep(Samples samples, RunFacts facts) {
        StringBuilder lines = new StringBuilder();
        for (Sample sample : samples.all()) {
            lines.append(JsonLines.line(sample, facts));
        }
        write(directory.resolve(facts.suite().results()), lines.toString());
    }

    /** Prints and draws what was measured; the page is rewritten only by a whole run. */
    void report(Samples samples, RunFacts facts, boolean whole) {
        List<Comparison> comparisons = Comparison.of(samples, facts);
        Suite suite = facts.suite();
        String picture = SvgChart.of(comparisons, facts);
        write(directory.resolve(suite.picture()), picture);
        out.println();
        out.print(TextTable.of(comparisons, facts));
        out.println("Written: %s/%s and %s".formatted(directory, suite.results(), suite.picture()));
        if (options.readmeWanted && whole) {
            Path asked = options.readme;
            Path page = (asked != null ? asked : clone.resolve(suite.page())).toAbsolutePath();
            write(page.resolveSibling(suite.link()), picture);
            write(page, ReadmeTable.rewrite(read(page), comparisons, facts, suite.link()));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new BenchFailure("cannot read " + file, e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.resolveSibling("."));
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new BenchFailure("cannot write " + file, e);
        }
    }

    /** Deletes a directory, if it is there, with all that is in it. */
    static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            List<Path> deepestFirst = new ArrayList<>(all.toList());
            deepestFirst.sort(Comparator.reverseOrder());
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new BenchFailure("cannot delete " + directory, e);
        }
    }
}
