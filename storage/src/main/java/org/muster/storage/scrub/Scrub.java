package org.muster.storage.scrub;

import java.util.ArrayList;
import java.util.List;
import org.muster.model.Zxid;
import org.muster.storage.disk.DirEntry;
import org.muster.storage.disk.Disk;
import org.muster.storage.disk.DiskException;
import org.muster.storage.log.Frame;
import org.muster.storage.log.LogFileReader;
import org.muster.storage.name.LogName;
import org.muster.storage.name.OwnNames;
import org.muster.storage.name.SnapshotName;
import org.muster.storage.recovery.Directories;
import org.muster.storage.snapshot.DamagedSnapshotException;
import org.muster.storage.snapshot.SnapshotReader;

/**
 * Reads all snapshots and all logs but the one being written, seals and checksums and all. May run
 * beside the writers and a purge: what a purge deletes meanwhile is no finding.
 */
public final class Scrub {
    private final Directories directories;
    private final Pace pace;
    private final List<SnapshotName> snapshots = new ArrayList<>();
    private final List<String> logs = new ArrayList<>();
    private Zxid newestWhole = Zxid.ZERO;
    private LogName lastDamaged = new LogName(Zxid.ZERO);
    private int files;

    /** Asked after each record, so that its caller decides how fast it reads. */
    public interface Pace {
        /** Returns when the next record may be read; false gives the scrub up. */
        boolean next();
    }

    /**
     * What was found.
     *
     * @param files read whole
     * @param snapshots damaged ones
     * @param logs damaged ones, each with the place and what is wrong there
     * @param startFails whether one of those logs lies behind the newest whole snapshot, so that a
     *     start would miss it
     */
    public record Report(
            int files, List<SnapshotName> snapshots, List<String> logs, boolean startFails) {
        /** Whether nothing is damaged. */
        public boolean isClean() {
            return snapshots.isEmpty() && logs.isEmpty();
        }
    }

    private Scrub(Directories directories, Pace pace) {
        this.directories = directories;
        this.pace = pace;
    }

    /** Reads {@code directories} once, as fast as {@code pace} allows. */
    public static Report run(Directories directories, Pace pace) throws DiskException {
        Scrub scrub = new Scrub(directories, pace);
        scrub.readAll();
        return new Report(
                scrub.files,
                List.copyOf(scrub.snapshots),
                List.copyOf(scrub.logs),
                scrub.startFails());
    }

    /** Takes the damaged snapshot {@code name} out of the way; the state is at {@code at}. */
    public static void setAside(Directories directories, SnapshotName name, Zxid at)
            throws DiskException {
        Disk disk = directories.snapshots();
        for (int attempt = 0; ; attempt++) {
            String aside = OwnNames.aside(name.toString(), at, attempt);
            if (!isThere(disk, aside)) {
                disk.rename(name.toString(), aside);
                disk.sync();
                return;
            }
        }
    }

    private void readAll() throws DiskException {
        List<LogName> finished = LogName.in(directories.logs());
        for (int i = 0; i < finished.size() - 1; i++) {
            int damagedBefore = logs.size();
            if (!readLog(finished.get(i).toString())) {
                return;
            }
            if (logs.size() > damagedBefore) {
                lastDamaged = finished.get(i);
            }
        }
        for (DirEntry entry : directories.snapshots().list()) {
            var name = SnapshotName.parse(entry.name());
            if (name.isPresent() && !readSnapshot(name.get())) {
                return;
            }
        }
    }

    private boolean startFails() throws DiskException {
        List<LogName> all = LogName.in(directories.logs());
        return !logs.isEmpty() && all.indexOf(lastDamaged) >= LogName.firstBehind(all, newestWhole);
    }

    /** Whether to go on. */
    private boolean readLog(String name) throws DiskException {
        try (LogFileReader log = LogFileReader.open(directories.logs(), name)) {
            if (log.header() == LogFileReader.Header.WRONG) {
                logs.add(name + ": no header of a log");
                return true;
            }
            long offset = LogFileReader.FIRST_RECORD;
            while (pace.next()) {
                switch (log.read(offset)) {
                    case Frame.Good good -> offset = good.end();
                    case Frame.End _ -> {
                        files++;
                        return true;
                    }
                    case Frame.Bad(long at, String reason) -> {
                        logs.add(name + " at offset " + at + ": " + reason);
                        return true;
                    }
                }
            }
            return false;
        } catch (DiskException failure) {
            if (isThere(directories.logs(), name)) {
                logs.add(name + ": " + failure.getMessage());
            }
            return true;
        }
    }

    /** Whether to go on. */
    private boolean readSnapshot(SnapshotName name) throws DiskException {
        boolean[] goesOn = {true};
        try {
            // A snapshot is read in one go; one given up is read to its end without rests.
            SnapshotReader.read(
                    directories.snapshots(), name, record -> goesOn[0] = goesOn[0] && pace.next());
            files++;
            newestWhole = newestWhole.compareTo(name.zxid()) < 0 ? name.zxid() : newestWhole;
        } catch (DamagedSnapshotException damaged) {
            snapshots.add(name);
        } catch (DiskException failure) {
            if (isThere(directories.snapshots(), name.toString())) {
                snapshots.add(name);
            }
        }
        return goesOn[0];
    }

    private static boolean isThere(Disk disk, String name) throws DiskException {
        return disk.list().stream().anyMatch(entry -> entry.name().equals(name));
    }
}
