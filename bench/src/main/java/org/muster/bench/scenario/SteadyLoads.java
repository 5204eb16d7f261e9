package org.muster.bench.scenario;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.muster.bench.load.Frames;
import org.muster.bench.load.LatencyHistogram;
import org.muster.bench.load.LoadLoop;
import org.muster.bench.load.LoadResult;
import org.muster.bench.load.Requests;
import org.muster.bench.proc.ProcFs;
import org.muster.bench.report.Figure;
import org.muster.bench.report.Row;
import org.muster.bench.server.ServerRun;

/** Reads and writes of 100 B on 10,000 znodes, as fast as the server answers. */
public final class SteadyLoads {
    private static final int SESSIONS = 32;
    private static final int PIPELINED = 16;
    private static final int ZNODES = 10_000;
    private static final int DATA_BYTES = 100;
    private static final int WARM_UPS = 5;
    private static final int WARM_UP_REQUESTS = 100_000;
    private static final String PARENT = "/bench";

    private final Plan plan;
    private final List<String> paths = new ArrayList<>();

    /** The loads of this plan. */
    public SteadyLoads(Plan plan) {
        this.plan = plan;
        for (int i = 0; i < ZNODES; i++) {
            paths.add(Requests.Creates.name(PARENT, i));
        }
    }

    /** Whether the plan wants any of them. */
    public boolean isWanted() {
        return plan.wants(
                Row.READ_PIPELINED,
                Row.READ_DEPTH_1,
                Row.WRITE_PIPELINED,
                Row.WRITE_DEPTH_1,
                Row.MIX);
    }

    /** Measures one server, started for this on an empty directory. */
    public void run(Tally tally, Path directory) {
        try (ServerRun server = new ServerRun(tally.contestant(), directory, plan.heap(), "");
                LoadLoop loop =
                        new LoadLoop(server.address(), LoadLoop.Shape.of(SESSIONS, PIPELINED))) {
            loop.start(new Requests.Once(List.of(Frames.create(PARENT, new byte[0]))), 1, 1);
            loop.runToEnd();
            List<String> parents = List.of(PARENT);
            loop.start(
                    new Requests.Creates(parents, ZNODES, DATA_BYTES, plan.seed()),
                    SESSIONS,
                    PIPELINED);
            loop.runToEnd();
            for (Load load : Load.values()) {
                if (plan.wants(load.row)) {
                    measure(load, server, loop, tally);
                }
            }
        }
    }

    private void measure(Load load, ServerRun server, LoadLoop loop, Tally tally) {
        Requests.Mix mix = new Requests.Mix(paths, DATA_BYTES, load.writesPerThousand, plan.seed());
        loop.start(mix, SESSIONS, load.depth);
        warmUp(loop);
        long own = ProcFs.cpuMicros(ProcessHandle.current().pid());
        long before = ProcFs.cpuMicros(server.pid());
        LoadResult result = loop.run(plan.measureNs());
        double count = result.answered();
        double cpuMicros = ProcFs.cpuMicros(server.pid()) - before;
        double ownMicros = ProcFs.cpuMicros(ProcessHandle.current().pid()) - own;
        tally.add(load.cpu, cpuMicros / count);
        tally.add(load.rate, result.perSecond() / 1000);
        if (load == Load.MIX) {
            tally.add(Figure.MIX_READ_P99, millis(result.reads(), 0.99));
            tally.add(Figure.MIX_WRITE_P99, millis(result.writes(), 0.99));
        } else {
            LatencyHistogram all = load.writesPerThousand > 0 ? result.writes() : result.reads();
            tally.add(load.p50, millis(all, 0.5));
            tally.add(load.p99, millis(all, 0.99));
        }
        tally.add(load.own, ownMicros / count);
        loop.drain();
    }

    /** Long enough, and often enough for hot code to be compiled where the machine is slow. */
    private void warmUp(LoadLoop loop) {
        long answered = 0;
        for (int i = 0; i < WARM_UPS && (i == 0 || answered < WARM_UP_REQUESTS); i++) {
            answered += loop.run(plan.warmUpNs()).answered();
        }
    }

    private static double millis(LatencyHistogram histogram, double quantile) {
        return histogram.quantileNs(quantile) / 1e6;
    }

    /** One load: how deep, how many writes, and the figures it yields. */
    private enum Load {
        READ_PIPELINED(
                Row.READ_PIPELINED,
                PIPELINED,
                0,
                Figure.READ_PIPELINED_CPU,
                Figure.READ_PIPELINED_RATE,
                Figure.READ_PIPELINED_P50,
                Figure.READ_PIPELINED_P99,
                Figure.READ_PIPELINED_OWN),
        READ_DEPTH_1(
                Row.READ_DEPTH_1,
                1,
                0,
                Figure.READ_DEPTH_1_CPU,
                Figure.READ_DEPTH_1_RATE,
                Figure.READ_DEPTH_1_P50,
                Figure.READ_DEPTH_1_P99,
                Figure.READ_DEPTH_1_OWN),
        WRITE_PIPELINED(
                Row.WRITE_PIPELINED,
                PIPELINED,
                1000,
                Figure.WRITE_PIPELINED_CPU,
                Figure.WRITE_PIPELINED_RATE,
                Figure.WRITE_PIPELINED_P50,
                Figure.WRITE_PIPELINED_P99,
                Figure.WRITE_PIPELINED_OWN),
        WRITE_DEPTH_1(
                Row.WRITE_DEPTH_1,
                1,
                1000,
                Figure.WRITE_DEPTH_1_CPU,
                Figure.WRITE_DEPTH_1_RATE,
                Figure.WRITE_DEPTH_1_P50,
                Figure.WRITE_DEPTH_1_P99,
                Figure.WRITE_DEPTH_1_OWN),
        MIX(
                Row.MIX,
                PIPELINED,
                100,
                Figure.MIX_CPU,
                Figure.MIX_RATE,
                Figure.MIX_READ_P99,
                Figure.MIX_WRITE_P99,
                Figure.MIX_OWN);

        private final Row row;
        private final int depth;
        private final int writesPerThousand;
        private final Figure cpu;
        private final Figure rate;
        private final Figure p50;
        private final Figure p99;
        private final Figure own;

        Load(Row row, int depth, int writesPerThousand, Figure... yields) {
            this.row = row;
            this.depth = depth;
            this.writesPerThousand = writesPerThousand;
            this.cpu = yields[0];
            this.rate = yields[1];
            this.p50 = yields[2];
            this.p99 = yields[3];
            this.own = yields[4];
        }
    }
}
