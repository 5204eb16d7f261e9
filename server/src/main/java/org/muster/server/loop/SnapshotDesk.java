package org.muster.server.loop;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.muster.replica.core.CoreInput;
import org.muster.server.log.EventLog;
import org.muster.server.metrics.ServerMetrics;
import org.muster.state.State;
import org.muster.storage.Store;
import org.muster.storage.disk.DiskException;
import org.muster.storage.purge.Purge;
import org.muster.storage.snapshot.SnapshotImage;
import org.muster.storage.snapshot.SnapshotSchedule;
import org.muster.storage.snapshot.SnapshotSettings;
import org.muster.storage.snapshot.SnapshotWriter;

/**
 * Snapshots and purges: when they are due, and their carrying out on a thread of their own, which
 * rests three times as long as it works: it takes a quarter of a processor and of the disk at most.
 */
public final class SnapshotDesk implements LogKeeper.Growth {
    private static final int STEP_BYTES = 1 << 18;
    private static final int REST_PER_WORK = 3;

    private final Store store;
    private final SnapshotSettings settings;
    private final SnapshotSchedule schedule;
    private final Parts parts;
    private final Purge purge;
    private final Object scheduleLock = new Object();
    private long loggedBytes;
    private boolean announced;
    private volatile boolean stopping;

    /**
     * What the desk works with.
     *
     * @param worker does nothing else
     * @param core is told when a snapshot is due
     */
    public record Parts(
            Worker worker,
            java.util.function.Consumer<CoreInput> core,
            ServerMetrics metrics,
            EventLog log) {}

    /** The desk of {@code store}, which is the worker's from now on. */
    public SnapshotDesk(
            Store store, SnapshotSettings settings, SnapshotSchedule schedule, Parts parts) {
        this.store = store;
        this.settings = settings;
        this.schedule = schedule;
        this.parts = parts;
        this.purge = new Purge(store.directories());
    }

    @Override
    public void grown(long appendedBytes, int records) {
        boolean due;
        synchronized (scheduleLock) {
            schedule.onLogged(records, appendedBytes - loggedBytes);
            loggedBytes = appendedBytes;
            due = !announced && schedule.isDue();
            announced |= due;
        }
        if (due) {
            parts.core().accept(new CoreInput.SnapshotDue());
        }
    }

    /** Writes {@code state}, later. */
    public void take(State state) {
        synchronized (scheduleLock) {
            schedule.onBegun();
            announced = false;
        }
        parts.worker().run(() -> write(state));
    }

    /** Deletes what is not needed to keep {@code retain} snapshots, later. */
    public void purge(int retain) {
        parts.worker().run(() -> purgeNow(retain));
    }

    /** Gives up a snapshot that is being written. */
    public void stop() {
        stopping = true;
    }

    private void write(State state) {
        long start = System.nanoTime();
        parts.log().info("Snapshotting: " + state.lastZxid());
        SnapshotImage image = new SnapshotImage(state.lastZxid(), state.digest(), state.export());
        long size = -1;
        try (SnapshotWriter writer = store.snapshotWriter(settings, image)) {
            if (writeSlowly(writer)) {
                size = writer.sizeBytes();
                purge.onVerified(writer.name());
            }
        } catch (DiskException failure) {
            parts.log().error("no snapshot could be written: " + failure.getMessage());
        }
        synchronized (scheduleLock) {
            if (size < 0) {
                schedule.onAbandoned();
            } else {
                schedule.onFinished(size);
            }
        }
        if (size >= 0) {
            long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            parts.metrics().snapshotTime.add(tookMs);
            parts.log().info("Snapshot taken in " + tookMs + " ms, " + size + " bytes");
        }
    }

    private boolean writeSlowly(SnapshotWriter writer) throws DiskException {
        boolean done = false;
        while (!done && !stopping) {
            long start = System.nanoTime();
            done = writer.step(STEP_BYTES);
            LockSupport.parkNanos(REST_PER_WORK * (System.nanoTime() - start));
        }
        return done;
    }

    private void purgeNow(int retain) {
        parts.log().info("Purge task started.");
        try {
            Purge.Deleted deleted = purge.run(retain);
            deleted.snapshots().forEach(name -> parts.log().info("Removing file: " + name));
            deleted.logs().forEach(name -> parts.log().info("Removing file: " + name));
            deleted.damaged()
                    .forEach(name -> parts.log().error("the snapshot " + name + " is damaged"));
        } catch (DiskException failure) {
            parts.log().error("purging failed: " + failure.getMessage());
        }
        parts.log().info("Purge task completed.");
    }
}
