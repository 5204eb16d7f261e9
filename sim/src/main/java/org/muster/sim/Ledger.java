package org.muster.sim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The document that says which seeds have ever been run, by which code, and what they found. A
 * campaign goes on behind the last seed of its kind and is written down piece by piece, so that it
 * may be ended at any time.
 */
final class Ledger {
    private static final String BEGIN = "<!-- campaigns:begin -->";
    private static final String END = "<!-- campaigns:end -->";
    private static final String HEAD =
            "| kind | seeds | code | simulated s | violations |\n|---|---|---|---|---|\n";
    private static final Pattern ROW =
            Pattern.compile("\\| (\\S+) \\| (\\d+) to (\\d+) \\| (\\S+) \\| (\\d+) \\| (\\d+) \\|");

    /** Seeds that lie side by side, of one kind and run by one code. */
    record Row(String kind, long first, long last, String code, long simulatedS, long violations) {
        Optional<Row> joined(Row next) {
            return kind.equals(next.kind) && code.equals(next.code) && last + 1 == next.first
                    ? Optional.of(
                            new Row(
                                    kind,
                                    first,
                                    next.last,
                                    code,
                                    simulatedS + next.simulatedS,
                                    violations + next.violations))
                    : Optional.empty();
        }

        String text() {
            return String.format(
                    Locale.ROOT,
                    "| %s | %d to %d | %s | %d | %d |%n",
                    kind,
                    first,
                    last,
                    code,
                    simulatedS,
                    violations);
        }
    }

    private final Path file;

    /** In {@code file}, between two marks. */
    Ledger(Path file) {
        this.file = file;
    }

    /** The first seed of a kind that has not been run. */
    long next(String kind) throws IOException {
        return rows().stream()
                        .filter(row -> row.kind().equals(kind))
                        .mapToLong(Row::last)
                        .max()
                        .orElse(0)
                + 1;
    }

    /** Writes down what is done. */
    void add(Row done) throws IOException {
        List<Row> rows = new ArrayList<>(rows());
        Optional<Row> joined = rows.isEmpty() ? Optional.empty() : rows.getLast().joined(done);
        joined.ifPresent(_ -> rows.removeLast());
        rows.add(joined.orElse(done));
        StringBuilder table = new StringBuilder(HEAD);
        rows.forEach(row -> table.append(row.text()));
        String text = Files.readString(file);
        Files.writeString(
                file,
                text.substring(0, begin(text)) + "\n\n" + table + "\n" + text.substring(end(text)));
    }

    private List<Row> rows() throws IOException {
        String text = Files.readString(file);
        Matcher found = ROW.matcher(text.substring(begin(text), end(text)));
        List<Row> rows = new ArrayList<>();
        while (found.find()) {
            rows.add(
                    new Row(
                            found.group(1),
                            Long.parseLong(found.group(2)),
                            Long.parseLong(found.group(3)),
                            found.group(4),
                            Long.parseLong(found.group(5)),
                            Long.parseLong(found.group(6))));
        }
        return rows;
    }

    private int begin(String text) throws IOException {
        int mark = text.indexOf(BEGIN);
        if (mark < 0 || text.indexOf(END) < mark) {
            throw new IOException(file + " has no place for campaigns, " + BEGIN + " to " + END);
        }
        return mark + BEGIN.length();
    }

    private static int end(String text) {
        return text.indexOf(END);
    }
}
