package org.muster.storage.recovery;

import java.util.List;
import org.muster.model.Zxid;
import org.muster.storage.disk.DirEntry;
import org.muster.storage.disk.Disk;
import org.muster.storage.disk.DiskException;
import org.muster.storage.disk.DiskFile;
import org.muster.storage.log.LogFileReader;
import org.muster.storage.mark.MarkFile;
import org.muster.storage.mark.SyncMark;
import org.muster.storage.name.LogName;
import org.muster.storage.name.OwnNames;

/**
 * What must be done to the files so that they say exactly what was recovered, durably and in a form
 * that the reference reads too. A crash in the middle leaves a directory that recovers to the same.
 *
 * @param changes in the order in which they must be made
 * @param mark what is durable once they are made
 */
public record Settlement(List<Change> changes, SyncMark mark) {
    private static final int CHUNK_BYTES = 1 << 18;
    private static final int MAX_ATTEMPTS = 10_000;

    /** Makes all changes and what was found durable, then writes the mark and syncs it. */
    public void carryOut(Directories directories) throws DiskException {
        for (Change change : changes) {
            make(directories, change);
        }
        syncFound(directories);
        try (MarkFile file = MarkFile.open(directories.logs())) {
            file.write(mark);
            file.sync();
        }
    }

    /**
     * A process that died before it could sync a name or a cut left them to memory alone: until the
     * power fails the files look as they should.
     */
    private static void syncFound(Directories directories) throws DiskException {
        for (LogName log : LogName.in(directories.logs())) {
            try (DiskFile file = directories.logs().openWrite(log.toString())) {
                file.sync();
            }
        }
        directories.logs().sync();
        if (!directories.single()) {
            directories.snapshots().sync();
        }
    }

    private void make(Directories directories, Change change) throws DiskException {
        switch (change) {
            case Change.DropTemporary(Change.Where where, String name) -> {
                // Not synced: coming back after a crash it is merely dropped again. It may have got
                // its name since it was found: a member's doubts are kept before anything else.
                Disk disk = disk(directories, where);
                if (disk.list().stream().anyMatch(entry -> entry.name().equals(name))) {
                    disk.delete(name);
                }
            }
            case Change.DropBlank(var log) -> {
                directories.logs().delete(log.toString());
                directories.logs().sync();
            }
            case Change.SetAside(Change.Where where, String name) -> {
                Disk disk = disk(directories, where);
                disk.rename(name, freeName(disk, name, mark.synced()));
                disk.sync();
            }
            case Change.Rewrite rewrite -> rewrite(directories.logs(), rewrite);
        }
    }

    private static Disk disk(Directories directories, Change.Where where) {
        return where == Change.Where.LOGS ? directories.logs() : directories.snapshots();
    }

    private static String freeName(Disk disk, String name, Zxid at) throws DiskException {
        List<String> taken = disk.list().stream().map(DirEntry::name).toList();
        for (int attempt = 1; attempt < MAX_ATTEMPTS; attempt++) {
            String candidate = OwnNames.aside(name, at, attempt);
            if (!taken.contains(candidate)) {
                return candidate;
            }
        }
        throw new DiskException(
                DiskException.Kind.EXISTS, name, -1, "too many files were set aside before");
    }

    /**
     * Fresh pages, synced, take the place of the old ones in one rename: also what the page cache
     * alone held, or held clean after a sync that failed, is durable then.
     */
    private void rewrite(Disk disk, Change.Rewrite rewrite) throws DiskException {
        String name = rewrite.log().toString();
        String temporary = OwnNames.temporary("rewrite." + name);
        try (DiskFile source = disk.openRead(name)) {
            if (rewrite.copyFirst()) {
                try (DiskFile copy = disk.create(freeName(disk, name, mark.synced()))) {
                    copyRange(source, new Change.Range(0, source.size()), copy, 0);
                    copy.sync();
                }
                disk.sync();
            }
            try (DiskFile target = disk.create(temporary)) {
                target.write(0, LogFileReader.freshHeader(), 0, (int) LogFileReader.FIRST_RECORD);
                long end = LogFileReader.FIRST_RECORD;
                for (Change.Range range : rewrite.kept()) {
                    copyRange(source, range, target, end);
                    end += range.to() - range.from();
                }
                target.sync();
            }
        }
        disk.replace(temporary, name);
        disk.sync();
    }

    private static void copyRange(DiskFile source, Change.Range range, DiskFile target, long to)
            throws DiskException {
        byte[] chunk = new byte[CHUNK_BYTES];
        long done = 0;
        long total = range.to() - range.from();
        while (done < total) {
            int n =
                    source.read(
                            range.from() + done,
                            chunk,
                            0,
                            (int) Math.min(chunk.length, total - done));
            if (n == 0) {
                throw new DiskException(
                        DiskException.Kind.IO, "log", range.from() + done, "the file shrank");
            }
            target.write(to + done, chunk, 0, n);
            done += n;
        }
    }
}
