package org.muster.bench.scenario;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.muster.bench.failure.BenchFailure;
import org.muster.bench.load.Frames;
import org.muster.bench.load.LoadLoop;
import org.muster.bench.load.Requests;
import org.muster.bench.report.Figure;
import org.muster.bench.report.Row;
import org.muster.bench.server.EnsembleRun;

/**
 * An ensemble with a tree of a million znodes of 100 B in 10 parents, made while one follower is
 * away: it catches up, leaders are killed, and a member without data is sent all of it.
 */
public final class LargeEnsemble {
    private static final int SESSIONS = 48;
    private static final int PIPELINED = 16;
    private static final int DATA_BYTES = 100;
    private static final int PARENTS = 10;

    private final Plan plan;
    private final List<String> parents = new ArrayList<>();

    /** The ensemble of this plan. */
    public LargeEnsemble(Plan plan) {
        this.plan = plan;
        for (int i = 0; i < PARENTS; i++) {
            parents.add("/parent" + i);
        }
    }

    /** Whether the plan wants it. */
    public boolean isWanted() {
        return plan.wants(Row.CATCH_UP, Row.KILL_LARGE, Row.SNAPSHOT_SEND);
    }

    /** Measures one contestant, started for this on empty directories. */
    public void run(Tally tally, Path directory) {
        Plan.Size size = plan.size();
        try (EnsembleRun ensemble =
                new EnsembleRun(tally.contestant(), directory, size.servers(), plan.heap())) {
            make(ensemble, new Requests.Once(createsOfParents()), 1);
            ensemble.awaitEven();
            catchUp(ensemble, tally);
            if (plan.wants(Row.KILL_LARGE)) {
                new LeaderFaults(ensemble)
                        .repeat(
                                LeaderFaults.Fault.KILL,
                                size.faults(),
                                tally,
                                List.of(Figure.KILL_LARGE_GAP, Figure.KILL_LARGE_LOST));
            }
            if (plan.wants(Row.SNAPSHOT_SEND)) {
                ensemble.awaitEven();
                new SnapshotSend(plan, parents).run(tally, ensemble, follower(ensemble));
            }
        }
    }

    private List<byte[]> createsOfParents() {
        List<byte[]> frames = new ArrayList<>();
        parents.forEach(parent -> frames.add(Frames.create(parent, new byte[0])));
        return frames;
    }

    /** Makes the tree without one follower, which then must get all of it. */
    private void catchUp(EnsembleRun ensemble, Tally tally) {
        int away = follower(ensemble);
        ensemble.stop(away);
        Requests creates = new Requests.Creates(parents, plan.znodes(), DATA_BYTES, plan.seed());
        try (LoadLoop loop =
                new LoadLoop(
                        ensemble.addressesWithout(away), LoadLoop.Shape.of(SESSIONS, PIPELINED))) {
            loop.start(creates, SESSIONS, PIPELINED);
            loop.runToEnd();
        }
        ensemble.awaitQuietWithout(away);
        OptionalInt leader = ensemble.leader();
        OptionalLong last =
                leader.isPresent() ? ensemble.zxid(leader.getAsInt()) : OptionalLong.empty();
        long target = last.orElseThrow(() -> new BenchFailure("the leader is lost"));
        long cpu = ensemble.cpuMicrosWithout(away);
        long begin = ensemble.restart(away);
        ensemble.awaitZxid(away, target);
        long served = ensemble.awaitServing(away);
        if (plan.wants(Row.CATCH_UP)) {
            tally.add(Figure.CATCH_UP_TIME, (served - begin) / 1e9);
            tally.add(Figure.CATCH_UP_CPU, (ensemble.cpuMicros() - cpu) / 1e6);
        }
        ensemble.awaitWhole();
    }

    private static void make(EnsembleRun ensemble, Requests creates, int sessions) {
        try (LoadLoop loop = new LoadLoop(ensemble.addresses(), LoadLoop.Shape.of(sessions, 1))) {
            loop.start(creates, sessions, 1);
            loop.runToEnd();
        }
    }

    /** A member that does not lead. */
    private static int follower(EnsembleRun ensemble) {
        int leader = ensemble.leader().orElseThrow(() -> new BenchFailure("there is no leader"));
        return leader == 0 ? 1 : 0;
    }
}
