package org.muster.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.muster.bench.failure.BenchFailure;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

final class ComparisonTest {
    private static final RunFacts FACTS =
            new RunFacts(
                    Suite.ALONE,
                    "Apache 3.9.5",
                    "Muster",
                    "0123abc",
                    "2026-01-02",
                    "JDK 25",
                    "A \"fast\" <machine>",
                    "2g",
                    1,
                    3,
                    1,
                    1_000_000,
                    "bin/muster bench --against apache");

    private static final RunFacts ENSEMBLE_FACTS =
            new RunFacts(
                    Suite.ENSEMBLE,
                    "Apache 3.9.5",
                    "Muster",
                    "0123abc",
                    "2026-01-02",
                    "JDK 25",
                    "a machine",
                    "2g",
                    1,
                    3,
                    3,
                    1_000_000,
                    "bin/muster bench --against apache --servers 3");

    @Test
    void theMedianIsTheMiddleOrTheMeanOfTheTwoInTheMiddle() {
        assertEquals(2, new Spread(9, 1, 2).median());
        assertEquals(2.5, new Spread(9, 1, 2, 3).median());
        assertTrue(Double.isNaN(new Spread().median()));
        assertEquals(1, new Spread(9, 1, 2).min());
        assertEquals(9, new Spread(9, 1, 2).max());
    }

    @Test
    void theRatioSaysHowManyTimesBetterWhicheverWayIsBetter() {
        assertEquals(6, of(Figure.READ_PIPELINED_CPU, 12, 2).timesBetter());
        assertEquals(6, of(Figure.READ_PIPELINED_RATE, 2, 12).timesBetter());
        assertEquals("6.00 × less", of(Figure.READ_PIPELINED_CPU, 12, 2).verdict());
        assertEquals("6.00 × more", of(Figure.READ_PIPELINED_RATE, 2, 12).verdict());
        assertEquals("2.00 × more (worse)", of(Figure.READ_PIPELINED_CPU, 1, 2).verdict());
        assertEquals("2.00 × less (worse)", of(Figure.READ_PIPELINED_RATE, 2, 1).verdict());
        assertEquals("", of(Figure.MIX_OWN, 2, 1).verdict());
    }

    @Test
    void whatNeverHappensToOneOfThemHasNoRatio() {
        assertEquals("none", of(Figure.KILL_LOST, 100, 0).verdict());
        assertEquals("not none (worse)", of(Figure.KILL_LOST, 0, 5).verdict());
        assertEquals("equal", of(Figure.KILL_LOST, 0, 0).verdict());
        assertEquals("0", Comparison.number(0));
    }

    @Test
    void anAimIsReachedFromItsRatioOn() {
        assertEquals("yes, aim 6.00 ×", of(Figure.READ_PIPELINED_CPU, 12, 2).aim());
        assertEquals("no, aim 6.00 ×", of(Figure.READ_PIPELINED_CPU, 11.9, 2).aim());
        assertEquals("", of(Figure.READ_PIPELINED_P99, 12, 2).aim());
    }

    @Test
    void numbersHaveThreeDigitsThatCount() {
        assertEquals("0.123", Comparison.number(0.1234));
        assertEquals("1.23", Comparison.number(1.234));
        assertEquals("12.3", Comparison.number(12.34));
        assertEquals("12,346", Comparison.number(12_345.6));
        assertEquals("–", Comparison.number(Double.NaN));
    }

    @Test
    void onlyMeasuredFiguresAreCompared() {
        Samples samples = new Samples();
        samples.add(new Sample(Figure.RESTART_TIME, "Apache 3.9.5", 1, 6));
        samples.add(new Sample(Figure.RESTART_TIME, "Muster", 1, 1));
        List<Comparison> all = Comparison.of(samples, FACTS);
        assertEquals(1, all.size());
        assertEquals("restart with 1,000,000 znodes", all.get(0).label());
        assertEquals(6, all.get(0).timesBetter());
    }

    @Test
    void theTableLinesUpItsColumns() {
        String table =
                TextTable.of(
                        List.of(
                                new Comparison(
                                        Figure.RESTART_TIME,
                                        "restart",
                                        new Spread(5, 6, 7),
                                        new Spread(1)),
                                of(Figure.MIX_CPU, 10, 20)),
                        FACTS);
        String[] lines = table.split("\n", -1);
        assertTrue(lines[1].contains("6.00 (5.00–7.00)"));
        assertEquals(lines[0].indexOf("Muster is"), lines[1].indexOf("6.00 × less"));
        assertEquals(lines[0].indexOf("Muster is"), lines[2].indexOf("2.00 × more (worse)"));
    }

    @Test
    void aJsonLineQuotesWhatItMust() {
        String line = JsonLines.line(new Sample(Figure.MIX_CPU, "Muster", 2, 1.5), FACTS);
        assertTrue(line.startsWith("{\"row\":\"mix\",\"figure\":\"mix-cpu\","));
        assertTrue(line.contains("\"machine\":\"A \\\"fast\\\" <machine>\""));
        assertTrue(line.contains("\"round\":2,\"value\":1.5,\"unit\":\"µs\""));
        assertTrue(line.endsWith("\"seed\":1}\n"));
    }

    @Test
    void thePictureIsXmlWithABarForEachHeadlineFigure() throws Exception {
        List<Comparison> comparisons =
                List.of(
                        of(Figure.READ_PIPELINED_CPU, 12, 2),
                        of(Figure.READ_PIPELINED_P50, 12, 2),
                        of(Figure.RESTART_TIME, 1, 2));
        Document picture =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(SvgChart.of(comparisons, FACTS))));
        assertEquals(2, picture.getElementsByTagName("rect").getLength());
        assertTrue(picture.getDocumentElement().getTextContent().contains("<machine>"));
    }

    @Test
    void aReadmeKeepsAllOutsideTheMarks() {
        String readme =
                "before\n" + Suite.ALONE.begin() + "\nold\n" + Suite.ALONE.end() + "\nafter\n";
        List<Comparison> comparisons = List.of(of(Figure.READ_PIPELINED_CPU, 12, 2));
        String once = ReadmeTable.rewrite(readme, comparisons, FACTS, "docs/comparison.svg");
        assertTrue(
                once.startsWith("before\n" + Suite.ALONE.begin() + "\n| | Apache 3.9.5 | Muster"));
        assertTrue(once.contains("| 12.0 µs | 2.00 µs | **6.00 × less** |"));
        assertTrue(once.contains("![How many times better](docs/comparison.svg)"));
        assertTrue(once.endsWith(Suite.ALONE.end() + "\nafter\n"));
        assertFalse(once.contains("old"));
        assertEquals(once, ReadmeTable.rewrite(once, comparisons, FACTS, "docs/comparison.svg"));
    }

    @Test
    void anEnsemblesTableLeavesThatOfAServerAloneAsItIs() {
        String alone = Suite.ALONE.begin() + "\nkept\n" + Suite.ALONE.end() + "\n";
        String readme = alone + Suite.ENSEMBLE.begin() + "\nold\n" + Suite.ENSEMBLE.end() + "\n";
        List<Comparison> comparisons = List.of(of(Figure.KILL_GAP, 1200, 100));
        String text = ReadmeTable.rewrite(readme, comparisons, ENSEMBLE_FACTS, "picture.svg");
        assertTrue(text.startsWith(alone + Suite.ENSEMBLE.begin() + "\n| |"));
        assertTrue(text.contains("| 1,200 ms | 100 ms | **12.0 × less** |"));
        assertTrue(text.contains("ensembles of 3 alternated"));
        assertFalse(text.contains("old"));
    }

    @Test
    void aReadmeWithoutMarksIsRefused() {
        assertThrows(
                BenchFailure.class,
                () -> ReadmeTable.rewrite("nothing", List.of(), FACTS, "picture.svg"));
    }

    private static Comparison of(Figure figure, double base, double subject) {
        return new Comparison(
                figure, figure.label(1_000_000), new Spread(base), new Spread(subject));
    }
}
