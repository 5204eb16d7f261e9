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
import org.muster.bench.server.EnsembleRun;
import org.muster.bench.server.ServerRun;
import org.muster.bench.server.Serving;

/** Reads and writes of 100 B on 10,000 znodes, as fast as the server answers. */
public final class SteadyLoads {
    private static final int SESSIONS_ALONE = 32;
    private static final int SESSIONS_ENSEMBLE = 48;
    private static final int MOST_IN_FLIGHT = 16;
    private static final int ZNODES = 10_000;
    private static final int DATA_BYTES = 100;
    private static final int WARM_UPS = 5;

    /** For each server: each compiles its own code. */
    private static final int WARM_UP_REQUESTS = 100_000;

    private static final String PARENT = "/bench";

    private final Plan plan;
    private final int sessions;
    private final List<SteadyLoad> loads;
    private final List<String> paths = new ArrayList<>();

    private SteadyLoads(Plan plan, int sessions, List<SteadyLoad> loads) {
        this.plan = plan;
        this.sessions = sessions;
        this.loads = loads.stream().filter(load -> plan.wants(load.row())).toList();
        for (int i = 0; i < ZNODES; i++) {
            paths.add(Requests.Creates.name(PARENT, i));
        }
    }

    /** The loads of this plan for a server alone. */
    public static SteadyLoads ofOneServer(Plan plan) {
        return new SteadyLoads(plan, SESSIONS_ALONE, SteadyLoad.ALONE);
    }

    /** The loads of this plan for an ensemble, with sessions spread over all of its members. */
    public static SteadyLoads ofEnsemble(Plan plan) {
        return new SteadyLoads(plan, SESSIONS_ENSEMBLE, SteadyLoad.ENSEMBLE);
    }

    /** Whether the plan wants any of them. */
    public boolean isWanted() {
        return !loads.isEmpty();
    }

    /** Measures one contestant, started for this on empty directories. */
    public void run(Tally tally, Path directory) {
        int servers = plan.size().servers();
        if (servers == 1) {
            try (ServerRun server = new ServerRun(tally.contestant(), directory, plan.heap(), "")) {
                run(server, () -> {}, tally);
            }
        } else {
            try (EnsembleRun ensemble =
                    new EnsembleRun(tally.contestant(), directory, servers, plan.heap())) {
                run(ensemble, ensemble::awaitEven, tally);
            }
        }
    }

    private void run(Serving servers, Runnable awaitEven, Tally tally) {
        LoadLoop.Shape shape = LoadLoop.Shape.of(sessions, MOST_IN_FLIGHT);
        try (LoadLoop loop = new LoadLoop(servers.addresses(), shape)) {
            loop.start(new Requests.Once(List.of(Frames.create(PARENT, new byte[0]))), 1, 1);
            loop.runToEnd();
            List<String> parents = List.of(PARENT);
            loop.start(
                    new Requests.Creates(parents, ZNODES, DATA_BYTES, plan.seed()),
                    sessions,
                    MOST_IN_FLIGHT);
            loop.runToEnd();
            // A member that lags a little would answer a read with an error.
            awaitEven.run();
            for (SteadyLoad load : loads) {
                measure(load, servers, loop, tally);
            }
        }
    }

    private void measure(SteadyLoad load, Serving servers, LoadLoop loop, Tally tally) {
        Requests.Mix mix =
                new Requests.Mix(paths, DATA_BYTES, load.writesPerThousand(), plan.seed());
        loop.start(mix, sessions, load.depth());
        warmUp(loop);
        long own = ProcFs.cpuMicros(ProcessHandle.current().pid());
        long before = servers.cpuMicros();
        LoadResult result = loop.run(plan.measureNs());
        double count = result.answered();
        double cpuMicros = servers.cpuMicros() - before;
        double ownMicros = ProcFs.cpuMicros(ProcessHandle.current().pid()) - own;
        tally.add(load.cpu(), cpuMicros / count);
        tally.add(load.rate(), result.perSecond() / 1000);
        if (load.isMixed()) {
            tally.add(load.firstLatency(), millis(result.reads(), 0.99));
            tally.add(load.secondLatency(), millis(result.writes(), 0.99));
        } else {
            LatencyHistogram all = load.writesPerThousand() > 0 ? result.writes() : result.reads();
            tally.add(load.firstLatency(), millis(all, 0.5));
            tally.add(load.secondLatency(), millis(all, 0.99));
        }
        tally.add(load.own(), ownMicros / count);
        loop.drain();
    }

    /** Long enough, and often enough for hot code to be compiled where the machine is slow. */
    private void warmUp(LoadLoop loop) {
        long enough = (long) WARM_UP_REQUESTS * plan.size().servers();
        long answered = 0;
        for (int i = 0; i < WARM_UPS && (i == 0 || answered < enough); i++) {
            answered += loop.run(plan.warmUpNs()).answered();
        }
    }

    private static double millis(LatencyHistogram histogram, double quantile) {
        return histogram.quantileNs(quantile) / 1e6;
    }
}
