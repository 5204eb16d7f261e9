package org.muster.server.loop;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
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
    private final ReentrantLock storeLock = new ReentrantLock();
    private final AtomicInteger interruptions = new AtomicInteger();
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
        int ticket = interruptions.get();
        parts.worker().run(() -> write(state, ticket));
    }

    /** Deletes what is not needed to keep {@code retain} snapshots, later. */
    public void purge(int retain) {
        parts.worker().run(() -> purgeNow(retain));
    }

    /** What needs the store for itself. */
    public interface StoreUse<T> {
        /** Uses the store, while no snapshot is written and nothing is purged. */
        T use() throws DiskException;
    }

    /** Gives up a snapshot that is being written, and lets {@code use} have the store. */
    public <T> T exclusively(StoreUse<T> use) throws DiskException {
        interruptions.incrementAndGet();
        storeLock.lock();
        try {
            return use.use();
        } finally {
            storeLock.unlock();
        }
    }

    /** Another server's snapshot of this size is in place of all that was logged. */
    public void onInstalled(long sizeBytes) {
        synchronized (scheduleLock) {
            schedule.onBegun();
            schedule.onFinished(sizeBytes);
            announced = false;
        }
    }

    /** Gives up a snapshot that is being written. */
    public void stop() {
        stopping = true;
    }

    private void write(State state, int ticket) {
        long start = System.nanoTime();
        parts.log().info("Snapshotting: " + state.lastZxid());
        SnapshotImage image = new SnapshotImage(state.lastZxid(), state.digest(), state.export());
        long size = -1;
        storeLock.lock();
        try (SnapshotWriter writer = store.snapshotWriter(settings, image)) {
            if (writeSlowly(writer, ticket)) {
                size = writer.sizeBytes();
                purge.onVerified(writer.name());
            }
        } catch (DiskException failure) {
            parts.log().error("no snapshot could be written: " + failure.getMessage());
        } finally {
            storeLock.unlock();
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

    /** Whether it could be finished; not if since {@code ticket} the history was replaced. */
    private boolean writeSlowly(SnapshotWriter writer, int ticket) throws DiskException {
        boolean done = false;
        while (!done && !stopping && interruptions.get() == ticket) {
            long start = System.nanoTime();
            done = writer.step(STEP_BYTES);
            LockSupport.parkNanos(REST_PER_WORK * (System.nanoTime() - start));
        }
        return done;
    }

    private void purgeNow(int retain) {
        parts.log().info("Purge task started.");
        storeLock.lock();
        try {
            Purge.Deleted deleted = purge.run(retain);
            deleted.snapshots().forEach(name -> parts.log().info("Removing file: " + name));
            deleted.logs().forEach(name -> parts.log().info("Removing file: " + name));
            deleted.damaged()
                    .forEach(name -> parts.log().error("the snapshot " + name + " is damaged"));
        } catch (DiskException failure) {
            parts.log().error("purging failed: " + failure.getMessage());
        } finally {
            storeLock.unlock();
        }
        parts.log().info("Purge task completed.");
    }
}
