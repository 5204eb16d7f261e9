package org.muster.sim.host;

import java.util.ArrayList;
import java.util.List;
import org.muster.model.Bytes;
import org.muster.model.Zxid;
import org.muster.replica.ReplicaConfig;
import org.muster.replica.core.CoreStart;
import org.muster.sim.world.SimLink;
import org.muster.sim.world.World;
import org.muster.state.State;
import org.muster.state.auth.AuthRules;
import org.muster.state.prepare.StateRules;
import org.muster.storage.Store;
import org.muster.storage.disk.DiskException;
import org.muster.storage.log.LogSettings;
import org.muster.storage.log.LogWriter;
import org.muster.storage.meta.Meta;
import org.muster.storage.recovery.Recovered;
import org.muster.storage.snapshot.SnapshotImage;
import org.muster.storage.snapshot.SnapshotSchedule;
import org.muster.storage.snapshot.SnapshotSettings;

/** One life of the server: from recovery to its end. */
final class Life {
    private static final long OVERDUE_SLACK_NS = 5_000_000_000L;

    private final Machine machine;
    private final World world;
    private final ServerShape shape;
    private final SimProcess process;
    private final List<FrontTask> fronts = new ArrayList<>();
    private boolean serving;
    private int accepted;

    Life(Machine machine, int number) {
        this.machine = machine;
        this.world = machine.world();
        this.shape = machine.shape();
        this.process = new SimProcess(world, this::died);
        this.accepted = number;
    }

    SimProcess process() {
        return process;
    }

    boolean isServing() {
        return serving && process.isAlive();
    }

    void begin() {
        process.later(1_000_000L, this::boot);
    }

    void end(String why) {
        process.die(why);
    }

    private void died(String why) {
        serving = false;
        machine.ended(why, links());
    }

    List<SimLink> links() {
        List<SimLink> links = new ArrayList<>();
        for (FrontTask front : fronts) {
            front.links().forEach(link -> links.add(link.link()));
        }
        links.sort((a, b) -> Long.compare(a.id(), b.id()));
        return links;
    }

    void accept(SimLink link, String address) {
        fronts.get(accepted++ % fronts.size()).accept(link, address);
    }

    void clientReads(long linkId) {
        for (FrontTask front : fronts) {
            for (ServerLink link : List.copyOf(front.links())) {
                if (link.link().id() == linkId) {
                    front.clientReads(link);
                }
            }
        }
    }

    void inspect() {
        machine.oracle()
                .requireNoneOverdue(
                        machine.clock().monotonicNs(),
                        OVERDUE_SLACK_NS + 3L * shape.tickTimeMs() * 1_000_000L);
    }

    private void boot() {
        try {
            Store opened = Store.open(machine.volumes().directories());
            StateLoader loader = new StateLoader();
            Recovered recovered = opened.recover(loader);
            world.note("recovered", recovered.getClass().getSimpleName());
            switch (recovered) {
                case Recovered.Suspect suspect -> {
                    machine.refused(suspect.damage().toString());
                    end("refused");
                }
                case Recovered.Intact intact -> settle(opened, loader, intact);
            }
        } catch (DiskException failed) {
            world.coverage().reached("start failed: " + failed.kind());
            end("start failed: " + failed.getMessage());
        }
    }

    private void settle(Store opened, StateLoader loader, Recovered.Intact intact)
            throws DiskException {
        State state = loader.state();
        state.validate();
        long zxid = intact.last().value();
        judge(zxid, state, false);
        boolean twoDisks = machine.volumes().areSeparate() && zxid > 0;
        world.coverage().sometimes("recovered from two directories", twoDisks);
        world.coverage().sometimes("torn tail cut", intact.ending() == Recovered.Ending.TORN);
        world.coverage()
                .sometimes(
                        "snapshot fallback",
                        intact.findings().stream()
                                .anyMatch(f -> f.text().contains("older snapshot")));
        Meta meta = opened.meta().orElseGet(() -> Meta.fresh(Bytes.utf8("a key of sixteen")));
        long nowMs = machine.clock().now().wallMs();
        long idBaseMs = meta.idBaseMs(nowMs, loader.latestMs());
        opened.settle(intact.settlement(), meta.forStart(nowMs, loader.latestMs()));
        if (intact.ending() == Recovered.Ending.EMPTY) {
            opened.snapshotWriter(
                            SnapshotSettings.DEFAULT,
                            new SnapshotImage(Zxid.ZERO, state.digest(), state.export()))
                    .run();
        }
        judge(zxid, state, true);
        machine.served();
        serve(opened, new CoreStart(state, 1, idBaseMs, List.of(), null), intact, meta);
    }

    private void judge(long zxid, State state, boolean real) {
        machine.oracle().recovered(zxid, state.export(), real, machine.clock().monotonicNs());
    }

    private void serve(Store opened, CoreStart start, Recovered.Intact intact, Meta meta)
            throws DiskException {
        LogSettings settings =
                new LogSettings(
                        shape.segmentBytes(),
                        shape.fillsSegments(),
                        shape.forceSync(),
                        Long.MAX_VALUE);
        LogWriter writer = opened.logWriter(settings, intact.last());
        SnapshotSchedule schedule =
                new SnapshotSchedule(
                        new SnapshotSchedule.Bounds(shape.snapshotEveryRecords(), Long.MAX_VALUE),
                        intact.loaded().snapshotBytes());
        SnapshotTask snapshots = new SnapshotTask(machine, process, opened, schedule);
        LogTask log =
                new LogTask(machine, process, writer, opened.segmentPreparer(settings), snapshots);
        ReplicaConfig config = config(meta);
        for (int i = 0; i < shape.fronts(); i++) {
            fronts.add(new FrontTask(machine, process, i, config, start.state()));
        }
        CoreTask core =
                new CoreTask(
                        machine,
                        process,
                        config,
                        start,
                        new CoreTask.Wiring(fronts, log, snapshots));
        core.start();
        serving = true;
        world.note("serving", intact.last().value());
    }

    private ReplicaConfig config(Meta meta) {
        return new ReplicaConfig(
                1,
                meta.passwordKey(),
                shape.tickTimeMs(),
                Math.min(100, shape.tickTimeMs()),
                2 * shape.tickTimeMs(),
                20 * shape.tickTimeMs(),
                3_000,
                new ReplicaConfig.ReaperPace(shape.sweepEveryMs(), shape.sweepPerMinute(), 0),
                new ReplicaConfig.FrontLimits(
                        1 << 20,
                        shape.maxOutstanding(),
                        shape.maxOutstandingBytes(),
                        4L << 10,
                        128L << 10),
                new StateRules(
                        new AuthRules(false, true, "SHA1", shape.superDigest()),
                        true,
                        shape.enforceQuota(),
                        false,
                        StateRules.DEFAULT_MAX_TXN_BYTES),
                null);
    }
}
