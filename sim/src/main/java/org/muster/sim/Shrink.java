package org.muster.sim;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Minimizes what one seed does, with or without a planted bug, and tells what is left of it. */
final class Shrink {
    /** What is left: the check that fails, how many steps there were, which are left, in words. */
    record Minimal(
            String verdict,
            int stepsBefore,
            Map<String, NavigableSet<Long>> kept,
            List<String> words,
            int runs) {
        int steps() {
            return Minimizer.size(kept);
        }
    }

    /** A {@link Trial}, from this class loader or another. */
    interface Runner
            extends BiFunction<
                    Long,
                    @Nullable Map<String, NavigableSet<Long>>,
                    Map<String, Supplier<List<String>>>> {}

    private static final int LINES = 30;

    private final Runner runner;
    private final long seed;

    Shrink(Runner runner, long seed) {
        this.runner = runner;
        this.seed = seed;
    }

    /** Takes {@code seconds} at most; the verdict is "" if the seed keeps every promise. */
    Minimal run(int seconds) {
        long endNs = System.nanoTime() + seconds * 1_000_000_000L;
        Minimizer.Outcome first = outcome(runner.apply(seed, null));
        int steps = Minimizer.size(first.done());
        if (first.check().isEmpty()) {
            return new Minimal("", steps, first.done(), List.of(), 1);
        }
        Minimizer minimizer =
                new Minimizer(
                        first,
                        kept -> outcome(runner.apply(seed, kept)),
                        () -> System.nanoTime() - endNs < 0);
        Map<String, NavigableSet<Long>> kept = minimizer.run();
        Map<String, Supplier<List<String>>> last = runner.apply(seed, kept);
        return new Minimal(
                part(last, Trial.VERDICT).getFirst(),
                steps,
                kept,
                part(last, Trial.WORDS),
                minimizer.runs());
    }

    private static Minimizer.Outcome outcome(Map<String, Supplier<List<String>>> parts) {
        String verdict = part(parts, Trial.VERDICT).getFirst();
        int space = verdict.indexOf(' ');
        return new Minimizer.Outcome(
                space < 0 ? verdict : verdict.substring(0, space),
                ScheduleText.read(part(parts, Trial.SCHEDULE)));
    }

    private static List<String> part(Map<String, Supplier<List<String>>> parts, String name) {
        return Objects.requireNonNull(parts.get(name), name).get();
    }

    /** Prints {@code minimal} in {@link #LINES} lines at most, and how to run it again. */
    static void print(Minimal minimal, PrintStream out) {
        List<String> schedule = ScheduleText.write(minimal.kept());
        out.printf(
                "VIOLATION of %s%n# %d steps of %d are left after %d runs; what happens:%n",
                minimal.verdict(), minimal.steps(), minimal.stepsBefore(), minimal.runs());
        int room = Math.max(1, LINES - 5 - schedule.size());
        List<String> words = minimal.words();
        words.stream().limit(room).forEach(line -> out.println("# " + line));
        if (words.size() > room) {
            out.printf("# and %d more%n", words.size() - room);
        }
        out.println("# the schedule, for --schedule FILE:");
        schedule.forEach(out::println);
    }
}
