package org.muster.storage.install;

import java.util.Optional;
import org.muster.model.Invariant;
import org.muster.storage.disk.Disk;
import org.muster.storage.disk.DiskException;
import org.muster.storage.log.LogWriter;
import org.muster.storage.meta.Meta;
import org.muster.storage.snapshot.SnapshotImage;
import org.muster.storage.snapshot.SnapshotSettings;
import org.muster.storage.snapshot.SnapshotWriter;

/**
 * Replaces logs and snapshots by one snapshot that a leader sent.
 *
 * <p>The snapshot is written under a temporary name, synced and read back; up to here nothing else
 * has changed. Then an intent in the meta file names it, and it gets its name. From that moment it
 * is the history, and a crash finds the intent and finishes what follows: the sync mark is lowered
 * to it, the logs and the other snapshots go, the intent is cleared. A crash before finds the
 * intent without the file, forgets it, and has the old history whole.
 */
public final class SnapshotInstall implements AutoCloseable {
    private final Disk snapshots;
    private final SnapshotImage image;
    private final SnapshotWriter writer;
    private final Intent intent;

    /** Where the intent is kept. */
    @FunctionalInterface
    public interface Intent {
        /** Makes it durable that {@code install} is under way, or finished if it is empty. */
        void declare(Optional<Meta.Install> install) throws DiskException;
    }

    /** Begins to write {@code image} into {@code snapshots}. */
    public SnapshotInstall(
            Disk snapshots, SnapshotSettings settings, SnapshotImage image, Intent intent)
            throws DiskException {
        this.snapshots = snapshots;
        this.image = image;
        this.intent = intent;
        this.writer = new SnapshotWriter(snapshots, settings, image, (name, size) -> {});
    }

    /** Does about {@code budgetBytes} of work; true once {@link #publish} may be called. */
    public boolean step(int budgetBytes) throws DiskException {
        if (!writer.isVerified()) {
            writer.step(budgetBytes);
        }
        return writer.isVerified();
    }

    /**
     * Makes the snapshot the whole history, durably; {@code log} continues behind it. Nothing else
     * may use the store or the log meanwhile.
     *
     * @throws DiskException then the process must halt
     */
    public void publish(LogWriter log) throws DiskException {
        Invariant.require(writer.isVerified(), "a snapshot is verified before it is installed");
        var file = new Meta.KnownFile(writer.name().toString(), writer.sizeBytes());
        var install = new Meta.Install(image.zxid(), file, writer.crc());
        intent.declare(Optional.of(install));
        writer.publishOver();
        log.restartBehind(image.zxid());
        Replacement.deleteOthers(snapshots, install);
        intent.declare(Optional.empty());
    }

    /** How many bytes the snapshot has. */
    public long sizeBytes() {
        return writer.sizeBytes();
    }

    /** Gives up what is not published; what was there before stays. */
    @Override
    public void close() {
        writer.close();
    }
}
