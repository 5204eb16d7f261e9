package org.muster.bench.scenario;

import java.nio.file.Path;
import org.muster.bench.report.Figure;
import org.muster.bench.report.Row;
import org.muster.bench.server.ServerRun;

/** How long a server takes from nothing until it serves. */
public final class EmptyStart {
    private static final int STARTS = 3;

    private final Plan plan;

    /** The starts of this plan. */
    public EmptyStart(Plan plan) {
        this.plan = plan;
    }

    /** Whether the plan wants them. */
    public boolean isWanted() {
        return plan.wants(Row.START);
    }

    /** Starts one server a few times on empty directories. */
    public void run(Tally tally, Path directory) {
        for (int i = 0; i < STARTS; i++) {
            Path fresh = directory.resolve("start-" + i);
            try (ServerRun server = new ServerRun(tally.contestant(), fresh, plan.heap(), "")) {
                tally.add(Figure.START_TIME, server.startSeconds());
                tally.add(Figure.START_CPU, server.startCpuSeconds());
                server.stop();
            }
        }
    }
}
