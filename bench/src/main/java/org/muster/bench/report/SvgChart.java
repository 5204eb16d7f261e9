package org.muster.bench.report;

import java.util.List;
import java.util.Locale;

/**
 * The headline ratios as a picture: a bar a figure on a logarithmic scale, to the right where the
 * subject is better.
 *
 * <p>It has no background and only colours that can be read on white and on black alike.
 */
public final class SvgChart {
    private static final int WIDTH = 880;
    private static final int LABEL_WIDTH = 400;
    private static final int ROW_HEIGHT = 24;
    private static final int TOP = 58;
    private static final int RIGHT_MARGIN = 70;
    private static final String INK = "#7d8590";
    private static final String GOOD = "#2f81d6";
    private static final String BAD = "#d1603d";
    private static final double[] GRID = {0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500};

    private final StringBuilder out = new StringBuilder();
    private final double least;
    private final double most;

    private SvgChart(List<Comparison> shown) {
        least = Math.min(1, shown.stream().mapToDouble(Comparison::timesBetter).min().orElse(1));
        most = Math.max(2, shown.stream().mapToDouble(Comparison::timesBetter).max().orElse(2));
    }

    /** The picture of the headline figures. */
    public static String of(List<Comparison> comparisons, RunFacts facts) {
        List<Comparison> shown =
                comparisons.stream()
                        .filter(c -> c.figure().isHeadline() && Double.isFinite(c.timesBetter()))
                        .toList();
        return new SvgChart(shown).draw(shown, facts);
    }

    private String draw(List<Comparison> shown, RunFacts facts) {
        int bottom = TOP + shown.size() * ROW_HEIGHT;
        open(bottom + 34);
        text(16, 24, "start", 16, facts.subject() + ": times better than " + facts.base());
        for (double mark : GRID) {
            if (mark >= least && mark <= most) {
                line(x(mark), TOP - 8, bottom, mark == 1 ? 1.5 : 0.4);
                text(x(mark), TOP - 14, "middle", 11, plain(mark) + "×");
            }
        }
        for (int i = 0; i < shown.size(); i++) {
            bar(shown.get(i), TOP + i * ROW_HEIGHT);
        }
        text(
                16,
                bottom + 22,
                "start",
                11,
                facts.machine() + "; " + facts.jdk() + "; " + facts.date());
        return out.append("</svg>\n").toString();
    }

    private void open(int height) {
        out.append(
                String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
                                + " viewBox=\"0 0 %d %d\" role=\"img\""
                                + " font-family=\"Helvetica, Arial, sans-serif\">\n",
                        WIDTH,
                        height,
                        WIDTH,
                        height));
    }

    private void bar(Comparison c, int top) {
        double times = c.timesBetter();
        double from = Math.min(x(1), x(times));
        double width = Math.max(1, Math.abs(x(times) - x(1)));
        out.append(
                String.format(
                        Locale.ROOT,
                        "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\""
                                + " fill=\"%s\"/>\n",
                        from,
                        top + 4,
                        width,
                        ROW_HEIGHT - 8,
                        times >= 1 ? GOOD : BAD));
        text(LABEL_WIDTH - 30, top + 17, "end", 13, c.label());
        text(Math.max(x(1), x(times)) + 6, top + 17, "start", 13, Comparison.number(times) + "×");
    }

    private void line(double x, int top, int bottom, double width) {
        out.append(
                String.format(
                        Locale.ROOT,
                        "<path d=\"M%.1f %dV%d\" stroke=\"%s\" stroke-width=\"%.1f\"/>\n",
                        x,
                        top,
                        bottom,
                        INK,
                        width));
    }

    private void text(double x, int y, String anchor, int size, String words) {
        out.append(
                String.format(
                        Locale.ROOT,
                        "<text x=\"%.1f\" y=\"%d\" text-anchor=\"%s\" font-size=\"%d\""
                                + " fill=\"%s\">%s</text>\n",
                        x,
                        y,
                        anchor,
                        size,
                        INK,
                        escaped(words)));
    }

    private double x(double times) {
        double share = Math.log(times / least) / Math.log(most / least);
        return LABEL_WIDTH + share * (WIDTH - LABEL_WIDTH - RIGHT_MARGIN);
    }

    private static String plain(double mark) {
        return mark < 1 ? Double.toString(mark) : Integer.toString((int) mark);
    }

    private static String escaped(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
