package org.muster.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulationTest {

    @Test
    void everyPromiseHoldsInTheFirstSeeds() {
        for (long seed = 1; seed <= 30; seed++) {
            Simulation.Failure failure = new Simulation(seed).run().failure();
            assertNull(failure, "seed " + seed);
        }
    }

    @Test
    void aSeedReplaysBitForBit() {
        Simulation.Result first = new Simulation(77).run();
        Simulation.Result second = new Simulation(77).run();
        assertEquals(first, second);
        assertNotEquals(first.hash(), new Simulation(78).run().hash());
    }

    @Test
    void aSeedReplaysBitForBitInAnotherProcess() throws IOException, InterruptedException {
        for (long seed : new long[] {5, 2026}) {
            Simulation.Result here = new Simulation(seed).run();
            String there = inAnotherProcess(seed);
            String expected = "hash=%016x".formatted(here.hash());
            assertTrue(there.contains(expected), "expected " + expected + " in\n" + there);
        }
    }

    private static String inAnotherProcess(long seed) throws IOException, InterruptedException {
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "--seed",
                        String.valueOf(seed));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    @Test
    void aRunPrintsItsSeedFirst() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        assertEquals(0, Main.run(new String[] {"--seeds", "2"}, out));
        String[] lines = bytes.toString(StandardCharsets.UTF_8).split("\n", -1);
        assertTrue(lines[0].startsWith("simulate seeds=1..2 (2) commit=none"), lines[0]);
        assertTrue(lines[1].startsWith("2 seeds, 0 violations"), lines[1]);
    }

    @Test
    void aWrongCallIsToldAndCounts() {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream());
        assertEquals(2, Main.run(new String[] {"--sneeds", "2"}, nowhere));
        assertEquals(2, Main.run(new String[] {"--seeds"}, nowhere));
        assertEquals(2, Main.run(new String[] {"--seeds", "two"}, nowhere));
    }

    @Test
    void aCommitDrawsHalfOfTheSeeds() {
        Options options = Options.parse(new String[] {"--seeds", "4", "--commit", "00000000abcd"});
        assertEquals(List.of(1L, 2L, 0xabcd00L, 0xabcd01L), options.seeds());
    }

    @Test
    void seedsBeginWhereToldTo() {
        Options options = Options.parse(new String[] {"--seeds", "3", "--from", "70"});
        assertEquals(List.of(70L, 71L, 72L), options.seeds());
    }

    @Test
    void aPointThatNeverHappenedIsMissing() {
        assertTrue(Required.missing(java.util.Map.of(), false).contains("torn tail cut"));
    }
}
