package org.muster.bench.scenario;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.muster.bench.failure.BenchFailure;
import org.muster.bench.load.LatencyHistogram;
import org.muster.bench.load.LoadLoop;
import org.muster.bench.load.Requests;
import org.muster.bench.proc.DataFiles;
import org.muster.bench.report.Figure;
import org.muster.bench.server.ServerRun;

/**
 * Writes at a fixed rate, far below what either server can do, while it takes snapshots of the
 * large tree: how much longer does a write take then?
 *
 * <p>Both servers are told to take one at least every 20,000 transactions. Latency counts from the
 * moment a write was due, so a stall is not hidden by the load waiting for it.
 */
final class SnapshotStall {
    private static final int WRITES_PER_MS = 2;
    private static final int SESSIONS = 32;
    private static final int MAX_IN_FLIGHT = 1024;
    private static final int WRITTEN_ZNODES = 1000;
    private static final int DATA_BYTES = 100;
    private static final long WARM_UP_NS = 5_000_000_000L;
    private static final long LIMIT_NS = 120_000_000_000L;
    private static final String OFTEN = "snapCount=20000";

    private final Plan plan;
    private final List<String> paths = new ArrayList<>();
    private final LatencyHistogram quiet = new LatencyHistogram();
    private final LatencyHistogram during = new LatencyHistogram();

    SnapshotStall(Plan plan, List<String> parents) {
        this.plan = plan;
        for (int i = 0; i < WRITTEN_ZNODES; i++) {
            paths.add(Requests.Creates.name(parents.get(i % parents.size()), i));
        }
    }

    /** Measures one server on a directory that holds the large tree. */
    void run(Tally tally, Path directory) {
        try (ServerRun server = new ServerRun(tally.contestant(), directory, plan.heap(), OFTEN);
                LoadLoop loop =
                        new LoadLoop(
                                server.address(),
                                new LoadLoop.Shape(SESSIONS, MAX_IN_FLIGHT, 65_536, 65_536))) {
            Requests writes = new Requests.Mix(paths, DATA_BYTES, 1000, plan.seed());
            long begin = System.nanoTime();
            loop.runPaced(
                    writes,
                    WRITES_PER_MS,
                    (_, _) -> {},
                    () -> System.nanoTime() - begin > WARM_UP_NS);
            DataFiles files = new DataFiles(server.dataDirectory());
            SnapshotWatch watch = new SnapshotWatch(files, System.nanoTime());
            measure(loop, writes, watch);
        }
        if (during.count() == 0) {
            throw new BenchFailure(tally.contestant().name() + " took no snapshot in 120 s");
        }
        tally.add(Figure.SNAPSHOT_STALL, during.maxNs() / 1e6);
        tally.add(Figure.SNAPSHOT_DURING_P99, during.quantileNs(0.99) / 1e6);
        if (quiet.count() > 0) {
            tally.add(Figure.SNAPSHOT_QUIET_P99, quiet.quantileNs(0.99) / 1e6);
        }
    }

    private void measure(LoadLoop loop, Requests writes, SnapshotWatch watch) {
        long begin = System.nanoTime();
        loop.runPaced(
                writes,
                WRITES_PER_MS,
                (sent, answered) -> (watch.writing() ? during : quiet).record(answered - sent),
                () -> {
                    long now = System.nanoTime();
                    watch.look(now);
                    return watch.finished() >= plan.snapshots() || now - begin > LIMIT_NS;
                });
    }
}
