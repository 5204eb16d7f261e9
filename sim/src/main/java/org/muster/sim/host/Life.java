package org.muster.sim.host;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.Zxid;
import org.muster.replica.ReplicaConfig;
import org.muster.replica.core.Core;
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
import org.muster.storage.meta.EpochKeeper;
import org.muster.storage.meta.Meta;
import org.muster.storage.recovery.Recovered;
import org.muster.storage.snapshot.SnapshotImage;
import org.muster.storage.snapshot.SnapshotSchedule;
import org.muster.storage.snapshot.SnapshotSettings;

/** One life of the server: from recovery to its end. */
final class Life {
    private final Machine machine;
    private final World world;
    private final ServerShape shape;
    private final SimProcess process;
    private final List<FrontTask> fronts = new ArrayList<>();
    private @Nullable CoreTask core;
    private @Nullable PeerTask peers;
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

    @Nullable Core core() {
        return core == null || !process.isAlive() ? null : core.core();
    }

    private void died(String why) {
        serving = false;
        if (peers != null) {
            peers.ended(machine.isPowered());
        }
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

    private void boot() {
        try {
            Store opened = Store.open(machine.volumes().directories());
            Seat seat = machine.seat();
            if (seat != null) {
                serve(opened, new MemberBoot(machine, seat).run(opened));
                return;
            }
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
        CoreStart start = new CoreStart(state, 1, idBaseMs, List.of(), null);
        serve(opened, new Booted(start, meta.passwordKey(), intact.loaded(), null));
    }

    /**
     * What was found on the disk, settled.
     *
     * @param epochs of a member of an ensemble
     */
    record Booted(
            CoreStart start,
            Bytes passwordKey,
            Recovered.Loaded loaded,
            @Nullable EpochKeeper epochs) {}

    private void judge(long zxid, State state, boolean real) {
        machine.judge().recovered(new Zxid(zxid), state, real);
    }

    private void serve(Store opened, Booted booted) throws DiskException {
        CoreStart start = booted.start();
        Zxid last = start.state().lastZxid();
        LogSettings settings =
                new LogSettings(
                        shape.segmentBytes(),
                        shape.fillsSegments(),
                        shape.forceSync(),
                        Long.MAX_VALUE);
        LogWriter writer = opened.logWriter(settings, last);
        SnapshotSchedule schedule =
                new SnapshotSchedule(
                        new SnapshotSchedule.Bounds(shape.snapshotEveryRecords(), Long.MAX_VALUE),
                        booted.loaded().snapshotBytes());
        SnapshotTask snapshots = new SnapshotTask(machine, process, opened, schedule);
        LogTask log =
                new LogTask(machine, process, writer, opened.segmentPreparer(settings), snapshots);
        ReplicaConfig config = config(booted.passwordKey());
        EpochKeeper epochs = booted.epochs();
        Seat seat = machine.seat();
        PeerTask talker = null;
        if (seat != null && epochs != null) {
            log.serve(new MemberDisk(machine, opened, epochs, snapshots));
            talker = new PeerTask(machine, process, seat, opened, log);
        }
        for (int i = 0; i < shape.fronts(); i++) {
            fronts.add(new FrontTask(machine, process, i, config, start.state()));
        }
        CoreTask ofCore =
                new CoreTask(
                        machine,
                        process,
                        config,
                        start,
                        new CoreTask.Wiring(fronts, log, snapshots, talker));
        ofCore.start();
        core = ofCore;
        peers = talker;
        if (talker != null && start.ensemble() != null) {
            talker.start(ofCore, start.ensemble().standing());
        }
        serving = true;
        machine.note("serving", last.value());
    }

    private ReplicaConfig config(Bytes passwordKey) {
        Seat seat = machine.seat();
        return new ReplicaConfig(
                seat == null ? 1 : (int) (seat.id().value() & 0xff),
                passwordKey,
                shape.tickTimeMs(),
                seat == null
                        ? Math.min(100, shape.tickTimeMs())
                        : seat.config().timing().tickIntervalMs(),
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
                seat == null ? null : seat.config());
    }
}
