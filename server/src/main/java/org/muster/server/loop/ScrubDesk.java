package org.muster.server.loop;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.muster.model.Zxid;
import org.muster.replica.core.CoreInput;
import org.muster.server.log.EventLog;
import org.muster.storage.disk.DiskException;
import org.muster.storage.name.SnapshotName;
import org.muster.storage.recovery.Directories;
import org.muster.storage.scrub.Scrub;

/**
 * Reads all files again once a day, on a thread of its own that rests four times as long as it
 * works. A damaged snapshot is set aside and replaced by a new one; what follows from a log that a
 * start would miss is an {@link Answer}.
 */
public final class ScrubDesk {
    private static final long EVERY_NS = TimeUnit.HOURS.toNanos(24);
    private static final long SLICE_NS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int RESTS_A_SLICE = 4;

    private final Directories directories;
    private final Supplier<Zxid> last;
    private final Answer answer;
    private final EventLog log;
    private long sliceStartNs;
    private volatile boolean stopping;

    /**
     * What damage leads to.
     *
     * @param asked is asked for a new snapshot
     * @param halt ends the process if a start would miss a damaged log; null if nobody else holds
     *     what was in it: then a snapshot of what is in memory makes it good
     */
    public record Answer(Consumer<CoreInput> asked, @Nullable Halt halt) {}

    /** Reads {@code directories}, whose state is at {@code last}. */
    public ScrubDesk(Directories directories, Supplier<Zxid> last, Answer answer, EventLog log) {
        this.directories = directories;
        this.last = last;
        this.answer = answer;
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
            onDamage(report);
        } catch (DiskException failure) {
            log.error("scrub: the directory cannot be read: " + failure.getMessage());
        }
    }

    private void onDamage(Scrub.Report report) {
        String found =
                "scrub: damaged snapshots "
                        + report.snapshots()
                        + ", damaged logs "
                        + report.logs()
                        + "; "
                        + report.files()
                        + " files are whole; ";
        Halt halt = answer.halt();
        if (report.startFails() && halt != null) {
            // What this member vouched for is no longer on its disk: it must not vote as if it
            // were.
            halt.now(
                    Halt.DISK_FAILED,
                    found
                            + "acknowledged writes are gone from this disk: start again to be"
                            + " synchronised by the other members",
                    null);
            return;
        }
        log.error(found + "a new snapshot makes a start independent of them");
        answer.asked().accept(new CoreInput.SnapshotDue());
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
