package org.muster.testkit.differential;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes a failing program small by leaving out whatever is not needed for it to fail. */
final class Shrinker {
    private final Pair.Starter pairs;
    private final long deadlineNanos;
    private Pair pair;

    private Shrinker(Pair.Starter pairs, long deadlineNanos) throws IOException {
        this.pairs = pairs;
        this.pair = pairs.start();
        this.deadlineNanos = deadlineNanos;
    }

    /**
     * The smallest failing program found within {@code seconds} on pairs of that kind, and its
     * difference, as text.
     */
    static String shrink(Program failing, int seconds, Pair.Starter pairs) throws IOException {
        long deadline = System.nanoTime() + seconds * 1_000_000_000L;
        Shrinker shrinker = new Shrinker(pairs, deadline);
        try {
            Optional<Difference> first = shrinker.play(failing);
            if (first.isEmpty()) {
                return "(it does not fail on servers of its own: earlier programs matter)";
            }
            return shrinker.smallest(cutAfter(failing, first.get()), first.get());
        } finally {
            shrinker.pair.close();
        }
    }

    private static Program cutAfter(Program program, Difference difference) {
        int steps = program.steps().size();
        return difference.step() < 0 ? program : program.without(difference.step() + 1, steps);
    }

    private String smallest(Program start, Difference first) throws IOException {
        Program program = start;
        Difference difference = first;
        for (int size = Math.max(1, program.steps().size() / 2); size >= 1; size /= 2) {
            for (int from = program.steps().size() - 1; from >= 0 && inTime(); from -= size) {
                if (from >= program.steps().size()) {
                    continue;
                }
                int to = Math.min(from + size, program.steps().size());
                Program candidate = program.without(from, to);
                Optional<Difference> found = play(candidate);
                if (found.isPresent()) {
                    difference = found.get();
                    program = cutAfter(candidate, difference);
                }
            }
        }
        for (int i = program.steps().size() - 1; i >= 0 && inTime(); i--) {
            if (i < program.steps().size() && program.steps().get(i) instanceof Step.Burst burst) {
                for (Step.Burst shorter : shorter(burst)) {
                    Program candidate = program.with(i, shorter);
                    Optional<Difference> found = play(candidate);
                    if (found.isPresent()) {
                        difference = found.get();
                        program = candidate;
                        i++;
                        break;
                    }
                }
            }
        }
        return program + "" + difference;
    }

    private boolean inTime() {
        return System.nanoTime() - deadlineNanos < 0;
    }

    private static List<Step.Burst> shorter(Step.Burst burst) {
        List<Step.Burst> result = new ArrayList<>();
        for (int i = 0; i < burst.calls().size() && burst.calls().size() > 1; i++) {
            List<Call> calls = new ArrayList<>(burst.calls());
            calls.remove(i);
            result.add(new Step.Burst(burst.slot(), calls));
        }
        return result;
    }

    private Optional<Difference> play(Program program) throws IOException {
        Optional<Difference> difference;
        try (Player player = new Player(pair)) {
            difference = player.play(program);
        }
        if (difference.isPresent()) {
            pair.close();
            pair = pairs.start();
        }
        return difference;
    }
}
