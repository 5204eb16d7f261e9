package org.muster.bench.scenario;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.muster.bench.failure.BenchFailure;
import org.muster.bench.load.Frames;
import org.muster.bench.load.LoadLoop;
import org.muster.bench.load.Requests;
import org.muster.bench.load.SteadyWriter;
import org.muster.bench.proc.Pause;
import org.muster.bench.report.Figure;
import org.muster.bench.server.EnsembleRun;

/**
 * Takes an ensemble's leader away, again and again, while a client of each other member writes: for
 * how long could none, and who lost the connection?
 *
 * <p>A sample is the longest gap of the client that waited longest. The clients know only the
 * members that survive, so those that are disconnected lose no time at the dead one.
 */
final class LeaderFaults {
    private static final String PARENT = "/fail-over";
    private static final byte[] DATA = new byte[100];
    private static final int WARM_WRITES = 200;
    private static final long WRITE_LIMIT_NS = 60_000_000_000L;
    private static final int SETTLE_MS = 500;

    private final EnsembleRun ensemble;

    /** What happens to the leader. */
    enum Fault {
        /** It ends without a word. */
        KILL,
        /** It stands still. */
        FREEZE,
        /** It ends in order; its return belongs to what is measured, as to a rolling restart. */
        STOP
    }

    /** Makes the znodes that the clients write. */
    LeaderFaults(EnsembleRun ensemble) {
        this.ensemble = ensemble;
        List<InetSocketAddress> servers = ensemble.addresses();
        List<byte[]> frames = new ArrayList<>();
        frames.add(Frames.create(PARENT, DATA));
        for (int i = 0; i < servers.size(); i++) {
            frames.add(Frames.create(PARENT + "/" + i, DATA));
        }
        try (LoadLoop loop = new LoadLoop(servers.get(0), LoadLoop.Shape.of(1, 1))) {
            loop.start(new Requests.Once(frames), 1, 1);
            loop.runToEnd();
        }
    }

    /** Does this to the leader so often; adds each gap, and the share of clients disconnected. */
    void repeat(Fault fault, int times, Tally tally, List<Figure> gapAndLost) {
        int disconnected = 0;
        int clients = 0;
        for (int i = 0; i < times; i++) {
            ensemble.awaitEven();
            int leader =
                    ensemble.leader().orElseThrow(() -> new BenchFailure("there is no leader"));
            List<SteadyWriter> writers = writers(ensemble.addressesWithout(leader));
            try {
                writers.forEach(writer -> writer.await(WARM_WRITES, WRITE_LIMIT_NS));
                strike(fault, leader, writers);
                if (fault == Fault.STOP) {
                    heal(fault, leader);
                    writers.forEach(writer -> writer.await(1, WRITE_LIMIT_NS));
                }
                long longestNs = 0;
                for (SteadyWriter writer : writers) {
                    longestNs = Math.max(longestNs, writer.longestGapNs());
                    disconnected += writer.disconnects() > 0 ? 1 : 0;
                    clients++;
                }
                tally.add(gapAndLost.get(0), longestNs / 1e6);
            } finally {
                writers.forEach(SteadyWriter::close);
            }
            if (fault != Fault.STOP) {
                heal(fault, leader);
            }
        }
        tally.add(gapAndLost.get(1), 100.0 * disconnected / clients);
    }

    private static List<SteadyWriter> writers(List<InetSocketAddress> survivors) {
        List<SteadyWriter> writers = new ArrayList<>();
        List<InetSocketAddress> order = new ArrayList<>(survivors);
        for (int i = 0; i < survivors.size(); i++) {
            writers.add(new SteadyWriter(order, PARENT + "/" + i, DATA));
            Collections.rotate(order, -1);
        }
        return writers;
    }

    /** Returns once another member leads and every client has written through it for a while. */
    private void strike(Fault fault, int leader, List<SteadyWriter> writers) {
        writers.forEach(SteadyWriter::begin);
        switch (fault) {
            case KILL -> ensemble.kill(leader);
            case FREEZE -> ensemble.freeze(leader);
            case STOP -> ensemble.stop(leader);
        }
        ensemble.awaitLeaderBeside(leader);
        writers.forEach(writer -> writer.await(1, WRITE_LIMIT_NS));
        Pause.ms(SETTLE_MS);
        writers.forEach(writer -> writer.await(1, WRITE_LIMIT_NS));
    }

    private void heal(Fault fault, int leader) {
        switch (fault) {
            case KILL, STOP -> ensemble.restart(leader);
            case FREEZE -> ensemble.thaw(leader);
        }
        ensemble.awaitWhole();
    }
}
