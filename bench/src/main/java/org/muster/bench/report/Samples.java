package org.muster.bench.report;

import java.util.ArrayList;
import java.util.List;

/** All measurements of a run, in the order they were taken. */
public final class Samples {
    private final List<Sample> taken = new ArrayList<>();

    /** Adds one. */
    public void add(Sample sample) {
        taken.add(sample);
    }

    /** All of them. */
    public List<Sample> all() {
        return List.copyOf(taken);
    }

    /** The spread of one figure on one server. */
    public Spread of(Figure figure, String server) {
        return new Spread(
                taken.stream()
                        .filter(s -> s.figure() == figure && s.server().equals(server))
                        .mapToDouble(Sample::value)
                        .toArray());
    }

    /** Whether anything was measured for this figure. */
    public boolean has(Figure figure) {
        return taken.stream().anyMatch(s -> s.figure() == figure);
    }
}
