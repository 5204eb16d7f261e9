package org.muster.bench.report;

import java.util.List;
import org.muster.bench.failure.BenchFailure;

/** The comparison in a README, between two marks that stay where they are. */
public final class ReadmeTable {
    private ReadmeTable() {}

    /**
     * The text with all between the marks of the run's suite replaced by the headline figures and
     * the picture.
     */
    public static String rewrite(
            String readme, List<Comparison> comparisons, RunFacts facts, String picture) {
        String beginMark = facts.suite().begin();
        String endMark = facts.suite().end();
        int begin = readme.indexOf(beginMark);
        int end = readme.indexOf(endMark);
        if (begin < 0 || end < begin) {
            throw new BenchFailure("the README lacks " + beginMark + " and " + endMark);
        }
        return readme.substring(0, begin + beginMark.length())
                + "\n"
                + table(comparisons, facts, picture)
                + readme.substring(end);
    }

    private static String table(List<Comparison> comparisons, RunFacts facts, String picture) {
        StringBuilder out = new StringBuilder();
        out.append("| | ").append(facts.base()).append(" | ").append(facts.subject());
        out.append(" | ").append(facts.subject()).append(" is |\n|---|--:|--:|--:|\n");
        for (Comparison c : comparisons) {
            if (c.figure().isHeadline()) {
                out.append("| ").append(c.label()).append(" | ");
                out.append(Comparison.number(c.base().median())).append(' ');
                out.append(c.figure().unit()).append(" | ");
                out.append(Comparison.number(c.subject().median())).append(' ');
                out.append(c.figure().unit()).append(" | **");
                out.append(c.verdict()).append("** |\n");
            }
        }
        out.append("\n![How many times better](").append(picture).append(")\n\n");
        out.append(TextTable.caption(facts)).append("Repeat it: `").append(facts.command());
        return out.append("`.\n").toString();
    }
}
