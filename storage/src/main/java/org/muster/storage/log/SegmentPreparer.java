package org.muster.storage.log;

import org.muster.model.Invariant;
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

    /** Synced piece by piece: the log's own small syncs wait behind whatever is being written. */
    private static final int PIECE_BYTES = 1 << 19;

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
        try (Filling filling = begin()) {
            while (!filling.step()) {
                // Each step makes progress.
            }
            return filling.spare();
        }
    }

    /** The same in steps, so that its owner sets the pace. */
    public Filling begin() throws DiskException {
        prepared++;
        return new Filling(OwnNames.temporary("segment." + prepared));
    }

    /** A file that is being filled; what is not whole when it is closed is deleted. */
    public final class Filling implements AutoCloseable {
        private final String name;
        private final DiskFile file;
        private final byte[] chunk = new byte[Math.min(CHUNK_BYTES, settings.segmentBytes())];
        private int filled;
        private boolean whole;

        private Filling(String name) throws DiskException {
            this.name = name;
            this.file = disk.create(name);
        }

        /** Fills and syncs one more piece; true once the file is whole. */
        public boolean step() throws DiskException {
            int end = (int) Math.min((long) filled + PIECE_BYTES, settings.segmentBytes());
            while (filled < end) {
                int count = Math.min(chunk.length, end - filled);
                file.write(filled, chunk, 0, count);
                filled += count;
            }
            boolean last = filled == settings.segmentBytes();
            if (last) {
                file.write(0, LogFormat.header(), 0, LogFormat.HEADER_BYTES);
            }
            file.sync();
            whole = last;
            return last;
        }

        /** The file, once it is whole. */
        public Spare spare() {
            Invariant.require(whole, "a spare segment is whole");
            return new Spare(name);
        }

        /** Gives back the blocks of an unfinished file: nothing in it is worth anything. */
        @Override
        public void close() {
            file.close();
            if (!whole) {
                try {
                    disk.delete(name);
                } catch (DiskException e) {
                    // The next start deletes it.
                }
            }
        }
    }

    /** A prepared file, not yet a log. */
    public record Spare(String name) {}
}
