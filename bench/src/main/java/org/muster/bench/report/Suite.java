package org.muster.bench.report;

/** What a run measures, a server alone or an ensemble, and where its results go. */
public enum Suite {
    /** A server alone. */
    ALONE("bench", ""),
    /** Several servers that replicate. */
    ENSEMBLE("bench-ensemble", "-ensemble");

    private final String mark;
    private final String suffix;

    Suite(String mark, String suffix) {
        this.mark = mark;
        this.suffix = suffix;
    }

    /** The suite of a run with this many servers on each side. */
    public static Suite of(int servers) {
        return servers == 1 ? ALONE : ENSEMBLE;
    }

    /** Stands in a README before the part that is rewritten. */
    public String begin() {
        return "<!-- " + mark + ":begin -->";
    }

    /** Stands behind it. */
    public String end() {
        return "<!-- " + mark + ":end -->";
    }

    /** The name of its file of measurements. */
    public String results() {
        return "results" + suffix + ".jsonl";
    }

    /** The name of its picture. */
    public String picture() {
        return "comparison" + suffix + ".svg";
    }
}
