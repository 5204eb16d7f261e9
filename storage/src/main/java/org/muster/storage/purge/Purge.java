package org.muster.storage.purge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.muster.model.Zxid;
import org.muster.storage.disk.DirEntry;
import org.muster.storage.disk.Disk;
import org.muster.storage.disk.DiskException;
import org.muster.storage.name.LogName;
import org.muster.storage.name.SnapshotName;
import org.muster.storage.recovery.Directories;
import org.muster.storage.snapshot.DamagedSnapshotException;
import org.muster.storage.snapshot.SnapshotReader;

/**
 * Deletes old snapshots and logs. Keeps the newest snapshots that were read whole, seals and all,
 * and every log that recovery from the oldest of them may need. A snapshot that cannot be read does
 * not count as kept, and names that are not canonical are never touched.
 *
 * <p>Must not run before recovery has succeeded. May run while the server writes: it deletes only
 * what lies far behind.
 */
public final class Purge {
    /** Fewer are never kept. */
    public static final int MIN_RETAINED = 3;

    /**
     * How much log a member keeps whatever its operator retains: what another missed in some
     * minutes is brought by its records then, not by a snapshot of everything.
     */
    public static final long MEMBER_LOG_BYTES = 64L << 20;

    private final Directories directories;
    private final long keptLogBytes;
    private final Set<SnapshotName> verified = new TreeSet<>();

    /** Purges {@code directories} of a server that stands alone. */
    public Purge(Directories directories) {
        this(directories, 0);
    }

    /** Purges {@code directories}, but keeps the newest {@code keptLogBytes} of log at least. */
    public Purge(Directories directories, long keptLogBytes) {
        this.directories = directories;
        this.keptLogBytes = keptLogBytes;
    }

    /** This process wrote and verified {@code name}: it need not be read again. */
    public void onVerified(SnapshotName name) {
        verified.add(name);
    }

    /**
     * What a purge deleted.
     *
     * @param snapshots names in the directory of snapshots
     * @param logs names in the directory of logs
     * @param damaged snapshots that cannot be read, and stay unless they are older than those kept
     */
    public record Deleted(List<String> snapshots, List<String> logs, List<String> damaged) {}

    /**
     * Deletes what is not needed to keep {@code retain} snapshots, at least {@link #MIN_RETAINED};
     * nothing if there are no more than that.
     */
    public Deleted run(int retain) throws DiskException {
        List<SnapshotName> snapshots = SnapshotName.in(directories.snapshots()).reversed();
        List<String> damaged = new ArrayList<>();
        Optional<Zxid> oldestKept = oldestKept(snapshots, Math.max(retain, MIN_RETAINED), damaged);
        if (oldestKept.isEmpty()) {
            return new Deleted(List.of(), List.of(), damaged);
        }
        Zxid bound = oldestKept.get();
        List<String> oldSnapshots = new ArrayList<>();
        for (SnapshotName name : snapshots.reversed()) {
            if (name.zxid().compareTo(bound) < 0) {
                oldSnapshots.add(name.toString());
            }
        }
        List<String> oldLogs = unneededLogs(bound);
        // Logs last: a snapshot without the log behind it could still mislead a reader.
        delete(directories.snapshots(), oldSnapshots);
        delete(directories.logs(), oldLogs);
        return new Deleted(oldSnapshots, oldLogs, damaged);
    }

    private Optional<Zxid> oldestKept(
            List<SnapshotName> newestFirst, int retain, List<String> damaged) throws DiskException {
        int kept = 0;
        for (SnapshotName name : newestFirst) {
            if (!isWhole(name)) {
                damaged.add(name.toString());
            } else if (++kept == retain) {
                return Optional.of(name.zxid());
            }
        }
        return Optional.empty();
    }

    private boolean isWhole(SnapshotName name) throws DiskException {
        if (verified.contains(name)) {
            return true;
        }
        try {
            SnapshotReader.read(directories.snapshots(), name, record -> {});
            verified.add(name);
            return true;
        } catch (DamagedSnapshotException e) {
            return false;
        }
    }

    /** All logs before the newest one that begins at or before {@code bound}. */
    private List<String> unneededLogs(Zxid bound) throws DiskException {
        List<LogName> logs = LogName.in(directories.logs());
        int needed = 0;
        for (int i = 0; i < logs.size(); i++) {
            if (logs.get(i).first().compareTo(bound) <= 0) {
                needed = i;
            }
        }
        long newerBytes = 0;
        List<DirEntry> entries = directories.logs().list();
        for (int i = logs.size() - 1; i >= 0 && newerBytes < keptLogBytes; i--) {
            needed = Math.min(needed, i);
            newerBytes += sizeOf(logs.get(i).toString(), entries);
        }
        return logs.subList(0, needed).stream().map(LogName::toString).toList();
    }

    private static long sizeOf(String name, List<DirEntry> entries) {
        return entries.stream()
                .filter(entry -> entry.name().equals(name))
                .mapToLong(DirEntry::sizeBytes)
                .sum();
    }

    private static void delete(Disk disk, List<String> names) throws DiskException {
        for (String name : names) {
            disk.delete(name);
        }
        if (!names.isEmpty()) {
            disk.sync();
        }
    }
}
