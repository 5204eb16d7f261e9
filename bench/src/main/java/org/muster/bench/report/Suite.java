package org.muster.bench.report;

/** What a run measures, and where its results go. */
public enum Suite {
    /** A server alone. */
    ALONE("bench", "", "README.md", "docs/"),
    /** Several servers that replicate. */
    ENSEMBLE("bench-ensemble", "-ensemble", "README.md", "docs/"),
    /** Clients, and the recipes on them. */
    CLIENT("bench-client", "-client", "docs/client-figures.md", "");

    private final String mark;
    private final String suffix;
    private final String page;
    private final String pictures;

    Suite(String mark, String suffix, String page, String pictures) {
        this.mark = mark;
        this.suffix = suffix;
        this.page = page;
        this.pictures = pictures;
    }

    /** The suite of a run with this many servers on each side. */
    public static Suite of(int servers) {
        return servers == 1 ? ALONE : ENSEMBLE;
    }

    /** Stands in a page before the part that is rewritten. */
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

    /** The page in the clone that its table stands on. */
    public String page() {
        return page;
    }

    /** Where its picture is, as that page links it. */
    public String link() {
        return pictures + picture();
    }
}
