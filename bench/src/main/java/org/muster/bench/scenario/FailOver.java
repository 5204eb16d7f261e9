package org.muster.bench.scenario;

import java.nio.file.Path;
import java.util.List;
import org.muster.bench.report.Figure;
import org.muster.bench.report.Row;
import org.muster.bench.server.EnsembleRun;

/** How long writes stop when an ensemble with few znodes loses its leader. */
public final class FailOver {
    private final Plan plan;

    /** The faults of this plan. */
    public FailOver(Plan plan) {
        this.plan = plan;
    }

    /** Whether the plan wants any. */
    public boolean isWanted() {
        return plan.wants(Row.KILL, Row.FREEZE, Row.STOP);
    }

    /** Measures one contestant, started for this on empty directories. */
    public void run(Tally tally, Path directory) {
        Plan.Size size = plan.size();
        try (EnsembleRun ensemble =
                new EnsembleRun(tally.contestant(), directory, size.servers(), plan.heap())) {
            LeaderFaults faults = new LeaderFaults(ensemble);
            if (plan.wants(Row.KILL)) {
                faults.repeat(
                        LeaderFaults.Fault.KILL,
                        size.faults(),
                        tally,
                        List.of(Figure.KILL_GAP, Figure.KILL_LOST));
            }
            if (plan.wants(Row.FREEZE)) {
                faults.repeat(
                        LeaderFaults.Fault.FREEZE,
                        size.faults(),
                        tally,
                        List.of(Figure.FREEZE_GAP, Figure.FREEZE_LOST));
            }
            if (plan.wants(Row.STOP)) {
                faults.repeat(
                        LeaderFaults.Fault.STOP,
                        size.faults(),
                        tally,
                        List.of(Figure.STOP_GAP, Figure.STOP_LOST));
            }
        }
    }
}
