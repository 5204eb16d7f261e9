package org.muster.server.loop;

import org.jspecify.annotations.Nullable;
import org.muster.model.Zxid;
import org.muster.replica.core.CoreInput;
import org.muster.server.data.Configuration;
import org.muster.server.data.StateAssembler;
import org.muster.server.log.EventLog;
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

/**
 * Carries out what a member's consensus asks of its disk beyond appending. Owned by the log's
 * thread, like the log itself; the store is its own as long as it needs it.
 */
public final class HistoryKeeper {
    private static final int STEP_BYTES = 1 << 18;

    private final Store store;
    private final EpochKeeper epochs;
    private final SnapshotSettings snapshots;
    private final SnapshotDesk desk;
    private final EventLog log;
    private final Configuration configuration;
    private volatile Zxid reached;

    /** Of a member whose log ends at {@code last}. */
    public HistoryKeeper(
            Store store, EpochKeeper epochs, SnapshotSettings snapshots, Desk desk, Zxid last) {
        this.store = store;
        this.epochs = epochs;
        this.snapshots = snapshots;
        this.desk = desk.snapshots();
        this.log = desk.log();
        this.configuration = desk.configuration();
        this.reached = last;
    }

    /**
     * Who writes snapshots at other times, where events are told, and what a new state is given.
     */
    public record Desk(SnapshotDesk snapshots, EventLog log, Configuration configuration) {}

    /** Up to where the log is safe; on any thread. */
    public Zxid reached() {
        return reached;
    }

    void reached(Zxid upTo) {
        reached = upTo;
    }

    /** Carries out {@code order}: the answer. Everything appended to {@code writer} is safe. */
    CoreInput carryOut(LogOrder order, LogWriter writer) throws DiskException {
        return switch (order) {
            case LogOrder.KeepEpochs keep -> {
                Doubt before = epochs.doubt();
                Doubt doubt = doubt(keep.standing());
                epochs.keep(keep.accepted().value(), keep.current().value(), doubt);
                if (before != Doubt.NONE && doubt == Doubt.NONE) {
                    log.info(
                            before == Doubt.EMPTY
                                    ? "every voter is here and empty: a new ensemble begins"
                                    : "this member's word counts again: it votes from now on");
                }
                yield new CoreInput.Consensus(new ZabInput.EpochsKept(keep.token()));
            }
            case LogOrder.Truncate cut -> desk.exclusively(() -> truncate(cut, writer));
            case LogOrder.Install install -> desk.exclusively(() -> install(install, writer));
        };
    }

    private static Doubt doubt(ZabStart.Standing standing) {
        return switch (standing) {
            case INTACT -> Doubt.NONE;
            case SUSPECT -> Doubt.SUSPECT;
            case EMPTY -> Doubt.EMPTY;
            case AMNESIAC -> Doubt.AMNESIAC;
        };
    }

    private CoreInput truncate(LogOrder.Truncate cut, LogWriter writer) throws DiskException {
        return switch (writer.truncate(cut.to(), store.directories().snapshots())) {
            case Truncation.Done(Zxid last) -> {
                log.info("the log was cut behind " + last + " as the leader asks");
                @Nullable State state = last.compareTo(cut.applied()) < 0 ? reload(last) : null;
                reached = last;
                yield new CoreInput.HistoryReplaced(cut.generation(), last, state);
            }
            case Truncation.Impossible(String why) -> {
                log.warn(
                        "the log cannot be cut behind "
                                + cut.to()
                                + ", the leader's whole state is to replace it: "
                                + why);
                yield new CoreInput.Consensus(new ZabInput.TruncateFailed(cut.generation()));
            }
        };
    }

    private State reload(Zxid last) throws DiskException {
        StateAssembler assembler = new StateAssembler();
        if (store.reload(assembler) instanceof Recovered.Intact
                && assembler.state().lastZxid().equals(last)) {
            return configuration.in(assembler.state());
        }
        throw new IllegalStateException("what was left after a cut is not whole up to " + last);
    }

    private CoreInput install(LogOrder.Install order, LogWriter writer) throws DiskException {
        State state = order.state();
        SnapshotImage image = new SnapshotImage(state.lastZxid(), state.digest(), state.export());
        try (SnapshotInstall install = store.install(snapshots, image)) {
            boolean written = false;
            while (!written) {
                written = install.step(STEP_BYTES);
            }
            install.publish(writer);
            desk.onInstalled(install.sizeBytes());
        }
        log.info("the leader's snapshot of " + state.lastZxid() + " is in place");
        reached = state.lastZxid();
        return new CoreInput.HistoryReplaced(
                order.generation(), state.lastZxid(), configuration.in(state));
    }
}
