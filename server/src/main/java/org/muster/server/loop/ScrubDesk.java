package org.muster.server.loop;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.muster.model.Zxid;
import org.muster.replica.core.CoreInput;
import org.muster.server.log.EventLog;
import org.muster.storage.disk.DiskException;
import org.muster.storage.name.SnapshotName;
import org.muster.storage.recovery.Directories;
import org.muster.storage.scrub.Scrub;

/**
 * Reads all files again once a day, on a thread of its own that rests four times as long as it
 * works. A damaged snapshot is set aside, and any damage is answered by a new snapshot, from which
 * a start then needs nothing of what is damaged.
 */
public final class ScrubDesk {
    private static final long EVERY_NS = TimeUnit.HOURS.toNanos(24);
    private static final long SLICE_NS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int RESTS_A_SLICE = 4;

    private final Directories directories;
    private final Supplier<Zxid> last;
    private final Consumer<CoreInput> core;
    private final EventLog log;
    private long sliceStartNs;
    private volatile boolean stopping;

    /** Reads {@code directories}, whose state is at {@code last}; asks the core for snapshots. */
    public ScrubDesk(
            Directories directories, Supplier<Zxid> last, Consumer<CoreInput> core, EventLog log) {
        this.directories = directories;
        this.last = last;
        this.core = core;
        this.log = log;
    }

    /** Lets {@code worker}, which does nothing else, scrub every day from tomorrow on. */
    public void start(Worker worker) {
        worker.everyFromLater(EVERY_NS, this::scrub);
    }

    /** Gives up a scrub under way. */
    public void stop() {
        stopping = true;
    }

    /** Reads everything once and says in one line what was found. */
    public void scrub() {
        sliceStartNs = System.nanoTime();
        try {
            Scrub.Report report = Scrub.run(directories, this::next);
            if (stopping) {
                return;
            }
            if (report.isClean()) {
                log.info("scrub: all " + report.files() + " files are whole");
                return;
            }
            for (SnapshotName damaged : report.snapshots()) {
                Scrub.setAside(directories, damaged, last.get());
            }
            log.error(
                    "scrub: damaged snapshots "
                            + report.snapshots()
                            + ", damaged logs "
                            + report.logs()
                            + "; "
                            + report.files()
                            + " files are whole; a new snapshot makes a start independent of them");
            core.accept(new CoreInput.SnapshotDue());
        } catch (DiskException failure) {
            log.error("scrub: the directory cannot be read: " + failure.getMessage());
        }
    }

    private boolean next() {
        long workedNs = System.nanoTime() - sliceStartNs;
        if (workedNs >= SLICE_NS) {
            LockSupport.parkNanos(RESTS_A_SLICE * workedNs);
            sliceStartNs = System.nanoTime();
        }
        return !stopping;
    }
}
