package org.muster.bench.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import org.muster.bench.failure.BenchFailure;
import org.muster.bench.load.LatencyHistogram;
import org.muster.bench.load.LoadLoop;
import org.muster.bench.load.Requests;
import org.muster.bench.report.Figure;
import org.muster.bench.server.EnsembleRun;

/**
 * Writes at a fixed rate to an ensemble while a member that has lost its data is sent the large
 * tree: how much longer does a write take then?
 *
 * <p>Latency counts from the moment a write was due. Counted are the writes answered from the start
 * of the member's process until it serves.
 */
final class SnapshotSend {
    private static final int WRITES_PER_MS = 2;
    private static final int SESSIONS = 32;
    private static final int MAX_IN_FLIGHT = 1024;
    private static final int BUFFER_BYTES = 65_536;
    private static final int WRITTEN_ZNODES = 1000;
    private static final int DATA_BYTES = 100;
    private static final long QUIET_NS = 5_000_000_000L;

    private final Plan plan;
    private final List<String> paths = new ArrayList<>();

    SnapshotSend(Plan plan, List<String> parents) {
        this.plan = plan;
        for (int i = 0; i < WRITTEN_ZNODES; i++) {
            paths.add(Requests.Creates.name(parents.get(i % parents.size()), i));
        }
    }

    /** Takes this member's data away and measures until it serves again. */
    void run(Tally tally, EnsembleRun ensemble, int member) {
        ensemble.stop(member);
        ensemble.wipe(member);
        LatencyHistogram quiet = new LatencyHistogram();
        LatencyHistogram during = new LatencyHistogram();
        Requests writes = new Requests.Mix(paths, DATA_BYTES, 1000, plan.seed());
        double seconds;
        try (LoadLoop loop =
                new LoadLoop(
                        ensemble.addressesWithout(member),
                        new LoadLoop.Shape(SESSIONS, MAX_IN_FLIGHT, BUFFER_BYTES, BUFFER_BYTES))) {
            pace(loop, writes, new LatencyHistogram(), after(QUIET_NS));
            pace(loop, writes, quiet, after(QUIET_NS));
            CompletableFuture<Double> joined =
                    CompletableFuture.supplyAsync(() -> join(ensemble, member));
            pace(loop, writes, during, joined::isDone);
            seconds = joined.join();
        } catch (CompletionException e) {
            throw new BenchFailure("a member without data does not come to serve", e);
        }
        tally.add(Figure.SNAPSHOT_SEND_STALL, during.maxNs() / 1e6);
        tally.add(Figure.SNAPSHOT_SEND_P99, during.quantileNs(0.99) / 1e6);
        tally.add(Figure.SNAPSHOT_SEND_QUIET_P99, quiet.quantileNs(0.99) / 1e6);
        tally.add(Figure.SNAPSHOT_SEND_TIME, seconds);
        ensemble.awaitWhole();
    }

    private static void pace(
            LoadLoop loop, Requests writes, LatencyHistogram into, BooleanSupplier enough) {
        loop.runPaced(
                writes, WRITES_PER_MS, (sent, answered) -> into.record(answered - sent), enough);
    }

    private static BooleanSupplier after(long waitNs) {
        long end = System.nanoTime() + waitNs;
        return () -> System.nanoTime() > end;
    }

    private static double join(EnsembleRun ensemble, int member) {
        long begin = ensemble.restart(member);
        return (ensemble.awaitServing(member) - begin) / 1e9;
    }
}
