package org.muster.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.muster.sim.world.Schedule;

class MinimizerTest {
    private static NavigableSet<Long> upTo(long last) {
        NavigableSet<Long> numbers = new TreeSet<>();
        for (long number = 1; number <= last; number++) {
            numbers.add(number);
        }
        return numbers;
    }

    private static Map<String, NavigableSet<Long>> whole() {
        Map<String, NavigableSet<Long>> whole = new TreeMap<>();
        whole.put("client 0", upTo(200));
        whole.put("client 1", upTo(50));
        whole.put("crash", upTo(9));
        return whole;
    }

    /** Fails with C5 if a crash and two certain requests are there, with C1 if request 13 is. */
    private static Minimizer.Outcome run(Map<String, NavigableSet<Long>> kept) {
        NavigableSet<Long> asked = kept.getOrDefault("client 0", new TreeSet<>());
        boolean lost = kept.containsKey("crash") && asked.contains(70L) && asked.contains(171L);
        return new Minimizer.Outcome(lost ? "C5" : asked.contains(13L) ? "C1" : "", kept);
    }

    @Test
    void keepsWhatTheFailureNeedsAndNothingElse() {
        Minimizer minimizer = new Minimizer(run(whole()), MinimizerTest::run, () -> true);
        List<String> left = ScheduleText.write(minimizer.run());
        assertEquals(List.of("client 0: 70 171", "crash: 9"), left);
        assertTrue(minimizer.runs() < 150, () -> minimizer.runs() + " runs");
    }

    @Test
    void stopsWhenTheTimeIsUp() {
        Minimizer minimizer = new Minimizer(run(whole()), MinimizerTest::run, () -> false);
        assertEquals(whole(), minimizer.run());
        assertEquals(0, minimizer.runs());
    }

    @Test
    void aScheduleIsReadAsItWasWritten() {
        Map<String, NavigableSet<Long>> schedule = new TreeMap<>();
        schedule.put("client 0", new TreeSet<>(List.of(1L, 2L, 3L, 7L, 9L, 10L)));
        schedule.put("fault of s2", new TreeSet<>(List.of(4L)));
        List<String> lines = ScheduleText.write(schedule);
        assertEquals(List.of("client 0: 1-3 7 9-10", "fault of s2: 4"), lines);
        assertEquals(schedule, ScheduleText.read(lines));
    }

    @Test
    void aRunOfItsOwnScheduleIsTheSameRun() {
        Schedule all = Schedule.everything();
        Simulation.Result first = new Simulation(77, all).run();
        var again = Schedule.only(all.numbers());
        assertEquals(first, new Simulation(77, again).run());
        Map<String, NavigableSet<Long>> fewer = all.numbers();
        fewer.remove("client 0");
        Simulation.Result other = new Simulation(77, Schedule.only(fewer)).run();
        assertTrue(first.hash() != other.hash());
    }
}
