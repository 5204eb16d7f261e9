package org.muster.storage.snapshot;

import java.util.zip.Adler32;
import java.util.zip.CRC32C;
import org.muster.model.Invariant;
import org.muster.model.TreeDigest;
import org.muster.storage.disk.DirEntry;
import org.muster.storage.disk.Disk;
import org.muster.storage.disk.DiskException;
import org.muster.storage.disk.DiskFile;
import org.muster.storage.name.OwnNames;
import org.muster.storage.name.SnapshotName;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.snapshot.SnapshotBodyWriter;

/**
 * Writes one snapshot in steps, so that its owner sets the pace.
 *
 * <p>The file grows under a temporary name, is synced, read back and compared, and only then gets
 * its name, which is made durable: a file that is called a snapshot is whole. Data are synced in
 * small pieces, because the log's small syncs wait behind whatever is being written.
 */
public final class SnapshotWriter implements AutoCloseable {
    private static final int CHUNK_BYTES = 1 << 17;
    private static final int SYNC_EVERY_BYTES = 1 << 20;

    private enum Phase {
        NODES,
        VERIFY,
        PUBLISH,
        DONE
    }

    private final Disk disk;
    private final SnapshotSettings settings;
    private final SnapshotImage image;
    private final SnapshotBodyWriter body;
    private final Announcement announcement;
    private final SnapshotName name;
    private final String temporary;
    private final DiskFile file;
    private final PlainSink fileSink;
    private final ByteSink sink;
    private final ByteWriter out = new ByteWriter(CHUNK_BYTES + (CHUNK_BYTES >> 1));
    private final Adler32 adler = new Adler32();
    private Phase phase = Phase.NODES;
    private boolean headerWritten;
    private long syncedBytes;
    private long verifiedBytes;
    private final CRC32C verified = new CRC32C();

    /** Is told of a snapshot that is complete under its temporary name, before it is renamed. */
    @FunctionalInterface
    public interface Announcement {
        /** {@code name} with {@code sizeBytes} is about to appear. */
        void announce(SnapshotName name, long sizeBytes) throws DiskException;
    }

    /** Begins to write {@code image} into {@code disk}; one writer at a time. */
    public SnapshotWriter(
            Disk disk, SnapshotSettings settings, SnapshotImage image, Announcement announcement)
            throws DiskException {
        this.announcement = announcement;
        this.disk = disk;
        this.settings = settings;
        this.image = image;
        this.body = new SnapshotBodyWriter(image.records());
        this.name = new SnapshotName(image.zxid(), settings.compression());
        this.temporary = OwnNames.temporary("image." + Long.toHexString(image.zxid().value()));
        this.file = createFresh(disk, temporary);
        this.fileSink = new PlainSink(file);
        this.sink =
                switch (settings.compression()) {
                    case NONE -> fileSink;
                    case GZIP -> new GzipSink(fileSink);
                    case SNAPPY -> new SnappySink(fileSink);
                };
    }

    private static DiskFile createFresh(Disk disk, String temporary) throws DiskException {
        for (DirEntry entry : disk.list()) {
            if (entry.name().equals(temporary)) {
                disk.delete(temporary);
            }
        }
        return disk.create(temporary);
    }

    /** The name the snapshot will have. */
    public SnapshotName name() {
        return name;
    }

    /** Bytes of the file so far; its size once {@link #step} has returned true. */
    public long sizeBytes() {
        return fileSink.position();
    }

    /**
     * Does about {@code budgetBytes} of work, at least one record; true once the snapshot is
     * complete, verified, named and durable.
     *
     * @throws DiskException the snapshot will not come; nothing that was there before is harmed
     */
    public boolean step(int budgetBytes) throws DiskException {
        switch (phase) {
            case NODES -> writeSome(budgetBytes);
            case VERIFY -> verifySome(budgetBytes);
            case PUBLISH -> publish();
            case DONE -> {}
        }
        return phase == Phase.DONE;
    }

    /** Does all that is left. */
    public void run() throws DiskException {
        while (!step(CHUNK_BYTES)) {
            // Each step makes progress.
        }
    }

    private void writeSome(int budgetBytes) throws DiskException {
        long before = fileSink.position();
        if (!headerWritten) {
            out.writeInt(SnapshotFormat.MAGIC);
            out.writeInt(SnapshotFormat.VERSION);
            out.writeLong(SnapshotFormat.DBID);
            headerWritten = true;
        }
        while (!body.step(out, out.length() + Math.min(budgetBytes, CHUNK_BYTES))) {
            if (out.length() >= CHUNK_BYTES) {
                drain();
            }
            if (fileSink.position() - before + out.length() >= budgetBytes) {
                syncIfMuch();
                return;
            }
        }
        writeTail();
        sink.finish();
        file.sync();
        phase = Phase.VERIFY;
    }

    private void writeTail() throws DiskException {
        seal();
        TreeDigest digest = image.digest();
        if (settings.digest() && digest != null) {
            out.writeLong(image.zxid().value());
            out.writeInt(digest.version());
            out.writeLong(digest.value());
            seal();
        }
        if (settings.lastProcessed()) {
            out.writeLong(image.zxid().value());
            seal();
        }
    }

    private void seal() throws DiskException {
        drain();
        out.writeLong(adler.getValue());
        out.writeInt(1);
        out.writeByte('/');
        drain();
    }

    private void drain() throws DiskException {
        adler.update(out.array(), 0, out.length());
        sink.write(out.array(), 0, out.length());
        out.truncate(0);
    }

    private void syncIfMuch() throws DiskException {
        if (fileSink.position() - syncedBytes >= SYNC_EVERY_BYTES) {
            file.sync();
            syncedBytes = fileSink.position();
        }
    }

    private void verifySome(int budgetBytes) throws DiskException {
        byte[] chunk = out.array();
        long end = verifiedBytes + Math.max(budgetBytes, 1);
        while (verifiedBytes < end) {
            int n = file.read(verifiedBytes, chunk, 0, chunk.length);
            if (n == 0) {
                requireSame();
                phase = Phase.PUBLISH;
                return;
            }
            verified.update(chunk, 0, n);
            verifiedBytes += n;
        }
    }

    private void requireSame() throws DiskException {
        boolean same =
                verifiedBytes == fileSink.position() && (int) verified.getValue() == fileSink.crc();
        if (!same) {
            throw new DiskException(
                    DiskException.Kind.IO, temporary, -1, "reads back differently than written");
        }
    }

    /** Whether it is complete, durable and verified, and lacks only its name. */
    public boolean isVerified() {
        return phase == Phase.PUBLISH;
    }

    /** CRC-32C of the bytes of the verified file. */
    public int crc() {
        return fileSink.crc();
    }

    /**
     * Gives the verified file its name, durably, in place of any that has it: what is there belongs
     * to a history that is being replaced.
     */
    public void publishOver() throws DiskException {
        Invariant.require(isVerified(), "verified before it is published");
        file.close();
        disk.replace(temporary, name.toString());
        disk.sync();
        phase = Phase.DONE;
    }

    /** A snapshot of that name that is there already was verified too, and stays. */
    private void publish() throws DiskException {
        file.close();
        boolean present =
                disk.list().stream().anyMatch(entry -> entry.name().equals(name.toString()));
        if (present) {
            disk.delete(temporary);
        } else {
            announcement.announce(name, fileSink.position());
            disk.rename(temporary, name.toString());
        }
        disk.sync();
        phase = Phase.DONE;
    }

    /** Gives up an unfinished snapshot and its file; after the end only frees memory. */
    @Override
    public void close() {
        sink.close();
        if (phase != Phase.DONE) {
            phase = Phase.DONE;
            file.close();
            try {
                disk.delete(temporary);
            } catch (DiskException e) {
                // The next start deletes it.
            }
        }
    }
}
