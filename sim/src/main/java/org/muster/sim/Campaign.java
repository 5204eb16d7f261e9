package org.muster.sim;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.muster.sim.world.Coverage;

/** Runs many seeds and adds up what they found. */
final class Campaign {
    /** What all runs together did. */
    record Total(
            int seeds,
            double simulatedS,
            long steps,
            double wallS,
            long hash,
            Map<String, Long> coverage,
            List<Simulation.Result> failed) {}

    private final LongFunction<Simulation.Result> runner;

    Campaign(LongFunction<Simulation.Result> runner) {
        this.runner = runner;
    }

    /** Runs {@code seeds}; they share nothing, so they may run side by side. */
    Total run(List<Long> seeds) {
        long start = System.nanoTime();
        List<Simulation.Result> results = seeds.parallelStream().map(runner::apply).toList();
        double wallS = (System.nanoTime() - start) / 1e9;
        Coverage coverage = new Coverage();
        List<Simulation.Result> failed = new ArrayList<>();
        long hash = 0;
        long steps = 0;
        double simulatedS = 0;
        for (Simulation.Result result : results) {
            coverage.add(result.coverage());
            hash = hash * 31 + result.hash();
            steps += result.steps();
            simulatedS += result.simulatedNs() / 1e9;
            if (result.failure() != null) {
                failed.add(result);
            }
        }
        return new Total(seeds.size(), simulatedS, steps, wallS, hash, coverage.counts(), failed);
    }

    static List<Long> range(long first, int count) {
        return LongStream.range(first, first + count).boxed().toList();
    }

    /** Prints figures, coverage and failures; {@code flag} is what a replay needs too. */
    static void print(Total total, PrintStream out, String flag, int shownEvents) {
        out.printf(
                "%d seeds, %d violations, %.0f simulated s, %d events in %.1f s:"
                        + " %.0f seeds/min, %.0f simulated s per s, hash %016x%n",
                total.seeds(),
                total.failed().size(),
                total.simulatedS(),
                total.steps(),
                total.wallS(),
                total.seeds() * 60 / total.wallS(),
                total.simulatedS() / total.wallS(),
                total.hash());
        total.coverage().forEach((point, n) -> out.printf("  %10d  %s%n", n, point));
        int shown = 0;
        for (Simulation.Result result : total.failed()) {
            print(result, out, flag, shown++ < 3 ? shownEvents : 0);
        }
    }

    private static void print(
            Simulation.Result result, PrintStream out, String flag, int shownEvents) {
        Simulation.Failure failure = result.failure();
        if (failure == null) {
            return;
        }
        out.printf(
                "VIOLATION of %s, seed %d: %s%n", failure.check(), result.seed(), failure.what());
        List<String> events = failure.lastEvents();
        events.subList(Math.max(0, events.size() - shownEvents), events.size())
                .forEach(out::println);
        out.printf(
                "replay: bin/muster simulate %1$s--seed %2$d,"
                        + " cut down: %1$s--minimize --seed %2$d%n",
                flag, result.seed());
    }
}
