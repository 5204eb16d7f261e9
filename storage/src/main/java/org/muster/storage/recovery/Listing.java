package org.muster.storage.recovery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.muster.storage.disk.DirEntry;
import org.muster.storage.disk.Disk;
import org.muster.storage.disk.DiskException;
import org.muster.storage.meta.Meta;
import org.muster.storage.name.LogName;
import org.muster.storage.name.OwnNames;
import org.muster.storage.name.SnapshotName;

/**
 * The data files of a server by their canonical names. Other names that begin like data are told to
 * the operator and never touched.
 *
 * @param logs oldest first
 * @param snapshots newest first
 * @param snapshotFiles the same with sizes, oldest first
 * @param oddNames files called like data, but not canonically
 * @param temporaries unfinished files of Muster's in the directory of logs, then of snapshots
 */
record Listing(
        List<LogName> logs,
        List<SnapshotName> snapshots,
        List<Meta.KnownFile> snapshotFiles,
        List<Finding> oddNames,
        List<Change> temporaries) {

    /** Reads both directories; a symbolic link or a file in the wrong one is refused. */
    static Listing of(Directories directories) throws DiskException {
        Listing listing =
                new Listing(
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new ArrayList<>());
        listing.addLogs(directories);
        listing.addSnapshots(directories);
        listing.logs.sort(Comparator.naturalOrder());
        listing.snapshots.sort(Comparator.reverseOrder());
        listing.snapshotFiles.sort(Meta.KnownFile.OLDEST_FIRST);
        return listing;
    }

    private void addLogs(Directories directories) throws DiskException {
        for (DirEntry entry : directories.logs().list()) {
            if (OwnNames.isTemporary(entry.name())) {
                temporaries.add(new Change.DropTemporary(Change.Where.LOGS, entry.name()));
            }
            if (!directories.single() && entry.name().startsWith(SnapshotName.PREFIX)) {
                throw misplaced(entry, "a snapshot in the directory of the logs");
            }
            if (entry.name().startsWith(LogName.PREFIX)) {
                requireFile(entry);
                Optional<LogName> name = LogName.parse(entry.name());
                name.ifPresentOrElse(logs::add, () -> oddNames.add(odd(entry)));
            }
        }
    }

    private void addSnapshots(Directories directories) throws DiskException {
        Disk disk = directories.snapshots();
        for (DirEntry entry : disk.list()) {
            if (!directories.single() && OwnNames.isTemporary(entry.name())) {
                temporaries.add(new Change.DropTemporary(Change.Where.SNAPSHOTS, entry.name()));
            }
            if (!directories.single() && entry.name().startsWith(LogName.PREFIX)) {
                throw misplaced(entry, "a log in the directory of the snapshots");
            }
            if (entry.name().startsWith(SnapshotName.PREFIX)) {
                requireFile(entry);
                Optional<SnapshotName> name = SnapshotName.parse(entry.name());
                if (name.isPresent()) {
                    snapshots.add(name.get());
                    snapshotFiles.add(new Meta.KnownFile(entry.name(), entry.sizeBytes()));
                } else {
                    oddNames.add(odd(entry));
                }
            }
        }
    }

    private static Finding odd(DirEntry entry) {
        return new Finding(
                Finding.Level.WARNING, entry.name(), -1, "not a canonical name: never read");
    }

    private static void requireFile(DirEntry entry) throws DiskException {
        if (entry.kind() != DirEntry.Kind.FILE) {
            throw misplaced(entry, "data files must be regular files, not links or directories");
        }
    }

    private static DiskException misplaced(DirEntry entry, String text) {
        return new DiskException(DiskException.Kind.DENIED, entry.name(), -1, text);
    }

    /** Whether nothing here looks like data, canonical or not. */
    boolean isEmpty() {
        return logs.isEmpty() && snapshots.isEmpty() && oddNames.isEmpty();
    }
}
