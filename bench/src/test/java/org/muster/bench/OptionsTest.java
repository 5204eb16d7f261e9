package org.muster.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.bench.failure.BenchFailure;
import org.muster.bench.report.Row;
import org.muster.bench.report.Suite;

final class OptionsTest {
    @Test
    void allRowsAreMeasuredThreeTimesUnlessToldOtherwise() {
        Options options = parse("--against apache");
        assertEquals(Row.of(Suite.ALONE), options.rows);
        assertEquals(3, options.rounds);
        assertFalse(options.readmeWanted);
        assertEquals(1, parse("--against apache --quick").rounds);
        assertEquals(7, parse("--against apache --quick --rounds 7").rounds);
    }

    @Test
    void thePiecesAreMeasuredWithoutServers() {
        assertTrue(parse("--micro --quick").micro);
        assertThrows(BenchFailure.class, () -> parse("--micro --against apache"));
    }

    @Test
    void clientsHaveRowsAndAHeapOfTheirOwn() {
        Options options = parse("--client");
        assertEquals(Row.of(Suite.CLIENT), options.rows);
        assertEquals("512m", options.heap);
        assertEquals("2g", parse("--against apache").heap);
        assertEquals(EnumSet.of(Row.REATTACH), parse("--client --only reattach").rows);
    }

    @Test
    void rowsAreChosenByName() {
        assertEquals(
                EnumSet.of(Row.MIX, Row.FAN_OUT), parse("--against self --only mix,fan-out").rows);
    }

    @Test
    void anEnsembleHasRowsOfItsOwn() {
        Options options = parse("--against apache --servers 3");
        assertEquals(Row.of(Suite.ENSEMBLE), options.rows);
        assertEquals(20, options.kills);
        assertEquals(1_000_000, options.znodes);
        Options one = parse("--only mix,kill --servers 5 --against apache --kills 7 --quick");
        assertEquals(EnumSet.of(Row.ENSEMBLE_MIX, Row.KILL), one.rows);
        assertEquals(7, one.kills);
        assertEquals(200_000, one.znodes);
    }

    @Test
    void aReadmeIsNamedOrTheUsualOne() {
        assertEquals(Path.of("X.md"), parse("--against apache --readme X.md").readme);
        Options usual = parse("--readme --against apache");
        assertTrue(usual.readmeWanted);
        assertEquals(null, usual.readme);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--quick",
                "--against",
                "--against apache --what",
                "--against apache --only nothing",
                "--against apache --rounds 0",
                "--against apache --rounds many",
                "--against apache --heap lots",
                "--against apache --only kill",
                "--against apache --only fan-out --servers 3",
                "--against apache --servers 2",
                "--against apache --servers 99",
                "--against apache --kills 0",
                "--against apache --znodes few",
                "--against apache --subject kafka",
                "--client --against apache",
                "--client --micro",
                "--client --servers 3",
                "--client --only mix",
                "--against apache --only gets",
                "apache"
            })
    void whatMakesNoSenseIsRefused(String line) {
        assertThrows(BenchFailure.class, () -> parse(line));
    }

    @Test
    void theHelpNamesEveryRow() {
        for (Row row : Row.values()) {
            assertTrue(Options.USAGE.contains(row.key()), row.key());
        }
    }

    private static Options parse(String line) {
        return Options.parse(List.of(line.split(" ", -1)));
    }
}
