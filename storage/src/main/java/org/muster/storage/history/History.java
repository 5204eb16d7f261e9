package org.muster.storage.history;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.Zxid;
import org.muster.storage.disk.DirEntry;
import org.muster.storage.disk.Disk;
import org.muster.storage.disk.DiskException;
import org.muster.storage.log.Frame;
import org.muster.storage.log.LogWalk;
import org.muster.storage.name.LogName;
import org.muster.storage.name.SnapshotName;
import org.muster.storage.recovery.Directories;
import org.muster.wire.txn.Trailer;

/**
 * The transactions in the log on disk, for reading beside a writer that appends and a purge that
 * deletes. Keeps nothing in memory and changes nothing; any thread may use it.
 *
 * <p>Only what is proven counts: within an epoch a leader counts without a gap; across epochs, and
 * so across what a snapshot from a leader has bridged, a record must name its predecessor, which
 * only Muster's do.
 */
public final class History {
    private final Directories directories;

    /** Reads in {@code directories}. */
    public History(Directories directories) {
        this.directories = directories;
    }

    /**
     * Looks for the greatest zxid up to {@code wanted} behind which everything up to {@code
     * durable} can be read back: in the log, or the one that its first record names before it.
     *
     * @param durable a zxid that was durable before this call, the last to be read
     * @param sizeFactor how many times the newest snapshot the records may be, 0 for no limit
     */
    public Lookup lookUp(Zxid wanted, Zxid durable, double sizeFactor) throws DiskException {
        if (wanted.compareTo(durable) >= 0) {
            return new Lookup.Found(durable, 0);
        }
        long limitBytes =
                sizeFactor > 0 ? (long) (newestSnapshotBytes() * sizeFactor) : Long.MAX_VALUE;
        try (LogWalk walk = new LogWalk(directories.logs(), filesBehind(wanted))) {
            return lookUp(walk, wanted, durable, limitBytes);
        } catch (DiskException e) {
            if (e.kind() == DiskException.Kind.MISSING) {
                return new Lookup.Unprovable("deleted meanwhile: " + e.getMessage());
            }
            throw e;
        }
    }

    private static Lookup lookUp(LogWalk walk, Zxid wanted, Zxid durable, long limitBytes)
            throws DiskException {
        Zxid found = null;
        Zxid last = null;
        long bytes = 0;
        for (Frame.Good good = walk.next(); good != null; good = walk.next()) {
            Zxid zxid = good.zxid();
            if (last != null && LogWalk.isRepeat(last, good)) {
                continue;
            }
            if (zxid.compareTo(wanted) <= 0) {
                found = zxid;
            } else {
                Zxid before = last == null ? before(good) : last;
                if (before == null || before.compareTo(durable) > 0) {
                    return new Lookup.Unprovable("what is before " + zxid + " is not known");
                }
                if (found == null) {
                    found = before;
                }
                if (found.compareTo(wanted) > 0) {
                    return new Lookup.Unprovable("the log begins behind " + before);
                }
                if (!LogWalk.isProvenBehind(before, good)) {
                    String text = "not proven that nothing is missing between ";
                    return new Lookup.Unprovable(text + before + " and " + zxid);
                }
                bytes += good.end() - good.offset();
                if (bytes > limitBytes) {
                    return new Lookup.TooLarge();
                }
            }
            last = zxid;
            if (zxid.compareTo(durable) >= 0) {
                return zxid.equals(durable) && found != null
                        ? new Lookup.Found(found, bytes)
                        : new Lookup.Unprovable(durable + " is not in the log");
            }
        }
        return new Lookup.Unprovable("the log ends before " + durable + oddEnd(walk));
    }

    /** What the transaction before the log's first one was, as far as that one tells. */
    private static @Nullable Zxid before(Frame.Good first) {
        Trailer trailer = first.content().trailer();
        if (trailer != null) {
            return new Zxid(trailer.previousZxid());
        }
        Zxid zxid = first.zxid();
        return zxid.counter() != 1 || zxid.epoch() == 0 ? new Zxid(zxid.value() - 1) : null;
    }

    static String oddEnd(LogWalk walk) {
        String odd = walk.oddEnd();
        return odd == null ? "" : ": " + odd;
    }

    /**
     * Reads what lies behind {@code after} up to {@code upTo}.
     *
     * @param after a {@link Lookup.Found#zxid}
     * @param upTo durable before this call
     */
    public HistoryReader reader(Zxid after, Zxid upTo) throws DiskException {
        return new HistoryReader(new LogWalk(directories.logs(), filesBehind(after)), after, upTo);
    }

    /** The newest log that begins at or before {@code zxid}, and all behind it. */
    private List<LogName> filesBehind(Zxid zxid) throws DiskException {
        List<LogName> logs = LogName.in(directories.logs());
        return logs.subList(LogName.firstBehind(logs, zxid), logs.size());
    }

    private long newestSnapshotBytes() throws DiskException {
        Disk disk = directories.snapshots();
        List<SnapshotName> names = SnapshotName.in(disk);
        String newest = names.isEmpty() ? "" : names.getLast().toString();
        return disk.list().stream()
                .filter(entry -> entry.name().equals(newest))
                .mapToLong(DirEntry::sizeBytes)
                .sum();
    }
}
