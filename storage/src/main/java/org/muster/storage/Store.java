package org.muster.storage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.muster.model.Invariant;
import org.muster.model.Zxid;
import org.muster.storage.disk.DirEntry;
import org.muster.storage.disk.DiskException;
import org.muster.storage.disk.DiskLock;
import org.muster.storage.log.LogSettings;
import org.muster.storage.log.LogWriter;
import org.muster.storage.log.SegmentPreparer;
import org.muster.storage.mark.MarkFile;
import org.muster.storage.meta.Meta;
import org.muster.storage.meta.MetaFile;
import org.muster.storage.name.OwnNames;
import org.muster.storage.name.SnapshotName;
import org.muster.storage.recovery.Directories;
import org.muster.storage.recovery.Recovered;
import org.muster.storage.recovery.Recovery;
import org.muster.storage.recovery.Settlement;
import org.muster.storage.recovery.StateSink;
import org.muster.storage.snapshot.SnapshotImage;
import org.muster.storage.snapshot.SnapshotSettings;
import org.muster.storage.snapshot.SnapshotWriter;

/**
 * The data of one server, locked for this process.
 *
 * <p>The order of a start: {@link #open}, {@link #recover}, {@link #settle}; on a first start then
 * a snapshot of the empty state, for the reference refuses logs without one; then {@link
 * #logWriter}. After the start this object belongs to the thread that writes snapshots.
 */
public final class Store implements AutoCloseable {
    private final Directories directories;
    private final List<DiskLock> locks;
    private final MetaFile metaFile;
    private Optional<Meta> meta;

    private Store(Directories directories, List<DiskLock> locks, MetaFile metaFile)
            throws DiskException {
        this.directories = directories;
        this.locks = locks;
        this.metaFile = metaFile;
        this.meta = metaFile.read();
    }

    /**
     * Locks {@code directories} and reads the meta file.
     *
     * @throws DiskException of kind LOCKED if another process holds them
     */
    public static Store open(Directories directories) throws DiskException {
        List<DiskLock> locks = new ArrayList<>();
        try {
            locks.add(directories.logs().lock(OwnNames.LOCK));
            if (!directories.single()) {
                locks.add(directories.snapshots().lock(OwnNames.LOCK));
            }
            return new Store(directories, locks, new MetaFile(directories.snapshots()));
        } catch (DiskException e) {
            locks.forEach(DiskLock::close);
            throw e;
        }
    }

    /** Muster's memory of these directories; empty before the first {@link #settle}. */
    public Optional<Meta> meta() {
        return meta;
    }

    /** Reads everything into {@code sink}; changes nothing. */
    public Recovered recover(StateSink sink) throws DiskException {
        return Recovery.recover(directories, meta, sink);
    }

    /**
     * Reads everything again into {@code sink}, for a member whose memory was ahead of its files or
     * whose history was cut. The log must be idle; what this finds is not to be settled.
     */
    public Recovered reload(StateSink sink) throws DiskException {
        return Recovery.recover(directories, meta, sink);
    }

    /**
     * Makes what was recovered durable, and remembers {@code identity} and what is here.
     *
     * @param settlement of {@link Recovered.Intact}
     * @param identity {@link #meta} as it was, changed, or made fresh for a first start
     */
    public void settle(Settlement settlement, Meta identity) throws DiskException {
        settlement.carryOut(directories);
        writeMeta(identity.withSnapshots(present()));
    }

    /**
     * Carries out the {@code repair} of {@link Recovered.Suspect}: the operator accepted the loss.
     * Before Muster's first start there it leaves no memory behind, so that the next start is one.
     */
    public void repair(Settlement repair) throws DiskException {
        repair.carryOut(directories);
        if (meta.isPresent()) {
            writeMeta(meta.get().withSnapshots(present()));
        }
    }

    /** The one writer of the log, to go on behind {@code last}. */
    public LogWriter logWriter(LogSettings settings, Zxid last) throws DiskException {
        return new LogWriter(directories.logs(), settings, MarkFile.open(directories.logs()), last);
    }

    /** What prepares log files ahead for that writer, on another thread; only after settling. */
    public SegmentPreparer segmentPreparer(LogSettings settings) {
        return new SegmentPreparer(directories.logs(), settings);
    }

    /** A writer of {@code image}; one at a time. */
    public SnapshotWriter snapshotWriter(SnapshotSettings settings, SnapshotImage image)
            throws DiskException {
        return new SnapshotWriter(directories.snapshots(), settings, image, this::announce);
    }

    /**
     * Notes a snapshot before it gets its name: one that is there and not noted was written by
     * another server, and then the sync mark is void.
     */
    private void announce(SnapshotName name, long sizeBytes) throws DiskException {
        List<Meta.KnownFile> known = new ArrayList<>(present());
        known.add(new Meta.KnownFile(name.toString(), sizeBytes));
        Meta before = meta.orElse(null);
        Invariant.require(before != null, "settled before snapshots are written");
        if (before != null) {
            writeMeta(before.withSnapshots(sorted(known)));
        }
    }

    /** Makes {@code changed} durable. */
    public void writeMeta(Meta changed) throws DiskException {
        metaFile.write(changed);
        meta = Optional.of(changed);
    }

    private List<Meta.KnownFile> present() throws DiskException {
        List<Meta.KnownFile> known = new ArrayList<>();
        for (DirEntry entry : directories.snapshots().list()) {
            if (SnapshotName.parse(entry.name()).isPresent()) {
                known.add(new Meta.KnownFile(entry.name(), entry.sizeBytes()));
            }
        }
        return sorted(known);
    }

    private static List<Meta.KnownFile> sorted(List<Meta.KnownFile> files) {
        List<Meta.KnownFile> sorted = new ArrayList<>(files);
        sorted.sort(
                Comparator.comparing(
                        (Meta.KnownFile file) -> SnapshotName.parse(file.name()).orElseThrow()));
        return sorted;
    }

    /** Where the data lie. */
    public Directories directories() {
        return directories;
    }

    /** Gives the directories free for other processes. */
    @Override
    public void close() {
        locks.forEach(DiskLock::close);
    }
}
