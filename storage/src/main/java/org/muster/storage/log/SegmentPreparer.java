package org.muster.storage.log;

import org.muster.storage.disk.Disk;
import org.muster.storage.disk.DiskException;
import org.muster.storage.disk.DiskFile;
import org.muster.storage.name.OwnNames;

/**
 * Makes the next log file ahead of need, away from the thread that writes the log: header and
 * zeros, all synced, so that a later data sync has neither blocks to allocate nor a size to record.
 *
 * <p>A log's name is its first zxid, which is not known yet. So the file is prepared under a
 * temporary name, and {@link LogWriter} renames it when that zxid comes.
 */
public final class SegmentPreparer {
    /**
     * Zeros are written a page at a time: after larger writes Linux keeps the file in larger
     * folios, and each small batch of the log would dirty a whole one.
     */
    private static final int CHUNK_BYTES = 1 << 12;

    private final Disk disk;
    private final LogSettings settings;
    private int prepared;

    /** Prepares files in {@code disk}, the directory of the logs. */
    public SegmentPreparer(Disk disk, LogSettings settings) {
        this.disk = disk;
        this.settings = settings;
    }

    /**
     * Makes one file; hand the result to {@link LogWriter#offer}. Failing harms nothing: warn and
     * try again later, the writer goes on with what it has.
     */
    public Spare prepare() throws DiskException {
        prepared++;
        String name = OwnNames.temporary("segment." + prepared);
        try {
            fill(name);
        } catch (DiskException e) {
            discard(name);
            throw e;
        }
        return new Spare(name);
    }

    private void fill(String name) throws DiskException {
        try (DiskFile file = disk.create(name)) {
            byte[] chunk = new byte[Math.min(CHUNK_BYTES, settings.segmentBytes())];
            for (int at = 0; at < settings.segmentBytes(); at += chunk.length) {
                file.write(at, chunk, 0, Math.min(chunk.length, settings.segmentBytes() - at));
            }
            file.write(0, LogFormat.header(), 0, LogFormat.HEADER_BYTES);
            file.sync();
        }
    }

    /** Gives back the blocks of an unfinished file: nothing in it is worth anything. */
    private void discard(String name) {
        try {
            disk.delete(name);
        } catch (DiskException e) {
            // The next start deletes it.
        }
    }

    /** A prepared file, not yet a log. */
    public record Spare(String name) {}
}
