package org.muster.storage.install;

import java.util.zip.CRC32C;
import org.muster.storage.disk.Disk;
import org.muster.storage.disk.DiskException;
import org.muster.storage.disk.DiskFile;
import org.muster.storage.meta.Meta;
import org.muster.storage.name.SnapshotName;

/** What both a running installation and one found after a crash do to the snapshots. */
public final class Replacement {
    private static final int CHUNK_BYTES = 1 << 18;

    private Replacement() {}

    /**
     * Whether the snapshot of {@code install} has its name and holds the bytes it had when it was
     * verified. If not, nothing that was there before has been removed.
     */
    public static boolean isThere(Disk snapshots, Meta.Install install) throws DiskException {
        String name = install.file().name();
        if (snapshots.list().stream().noneMatch(entry -> entry.name().equals(name))) {
            return false;
        }
        CRC32C crc = new CRC32C();
        long at = 0;
        byte[] chunk = new byte[CHUNK_BYTES];
        try (DiskFile file = snapshots.openRead(name)) {
            int n = file.read(at, chunk, 0, chunk.length);
            while (n > 0) {
                crc.update(chunk, 0, n);
                at += n;
                n = file.read(at, chunk, 0, chunk.length);
            }
        }
        return at == install.file().sizeBytes() && (int) crc.getValue() == install.crc();
    }

    /** Deletes all snapshots but that of {@code install}. */
    public static void deleteOthers(Disk snapshots, Meta.Install install) throws DiskException {
        boolean deleted = false;
        for (SnapshotName name : SnapshotName.in(snapshots).reversed()) {
            if (!name.toString().equals(install.file().name())) {
                snapshots.delete(name.toString());
                deleted = true;
            }
        }
        if (deleted) {
            snapshots.sync();
        }
    }
}
