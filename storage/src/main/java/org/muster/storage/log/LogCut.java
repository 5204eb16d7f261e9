package org.muster.storage.log;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.Zxid;
import org.muster.storage.disk.Disk;
import org.muster.storage.disk.DiskException;
import org.muster.storage.disk.DiskFile;
import org.muster.storage.mark.SyncMark;
import org.muster.storage.name.LogName;
import org.muster.storage.name.SnapshotName;
import org.muster.storage.snapshot.DamagedSnapshotException;
import org.muster.storage.snapshot.SnapshotReader;
import org.muster.storage.snapshot.SnapshotSummary;

/**
 * Works out how to end a history at a given zxid, and does it.
 *
 * <p>Zxids are compared, never looked for: the wanted end itself need not be in the log. The order
 * keeps every crash harmless. Snapshots beyond the end go first; then the history, still uncut, is
 * that of the older snapshot and the whole log. Then the logs go, newest first, each deletion
 * synced before the next, and last the file that holds the end is cut: at every moment the disk
 * holds one history without a hole that reaches at least to the end.
 */
final class LogCut {
    private final Disk logs;
    private final Disk snapshots;
    private final Zxid to;
    private final List<SnapshotName> misleading = new ArrayList<>();
    private final List<LogName> surplus = new ArrayList<>();
    private Zxid base = Zxid.ZERO;
    private Zxid damaged = Zxid.ZERO;
    private Zxid end = Zxid.ZERO;
    private @Nullable LogName endFile;
    private long endOffset;
    private long endChain;

    /** Prepares to cut behind {@code to}. */
    LogCut(Disk logs, Disk snapshots, Zxid to) {
        this.logs = logs;
        this.snapshots = snapshots;
        this.to = to;
    }

    /** Reads what is there and changes nothing; why it cannot be done, or null. */
    @Nullable String plan() throws DiskException {
        List<LogName> files = LogName.in(logs);
        boolean based = chooseBase();
        if (!based && (files.isEmpty() || files.getFirst().first().value() != 1)) {
            return "no snapshot up to " + to + " is whole, and the log does not begin at 1";
        }
        String hole = findEnd(files);
        if (hole == null && damaged.compareTo(last()) > 0) {
            hole = "the snapshot of " + damaged + " is damaged and the log ends before it";
        }
        return hole;
    }

    /** Where the history will end. */
    Zxid last() {
        return end.compareTo(base) > 0 ? end : base;
    }

    /** What will be durable. */
    SyncMark mark() {
        LogName file = endFile;
        return file == null || end.compareTo(base) < 0
                ? new SyncMark(last(), Zxid.ZERO, 0, 0)
                : new SyncMark(end, file.first(), endOffset, endChain);
    }

    /** Makes the history end there; the mark must have been lowered, and synced, before. */
    void carryOut() throws DiskException {
        for (SnapshotName name : misleading) {
            snapshots.delete(name.toString());
        }
        if (!misleading.isEmpty()) {
            snapshots.sync();
        }
        for (LogName name : surplus.reversed()) {
            logs.delete(name.toString());
            logs.sync();
        }
        LogName file = endFile;
        if (file != null) {
            try (DiskFile cut = logs.openWrite(file.toString())) {
                cut.truncate(endOffset);
                cut.sync();
            }
        }
    }

    /**
     * Finds the newest whole snapshot that holds nothing behind the end. One that the reference
     * wrote while writes went on may hold more than its name says.
     */
    private boolean chooseBase() throws DiskException {
        for (SnapshotName name : SnapshotName.in(snapshots).reversed()) {
            if (name.zxid().compareTo(to) > 0) {
                misleading.add(name);
                continue;
            }
            try {
                SnapshotSummary summary = SnapshotReader.read(snapshots, name, record -> {});
                if (summary.digestAt().compareTo(to) <= 0
                        && summary.lastProcessed().orElse(0) <= to.value()) {
                    base = name.zxid();
                    return true;
                }
                misleading.add(name);
            } catch (DamagedSnapshotException e) {
                damaged = name.zxid().compareTo(damaged) > 0 ? name.zxid() : damaged;
            }
        }
        return false;
    }

    /** Finds the last record up to {@code to}; a hole before it is told, or null. */
    private @Nullable String findEnd(List<LogName> files) throws DiskException {
        int from = LogName.firstBehind(files, base);
        List<LogName> behind = files.subList(from, files.size());
        boolean reached = false;
        long chain = 0;
        try (LogWalk walk = new LogWalk(logs, behind)) {
            Frame.Good good = walk.next();
            while (good != null && !reached) {
                boolean sameFile = walk.file().equals(endFile);
                chain = LogFormat.chain(sameFile ? chain : 0, good.zxid().value(), good.checksum());
                reached = good.zxid().compareTo(to) > 0;
                if (good.zxid().compareTo(base) > 0
                        && !LogWalk.isRepeat(last(), good)
                        && !LogWalk.fitsBehind(last(), good)) {
                    return "transactions between "
                            + last()
                            + " and "
                            + good.zxid()
                            + " are missing";
                }
                if (!reached) {
                    end = good.zxid();
                    endFile = walk.file();
                    endOffset = good.end();
                    endChain = chain;
                    good = walk.next();
                }
            }
            String odd = walk.oddEnd();
            if (!reached && odd != null) {
                return odd;
            }
        }
        int surplusFrom = endFile == null ? from : files.indexOf(endFile) + 1;
        surplus.addAll(files.subList(surplusFrom, files.size()));
        return null;
    }
}
