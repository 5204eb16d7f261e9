package org.muster.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One figure of two servers side by side. */
public record Comparison(Figure figure, String label, Spread base, Spread subject) {
    /** All figures that were measured on both servers, in their fixed order. */
    public static List<Comparison> of(Samples samples, RunFacts facts) {
        List<Comparison> all = new ArrayList<>();
        for (Figure figure : Figure.values()) {
            if (samples.has(figure)) {
                all.add(
                        new Comparison(
                                figure,
                                figure.label(facts.znodes()),
                                samples.of(figure, facts.base()),
                                samples.of(figure, facts.subject())));
            }
        }
        return all;
    }

    /** How many times better the subject is than the base, by their medians: below 1 if worse. */
    public double timesBetter() {
        return switch (figure.better()) {
            case LESS -> base.median() / subject.median();
            case MORE -> subject.median() / base.median();
            case NEITHER -> Double.NaN;
        };
    }

    /** The ratio in words: {@code 6.1 × less}; empty for what says nothing about the servers. */
    public String verdict() {
        double times = timesBetter();
        boolean less = figure.better() == Figure.Better.LESS;
        if (less && subject.median() == 0) {
            return base.median() == 0 ? "equal" : "none";
        }
        if (less && base.median() == 0) {
            return "not none (worse)";
        }
        if (Double.isNaN(times)) {
            return "";
        }
        if (times >= 1) {
            return number(times) + " × " + (less ? "less" : "more");
        }
        return number(1 / times) + " × " + (less ? "more" : "less") + " (worse)";
    }

    /** {@code yes} or {@code no} beside the aim, or nothing if there is none. */
    public String aim() {
        if (figure.good() == 0) {
            return "";
        }
        String reached = timesBetter() >= figure.good() ? "yes" : "no";
        return reached + ", aim " + number(figure.good()) + " ×";
    }

    /** A number with three significant digits, as people write it. */
    static String number(double value) {
        double size = Math.abs(value);
        if (Double.isNaN(value)) {
            return "–";
        }
        if (value == 0) {
            return "0";
        }
        String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, format, value);
    }
}
