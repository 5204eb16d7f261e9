package org.muster.testkit.differential;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.util.Optional;
import org.muster.testkit.ServerProcess;

/** Plays seeded programs on one pair after the other until enough operations are compared. */
final class Comparison {
    private static final int OPERATIONS_A_PROGRAM = 300;
    private static final int TAIL_CHARS = 8_000;

    private final Pair.Starter pairs;
    private final long operations;

    Comparison(Pair.Starter pairs, long operations) {
        this.pairs = pairs;
        this.operations = operations;
    }

    /** Fails at the first difference; what the reference answered, without one. */
    Tally run() throws IOException {
        Optional<Tally> answers = Optional.empty();
        for (int tries = 0; tries < 3 && answers.isEmpty(); tries++) {
            answers = tryRun();
        }
        assertTrue(
                answers.isPresent(),
                "the reference left the same request without an answer each time");
        return answers.get();
    }

    /**
     * Compares all programs on one pair; empty if the reference did not answer in time where Muster
     * did. It does so now and then, when one connection takes over from another: then there is
     * nothing to compare with, and the programs begin again on new servers.
     */
    private Optional<Tally> tryRun() throws IOException {
        long seed = Long.getLong("muster.seed", 1);
        long started = System.nanoTime();
        long done = 0;
        try (Pair pair = pairs.start()) {
            while (done < operations) {
                Optional<Difference> difference = play(pair, seed);
                if (difference.isPresent()) {
                    if (difference.get().isSilenceOfReference()) {
                        System.out.println("seed " + seed + ": " + difference.get());
                        return Optional.empty();
                    }
                    fail(report(seed, difference.get(), pair));
                }
                done += program(pair, seed).operations();
                seed++;
            }
            System.out.print(pair.tally(0));
            long seconds = (System.nanoTime() - started) / 1_000_000_000;
            System.out.println(
                    "differential: " + done + " operations compared in " + seconds + " s");
            return Optional.of(pair.tally(0));
        }
    }

    private static Program program(Pair pair, long seed) {
        return pair.members(0).size() == 1
                ? ProgramGenerator.generate(seed, OPERATIONS_A_PROGRAM)
                : ProgramGenerator.forEnsembles(seed, OPERATIONS_A_PROGRAM);
    }

    /** What differs between the two sides of a pair in the program of a seed. */
    static Optional<Difference> play(Pair pair, long seed) throws IOException {
        try (Player player = new Player(pair)) {
            return player.play(program(pair, seed));
        }
    }

    private String report(long seed, Difference difference, Pair pair) throws IOException {
        int seconds = Integer.getInteger("muster.diff.shrinkSeconds", 60);
        StringBuilder text = new StringBuilder("the two differ, replay with -Dmuster.seed=");
        text.append(seed).append('\n').append(difference).append("\nsmallest:\n");
        text.append(Shrinker.shrink(program(pair, seed), seconds, pairs));
        for (ServerProcess member : pair.members(1)) {
            String output = member.output();
            text.append("\nthe subject printed:\n");
            text.append(output.substring(Math.max(0, output.length() - TAIL_CHARS)));
        }
        return text.toString();
    }
}
