package org.muster.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.muster.model.Invariant;
import org.muster.model.Zxid;
import org.muster.storage.disk.DirEntry;
import org.muster.storage.disk.DiskException;
import org.muster.storage.disk.DiskLock;
import org.muster.storage.history.History;
import org.muster.storage.install.Replacement;
import org.muster.storage.install.SnapshotInstall;
import org.muster.storage.log.LogSettings;
import org.muster.storage.log.LogWriter;
import org.muster.storage.log.SegmentPreparer;
import org.muster.storage.mark.MarkFile;
import org.muster.storage.mark.SyncMark;
import org.muster.storage.member.Judgement;
import org.muster.storage.member.MemberStart;
import org.muster.storage.member.Membership;
import org.muster.storage.member.Salvage;
import org.muster.storage.member.Standing;
import org.muster.storage.meta.Doubt;
import org.muster.storage.meta.EpochKeeper;
import org.muster.storage.meta.EpochMemory;
import org.muster.storage.meta.Meta;
import org.muster.storage.meta.MetaFile;
import org.muster.storage.name.OwnNames;
import org.muster.storage.name.SnapshotName;
import org.muster.storage.recovery.Damage;
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
 * <p>The order of a start: {@link #open}, {@link #recover}, {@link #settle}, or {@link
 * #recoverMember} and {@link #settleMember} in an ensemble; on a first start then a snapshot of the
 * empty state, for the reference refuses logs without one; then {@link #logWriter}. After the start
 * this object belongs to the thread that writes snapshots.
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

    /**
     * Reads everything into {@code sink}; changes nothing, but for finishing an installation that a
     * crash interrupted.
     */
    public Recovered recover(StateSink sink) throws DiskException {
        Recovered found = recoverFiles(sink);
        boolean doubtful = EpochMemory.read(directories.snapshots()).isDoubtful();
        if (!doubtful || !(found instanceof Recovered.Intact intact)) {
            return found;
        }
        String text = "a member of an ensemble lost data and has not been synchronised since";
        return new Recovered.Suspect(
                new Damage(OwnNames.EPOCHS, -1, text, intact.last(), null, false),
                Optional.of(intact.settlement()),
                intact.findings());
    }

    private Recovered recoverFiles(StateSink sink) throws DiskException {
        finishInstall();
        return Recovery.recover(directories, meta, sink);
    }

    /** The same for a member of an ensemble: whether it can be relied on, too. */
    public Standing recoverMember(StateSink sink, Membership membership) throws DiskException {
        Recovered recovered = recoverFiles(sink);
        EpochMemory memory = EpochMemory.read(directories.snapshots());
        boolean marked = MarkFile.read(directories.logs()).isPresent();
        return new Judgement(membership, meta, memory, marked).of(recovered);
    }

    /**
     * Makes what was recovered durable and remembers the standing, before anything is repaired: a
     * member that is not intact stays so until its {@link MemberStart#epochs} are told otherwise.
     * Of damaged files the beginning is kept that can be proven, and read into {@code sink}; the
     * rest is set aside.
     *
     * @param identity {@link #meta} as it was, changed, or made fresh for a first start, with the
     *     member's identity
     */
    public MemberStart settleMember(Standing standing, Meta identity, StateSink sink)
            throws DiskException {
        Recovered.Intact whole =
                standing instanceof Standing.Intact intact ? intact.recovered() : null;
        if (whole != null) {
            whole.settlement().carryOut(directories);
        }
        EpochKeeper epochs =
                EpochKeeper.begin(directories.snapshots(), standing.epochs(), standing.doubt());
        if (whole == null) {
            whole = Salvage.carryOut(standing, directories, meta, sink);
        }
        writeMeta(identity.withSnapshots(present()));
        boolean first = whole.ending() == Recovered.Ending.EMPTY;
        return new MemberStart(whole.last(), epochs, whole.loaded(), first);
    }

    /** Completes what {@link SnapshotInstall} began, or forgets it if it did not get that far. */
    private void finishInstall() throws DiskException {
        Meta.Install begun = meta.flatMap(Meta::install).orElse(null);
        if (begun == null) {
            return;
        }
        if (Replacement.isThere(directories.snapshots(), begun)) {
            try (MarkFile mark = MarkFile.open(directories.logs())) {
                mark.write(new SyncMark(begun.zxid(), Zxid.ZERO, 0, 0));
                mark.sync();
            }
            LogWriter.deleteLogs(directories.logs());
            Replacement.deleteOthers(directories.snapshots(), begun);
        }
        declare(Optional.empty());
    }

    /** Notes that an installation begins or has ended; its snapshot is known from then on. */
    private void declare(Optional<Meta.Install> install) throws DiskException {
        Meta before = Invariant.present(meta.orElse(null), "settled before anything is installed");
        Meta known = install.map(begun -> before.withOwn(begun.file())).orElse(before);
        writeMeta(known.withInstall(install));
    }

    /**
     * What replaces everything here by {@code image}, received whole from a leader; no other
     * snapshot may be under way.
     */
    public SnapshotInstall install(SnapshotSettings settings, SnapshotImage image)
            throws DiskException {
        return new SnapshotInstall(directories.snapshots(), settings, image, this::declare);
    }

    /** The transactions in the log, to be read on any thread beside its writer. */
    public History history() {
        return new History(directories);
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
        EpochMemory memory = EpochMemory.read(directories.snapshots());
        if (memory.isDoubtful()) {
            EpochKeeper.begin(
                    directories.snapshots(),
                    memory.epochs(repair.mark().synced().epoch()),
                    Doubt.NONE);
        }
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
        Meta before = Invariant.present(meta.orElse(null), "settled before snapshots are written");
        Meta.KnownFile written = new Meta.KnownFile(name.toString(), sizeBytes);
        writeMeta(before.withSnapshots(present()).withOwn(written));
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
        known.sort(Meta.KnownFile.OLDEST_FIRST);
        return known;
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
