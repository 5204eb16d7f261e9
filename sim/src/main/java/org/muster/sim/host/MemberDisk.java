package org.muster.sim.host;

import org.jspecify.annotations.Nullable;
import org.muster.model.Zxid;
import org.muster.replica.core.CoreInput;
import org.muster.sim.world.ViolationException;
import org.muster.state.State;
import org.muster.storage.Store;
import org.muster.storage.disk.DiskException;
import org.muster.storage.install.SnapshotInstall;
import org.muster.storage.log.LogWriter;
import org.muster.storage.log.Truncation;
import org.muster.storage.meta.Doubt;
import org.muster.storage.meta.EpochKeeper;
import org.muster.storage.recovery.Recovered;
import org.muster.storage.snapshot.SnapshotImage;
import org.muster.storage.snapshot.SnapshotSettings;
import org.muster.zab.ZabInput;
import org.muster.zab.ZabStart;

/** What a member's disk does beyond appending, on the thread of the log. */
final class MemberDisk {
    private static final int INSTALL_STEP_BYTES = 2_048;

    private final Machine machine;
    private final Store store;
    private final EpochKeeper epochs;
    private final SnapshotTask snapshots;

    MemberDisk(Machine machine, Store store, EpochKeeper epochs, SnapshotTask snapshots) {
        this.machine = machine;
        this.store = store;
        this.epochs = epochs;
        this.snapshots = snapshots;
    }

    /** Carries out {@code order}; everything appended before is safe. */
    CoreInput carryOut(LogOrder order, LogWriter writer) throws DiskException {
        return switch (order) {
            case LogOrder.Keep keep -> keep(keep);
            case LogOrder.Cut cut -> cut(cut, writer);
            case LogOrder.Install install -> install(install, writer);
            case LogOrder.Append append -> throw new IllegalStateException("unflushed " + append);
        };
    }

    private CoreInput keep(LogOrder.Keep keep) throws DiskException {
        Doubt doubt =
                switch (keep.standing()) {
                    case INTACT -> Doubt.NONE;
                    case SUSPECT -> Doubt.SUSPECT;
                    case EMPTY -> Doubt.EMPTY;
                    case AMNESIAC -> Doubt.AMNESIAC;
                };
        machine.world().coverage().sometimes("SUSPECT repaired", isDispelled(Doubt.SUSPECT, doubt));
        machine.world()
                .coverage()
                .sometimes("empty member begins with all", isDispelled(Doubt.EMPTY, doubt));
        epochs.keep(keep.accepted().value(), keep.current().value(), doubt);
        if (keep.standing() == ZabStart.Standing.INTACT) {
            machine.disks().trusted();
        }
        machine.note("epochs kept", keep.accepted().value(), keep.current().value());
        return new CoreInput.Consensus(new ZabInput.EpochsKept(keep.token()));
    }

    private boolean isDispelled(Doubt before, Doubt now) {
        return epochs.doubt() == before && now == Doubt.NONE;
    }

    private CoreInput cut(LogOrder.Cut cut, LogWriter writer) throws DiskException {
        snapshots.abandon();
        machine.disks().forgets(cut.to());
        Truncation result = writer.truncate(cut.to(), store.directories().snapshots());
        machine.disks().rescan();
        return switch (result) {
            case Truncation.Done(Zxid last) -> {
                machine.world().coverage().reached("TRUNC");
                machine.note("history cut", cut.to().value(), last.value());
                @Nullable State state = last.compareTo(cut.applied()) < 0 ? reload(last) : null;
                yield new CoreInput.HistoryReplaced(cut.generation(), last, state);
            }
            case Truncation.Impossible(String why) -> {
                machine.world().coverage().reached("TRUNC impossible");
                machine.note("history cannot be cut", why);
                yield new CoreInput.Consensus(new ZabInput.TruncateFailed(cut.generation()));
            }
        };
    }

    private State reload(Zxid last) throws DiskException {
        StateLoader loader = new StateLoader();
        if (store.reload(loader) instanceof Recovered.Intact intact && intact.last().equals(last)) {
            return loader.state();
        }
        throw new ViolationException("C5", "what is left after a cut is not whole up to " + last);
    }

    private CoreInput install(LogOrder.Install order, LogWriter writer) throws DiskException {
        snapshots.abandon();
        machine.disks().forgets(order.state().lastZxid());
        State state = order.state();
        SnapshotImage image = new SnapshotImage(state.lastZxid(), state.digest(), state.export());
        try (SnapshotInstall install = store.install(SnapshotSettings.DEFAULT, image)) {
            boolean written = false;
            while (!written) {
                written = install.step(INSTALL_STEP_BYTES);
            }
            install.publish(writer);
            snapshots.installed(install.sizeBytes());
        }
        machine.disks().rescan();
        machine.world().coverage().reached("SNAP");
        machine.note("snapshot installed", state.lastZxid().value());
        return new CoreInput.HistoryReplaced(order.generation(), state.lastZxid(), state);
    }
}
