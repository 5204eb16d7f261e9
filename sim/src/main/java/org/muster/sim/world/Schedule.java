package org.muster.sim.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is done to the system in a run: every fault and every step of a client has a kind and,
 * within it, a number. A schedule says which of them happen and remembers which did.
 *
 * <p>What one of them decides it draws from a stream of its own, so the others do the same without
 * it. That makes a run one that can be cut down: see {@code Minimizer}.
 */
public final class Schedule {
    /** Something that happened: its kind, its number, when, and what it was. */
    public record Event(String kind, long number, long timeNs, Object what) {}

    private final @Nullable Map<String, NavigableSet<Long>> kept;
    private final List<Event> happened = new ArrayList<>();

    private Schedule(@Nullable Map<String, NavigableSet<Long>> kept) {
        this.kept = kept;
    }

    /** All that the seed brings happens. */
    public static Schedule everything() {
        return new Schedule(null);
    }

    /** Of all that the seed brings, only these numbers of these kinds happen. */
    public static Schedule only(Map<String, NavigableSet<Long>> kept) {
        Map<String, NavigableSet<Long>> copy = new TreeMap<>();
        kept.forEach((kind, numbers) -> copy.put(kind, new TreeSet<>(numbers)));
        return new Schedule(copy);
    }

    boolean allows(String kind, long number) {
        if (kept == null) {
            return true;
        }
        NavigableSet<Long> numbers = kept.get(kind);
        return numbers != null && numbers.contains(number);
    }

    void happens(Event event) {
        happened.add(event);
    }

    /** What has happened so far, in order. */
    public List<Event> happened() {
        return new ArrayList<>(happened);
    }

    /** The numbers of what has happened so far, by kind. */
    public Map<String, NavigableSet<Long>> numbers() {
        Map<String, NavigableSet<Long>> numbers = new TreeMap<>();
        happened.forEach(event ->
                numbers.computeIfAbsent(event.kind, _ -> new TreeSet<>()).add(event.number));
        return numbers;
    }
}
