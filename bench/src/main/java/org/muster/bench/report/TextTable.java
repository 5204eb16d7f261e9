package org.muster.bench.report;

import java.util.ArrayList;
import java.util.List;

/** The comparison for a terminal. */
public final class TextTable {
    private static final String GAP = "   ";

    private TextTable() {}

    /**
     * The facts of the run, then a line a figure: both medians with their ranges, and the ratio.
     */
    public static String of(List<Comparison> comparisons, RunFacts facts) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(
                List.of(
                        "figure",
                        "",
                        facts.base(),
                        facts.subject(),
                        facts.subject() + " is",
                        "aim"));
        for (Comparison c : comparisons) {
            lines.add(
                    List.of(
                            c.label(),
                            c.figure().unit(),
                            spread(c.base()),
                            spread(c.subject()),
                            c.verdict(),
                            c.aim()));
        }
        return aligned(lines) + "\n" + caption(facts);
    }

    /** One line on how the figures were taken. */
    static String caption(RunFacts facts) {
        return ("Medians (and ranges) of %d round%s, %s, heap %s; %s; %s; Muster %s; %s;"
                        + " seed %d.\n")
                .formatted(
                        facts.rounds(),
                        facts.rounds() == 1 ? "" : "s",
                        what(facts),
                        facts.heap(),
                        facts.jdk(),
                        facts.machine(),
                        facts.commit(),
                        facts.date(),
                        facts.seed());
    }

    private static String what(RunFacts facts) {
        return switch (facts.suite()) {
            case ALONE -> "servers alternated, each from a clean directory";
            case ENSEMBLE ->
                    "ensembles of " + facts.servers() + " alternated, each from a clean directory";
            case CLIENT ->
                    "clients alternated, each in a process of its own beside a Muster server of its"
                            + " own";
        };
    }

    static String spread(Spread spread) {
        String median = Comparison.number(spread.median());
        if (spread.isEmpty() || spread.min() == spread.max()) {
            return median;
        }
        return "%s (%s–%s)"
                .formatted(
                        median, Comparison.number(spread.min()), Comparison.number(spread.max()));
    }

    private static String aligned(List<List<String>> lines) {
        StringBuilder out = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int column = 0; column < line.size(); column++) {
                int at = column;
                int width = lines.stream().mapToInt(l -> l.get(at).length()).max().orElse(0);
                String cell = line.get(column);
                text.append(cell).append(" ".repeat(width - cell.length())).append(GAP);
            }
            out.append(text.toString().stripTrailing()).append('\n');
        }
        return out.toString();
    }
}
