package org.muster.sim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.muster.sim.mutant.Mutant;

/** The table of planted bugs as {@code docs/mutants.md} shows it. */
final class MutantTable {
    private MutantTable() {}

    static String of(List<Mutant> mutants, List<Hunt.Catch> catches) {
        StringBuilder table = new StringBuilder();
        table.append("| mutant | planted bug | must be caught by | caught by | seeds | budget |");
        table.append(" steps |\n|---|---|---|---|---|---|---|\n");
        for (Mutant mutant : mutants) {
            List<Hunt.Catch> mine =
                    catches.stream().filter(one -> one.mutant().equals(mutant)).toList();
            if (!mine.isEmpty()) {
                table.append(row(mutant, mine));
            }
        }
        return table.toString();
    }

    /** Puts {@code table} between the marks of its {@code kind} in the document {@code file}. */
    static void replaceIn(Path file, String kind, String table) throws IOException {
        String text = Files.readString(file);
        String mark = "<!-- %smutants:begin -->".formatted(kind);
        int begin = text.indexOf(mark);
        int end = text.indexOf("<!-- %smutants:end -->".formatted(kind));
        if (begin < 0 || end < begin) {
            throw new IOException(file + " has no place for the table");
        }
        String before = text.substring(0, begin + mark.length());
        Files.writeString(file, before + "\n\n" + table + "\n" + text.substring(end));
    }

    private static String row(Mutant mutant, List<Hunt.Catch> mine) {
        String caught =
                mine.stream()
                        .map(one -> one.check().isEmpty() ? "escaped" : one.check())
                        .distinct()
                        .collect(Collectors.joining(", "));
        String seeds =
                mine.stream()
                        .map(one -> String.valueOf(one.seeds()))
                        .collect(Collectors.joining(", "));
        String steps =
                mine.stream()
                        .map(Hunt.Catch::minimal)
                        .filter(Objects::nonNull)
                        .map(one -> one.steps() + " of " + one.stepsBefore())
                        .collect(Collectors.joining(", "));
        return "| %s | %s | %s | %s | %s | %d | %s |%n"
                .formatted(
                        mutant.id(),
                        mutant.bug(),
                        String.join(" or ", mutant.checks()),
                        caught,
                        seeds,
                        mutant.budget(),
                        steps);
    }
}
