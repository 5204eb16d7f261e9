package org.muster.sim;

import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.function.BiFunction;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.muster.sim.world.Schedule;

/**
 * Runs a seed and says which check failed, in types that both sides of a class loader know: "" if
 * every promise held, else the check, a space, and what it saw.
 */
public sealed class Trial
        implements LongFunction<String>,
                BiFunction<
                        Long,
                        @Nullable Map<String, NavigableSet<Long>>,
                        Map<String, Supplier<List<String>>>>
        permits EnsembleTrial {
    /** The verdict, a single line. */
    static final String VERDICT = "verdict";

    /** What was done until then: the lines of a schedule. */
    static final String SCHEDULE = "schedule";

    /** The same in words, a line each. */
    static final String WORDS = "words";

    /** Made by name, by the loader of a mutant. */
    public Trial() {}

    @Override
    public String apply(long seed) {
        return verdict(result(seed, Schedule.everything()));
    }

    /** The same with nothing but what {@code kept} lists, null for everything. */
    @Override
    public Map<String, Supplier<List<String>>> apply(
            Long seed, @Nullable Map<String, NavigableSet<Long>> kept) {
        Schedule schedule = kept == null ? Schedule.everything() : Schedule.only(kept);
        String verdict = verdict(result(seed, schedule));
        return Map.of(
                VERDICT,
                () -> List.of(verdict),
                SCHEDULE,
                () -> ScheduleText.write(schedule.numbers()),
                WORDS,
                () -> words(schedule));
    }

    /**
     * What the run of {@code seed} found, of which only so much happened as {@code schedule}
     * allows.
     */
    Simulation.Result result(long seed, Schedule schedule) {
        return new Simulation(seed, schedule).run();
    }

    private static String verdict(Simulation.Result result) {
        Simulation.Failure failure = result.failure();
        return failure == null ? "" : failure.check() + " " + failure.what();
    }

    /** What {@code schedule} did, one line each. */
    static List<String> words(Schedule schedule) {
        return schedule.happened().stream()
                .map(event ->
                        "%12.3f ms  %s %d  %s"
                                .formatted(
                                        event.timeNs() / 1e6,
                                        event.kind(),
                                        event.number(),
                                        event.what())
                                .stripTrailing())
                .toList();
    }
}
