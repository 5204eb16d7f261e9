package org.muster.sim;

import java.util.List;
import java.util.stream.Collectors;
import org.muster.sim.mutant.Mutant;
import org.muster.sim.mutant.Mutants;

/** The table of planted bugs as {@code docs/mutants.md} shows it. */
final class MutantTable {
    private MutantTable() {}

    static String of(List<Hunt.Catch> catches) {
        StringBuilder table = new StringBuilder();
        table.append("| mutant | planted bug | must be caught by | caught by | seeds | budget |\n");
        table.append("|---|---|---|---|---|---|\n");
        for (Mutant mutant : Mutants.ALL) {
            List<Hunt.Catch> mine =
                    catches.stream().filter(one -> one.mutant().equals(mutant)).toList();
            if (!mine.isEmpty()) {
                table.append(row(mutant, mine));
            }
        }
        return table.toString();
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
        return "| %s | %s | %s | %s | %s | %d |%n"
                .formatted(
                        mutant.id(),
                        mutant.bug(),
                        String.join(" or ", mutant.checks()),
                        caught,
                        seeds,
                        mutant.budget());
    }
}
