package org.muster.sim.world;

import java.util.Map;
import java.util.TreeMap;

/** Counts how often named rare things happened; merged over all runs of a batch. */
public final class Coverage {
    private final Map<String, Long> counts = new TreeMap<>();

    /** Counts one occurrence of {@code point}. */
    public void reached(String point) {
        counts.merge(point, 1L, Long::sum);
    }

    /** Counts one occurrence of {@code point} if {@code condition}. */
    public void sometimes(String point, boolean condition) {
        if (condition) {
            reached(point);
        }
    }

    /** Adds the counts of another run. */
    public void add(Map<String, Long> other) {
        other.forEach((point, n) -> counts.merge(point, n, Long::sum));
    }

    /** All counts by name, sorted. */
    public Map<String, Long> counts() {
        return new TreeMap<>(counts);
    }

    /** How often {@code point} happened. */
    public long count(String point) {
        return counts.getOrDefault(point, 0L);
    }
}
