package org.muster.sim.host;

import org.jspecify.annotations.Nullable;
import org.muster.replica.core.CoreInput;
import org.muster.sim.world.Rng;
import org.muster.state.State;
import org.muster.storage.Store;
import org.muster.storage.disk.DiskException;
import org.muster.storage.purge.Purge;
import org.muster.storage.snapshot.SnapshotImage;
import org.muster.storage.snapshot.SnapshotSchedule;
import org.muster.storage.snapshot.SnapshotSettings;
import org.muster.storage.snapshot.SnapshotWriter;

/** The thread of the snapshots: writes one at a time, in steps, and purges behind it. */
final class SnapshotTask {
    private static final int STEP_BYTES = 512;
    private static final int RETAIN = 3;

    private final Machine machine;
    private final SimProcess process;
    private final Store store;
    private final SnapshotSchedule schedule;
    private final Purge purge;
    private final Rng rng;
    private @Nullable SnapshotWriter writer;

    /** Counts the histories that this process has had. */
    private long lives;

    SnapshotTask(Machine machine, SimProcess process, Store store, SnapshotSchedule schedule) {
        this.machine = machine;
        this.process = process;
        this.store = store;
        this.schedule = schedule;
        this.purge = new Purge(store.directories());
        this.rng = machine.rng().stream("snapshots");
    }

    /** So much more is in the log. */
    void logged(long records, long bytes, CoreTask core) {
        schedule.onLogged(records, bytes);
        if (schedule.isDue()) {
            schedule.onBegun();
            core.input(new CoreInput.SnapshotDue());
        }
    }

    /** The history is about to change: what is being written of the old one is dropped. */
    void abandon() {
        lives++;
        SnapshotWriter current = writer;
        writer = null;
        if (current != null) {
            current.close();
            schedule.onAbandoned();
        }
    }

    /** A leader's snapshot of {@code sizeBytes} has replaced everything. */
    void installed(long sizeBytes) {
        schedule.onBegun();
        schedule.onFinished(sizeBytes);
    }

    void take(State state) {
        long of = lives;
        process.later(machine.shape().turnDelayNs(rng), () -> begin(state, of));
    }

    private void begin(State state, long of) {
        if (of != lives || writer != null) {
            schedule.onAbandoned();
            return;
        }
        machine.note("snapshot begins", state.lastZxid().value());
        try {
            writer =
                    store.snapshotWriter(
                            SnapshotSettings.DEFAULT,
                            new SnapshotImage(state.lastZxid(), state.digest(), state.export()));
            step(of);
        } catch (DiskException failed) {
            giveUp(failed);
        }
    }

    private void step(long of) {
        SnapshotWriter current = writer;
        if (current == null || of != lives) {
            return;
        }
        try {
            if (!current.step(STEP_BYTES * (1 + rng.nextInt(8)))) {
                process.later(machine.shape().writeDelayNs(rng), () -> step(of));
                return;
            }
            machine.note("snapshot done", current.name().toString());
            machine.world().coverage().reached("snapshot written");
            schedule.onFinished(current.sizeBytes());
            purge.onVerified(current.name());
            writer = null;
            if (machine.shape().purges()) {
                purge();
            }
        } catch (DiskException failed) {
            giveUp(failed);
        }
    }

    private void purge() throws DiskException {
        Purge.Deleted deleted = purge.run(RETAIN);
        machine.world().coverage().sometimes("old logs purged", !deleted.logs().isEmpty());
    }

    private void giveUp(DiskException failed) {
        machine.world().coverage().reached("snapshot failed: " + failed.kind());
        machine.note("snapshot fails", String.valueOf(failed.getMessage()));
        SnapshotWriter current = writer;
        writer = null;
        if (current != null) {
            current.close();
        }
        schedule.onAbandoned();
    }
}
