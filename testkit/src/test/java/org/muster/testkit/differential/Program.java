package org.muster.testkit.differential;

import java.util.ArrayList;
import java.util.List;

/** A seeded sequence of steps. */
record Program(long seed, List<Step> steps) {
    int operations() {
        return steps.stream().mapToInt(Step::operations).sum();
    }

    /** The same without the steps from {@code from} (inclusive) to {@code to} (exclusive). */
    Program without(int from, int to) {
        List<Step> rest = new ArrayList<>(steps.subList(0, from));
        rest.addAll(steps.subList(to, steps.size()));
        return new Program(seed, rest);
    }

    /** The same with one step replaced. */
    Program with(int at, Step step) {
        List<Step> changed = new ArrayList<>(steps);
        changed.set(at, step);
        return new Program(seed, changed);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("program of seed " + seed + "\n");
        for (int i = 0; i < steps.size(); i++) {
            text.append(String.format("%4d  %s%n", i, steps.get(i)));
        }
        return text.toString();
    }
}
