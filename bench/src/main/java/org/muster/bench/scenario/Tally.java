package org.muster.bench.scenario;

import org.muster.bench.report.Figure;
import org.muster.bench.report.Sample;
import org.muster.bench.report.Samples;
import org.muster.bench.server.Contestant;

/** Where one server's measurements of one round go. */
public record Tally(Samples samples, Contestant contestant, int round) {
    /** Adds a measurement in the figure's unit. */
    public void add(Figure figure, double value) {
        samples.add(new Sample(figure, contestant.name(), round, value));
    }
}
