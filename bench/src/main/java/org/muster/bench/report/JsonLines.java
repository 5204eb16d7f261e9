package org.muster.bench.report;

import java.util.Locale;

/** Measurements for programs: one JSON object a line. */
public final class JsonLines {
    private JsonLines() {}

    /** One measurement with the facts of its run, ending in a line feed. */
    public static String line(Sample sample, RunFacts facts) {
        StringBuilder out = new StringBuilder("{");
        field(out, "row", sample.figure().row().key());
        field(out, "figure", sample.figure().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        field(out, "label", sample.figure().label(facts.znodes()));
        field(out, "server", sample.server());
        number(out, "round", Integer.toString(sample.round()));
        number(out, "value", Double.toString(sample.value()));
        field(out, "unit", sample.figure().unit());
        field(out, "commit", facts.commit());
        field(out, "date", facts.date());
        field(out, "jdk", facts.jdk());
        field(out, "machine", facts.machine());
        field(out, "heap", facts.heap());
        number(out, "servers", Integer.toString(facts.servers()));
        number(out, "seed", Long.toString(facts.seed()));
        out.setCharAt(out.length() - 1, '}');
        return out.append('\n').toString();
    }

    private static void field(StringBuilder out, String name, String value) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        number(out, name, quoted.append('"').toString());
    }

    private static void number(StringBuilder out, String name, String value) {
        out.append('"').append(name).append("\":").append(value).append(',');
    }
}
