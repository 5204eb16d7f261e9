package org.muster.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Cuts a failing run down: leaves out faults, clients and requests as long as the same check still
 * fails. First whole kinds go, then halves, quarters and so on of what is left of each kind, until
 * nothing more can go or the time is up (delta debugging, Zeller and Hildebrandt 2002).
 *
 * <p>It knows nothing of what is simulated but kinds and numbers; see {@link
 * org.muster.sim.world.Schedule}.
 */
final class Minimizer {
    /** What came of one run: the check that failed, "" for none, and what was done until then. */
    record Outcome(String check, Map<String, NavigableSet<Long>> done) {}

    /** Runs the one seed again. */
    interface Trials {
        /** With these numbers of these kinds alone. */
        Outcome run(Map<String, NavigableSet<Long>> kept);
    }

    /** Whether there is time for another run. */
    interface Budget {
        /** True until the time is up. */
        boolean isLeft();
    }

    private final Trials trials;
    private final Budget budget;
    private final String check;
    private Map<String, NavigableSet<Long>> kept;
    private int runs;

    /** Begins with {@code first}, which failed. */
    Minimizer(Outcome first, Trials trials, Budget budget) {
        this.trials = trials;
        this.budget = budget;
        this.check = first.check();
        this.kept = first.done();
    }

    /** The least it finds. */
    Map<String, NavigableSet<Long>> run() {
        int before = 0;
        while (before != size(kept) && budget.isLeft()) {
            before = size(kept);
            dropKinds();
            for (String kind : List.copyOf(kept.keySet())) {
                thin(kind);
            }
        }
        return kept;
    }

    /** How many runs it took. */
    int runs() {
        return runs;
    }

    /** How many steps {@code schedule} has. */
    static int size(Map<String, NavigableSet<Long>> schedule) {
        return schedule.values().stream().mapToInt(NavigableSet::size).sum();
    }

    private void dropKinds() {
        for (String kind : List.copyOf(kept.keySet())) {
            Map<String, NavigableSet<Long>> without = new TreeMap<>(kept);
            without.remove(kind);
            tryOut(without);
        }
    }

    private void thin(String kind) {
        int chunk = numbers(kind).size();
        while (chunk > 0) {
            for (int at = 0; at < numbers(kind).size(); ) {
                List<Long> all = numbers(kind);
                List<Long> rest = new ArrayList<>(all.subList(0, at));
                rest.addAll(all.subList(Math.min(at + chunk, all.size()), all.size()));
                Map<String, NavigableSet<Long>> without = new TreeMap<>(kept);
                without.put(kind, new TreeSet<>(rest));
                without.values().removeIf(NavigableSet::isEmpty);
                if (!tryOut(without)) {
                    at += chunk;
                }
            }
            chunk /= 2;
        }
    }

    private List<Long> numbers(String kind) {
        return List.copyOf(kept.getOrDefault(kind, new TreeSet<>()));
    }

    private boolean tryOut(Map<String, NavigableSet<Long>> candidate) {
        if (!budget.isLeft() || size(candidate) == size(kept)) {
            return false;
        }
        runs++;
        Outcome outcome = trials.run(candidate);
        boolean same = outcome.check().equals(check);
        if (same) {
            kept = outcome.done();
        }
        return same;
    }
}
