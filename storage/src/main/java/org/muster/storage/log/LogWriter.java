package org.muster.storage.log;

import java.util.Arrays;
import java.util.zip.Adler32;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.muster.model.Invariant;
import org.muster.model.Zxid;
import org.muster.storage.disk.Disk;
import org.muster.storage.disk.DiskException;
import org.muster.storage.disk.DiskFile;
import org.muster.storage.mark.MarkFile;
import org.muster.storage.mark.SyncMark;
import org.muster.storage.name.LogName;
import org.muster.storage.name.OwnNames;
import org.muster.wire.txn.Trailer;

/**
 * Appends transactions: any number of {@link #append}, then one {@link #flush} that writes them
 * together and syncs once.
 *
 * <p>Each payload is copied once, into a buffer where its frame and trailer are put around it, and
 * that buffer goes to the disk in one write. A record that does not fit the current file goes to a
 * new one; the old one is synced for good before. After a failure the writer refuses all further
 * work with the same exception and touches the disk no more: the process must halt (exit code 71).
 *
 * <p>Owned by one thread. The only thing made elsewhere is the next file: see {@link
 * SegmentPreparer}.
 */
public final class LogWriter implements AutoCloseable {
    /** A batch beyond this is written in pieces, so that the buffer stays bounded. */
    private static final int GATHER_BYTES = 1 << 20;

    private static final int MARK_INTERVAL_MS = 10;

    private static final int TRAILER_MARK = 0x5a4b_5831; // "ZKX1"

    private final Disk disk;
    private final LogSettings settings;
    private final MarkFile markFile;
    private final Adler32 adler = new Adler32();
    private final CRC32C crc = new CRC32C();

    private byte[] gather = new byte[1 << 16];
    private int gathered;

    private SegmentPreparer.@Nullable Spare spare;
    private @Nullable DiskFile file;
    private Zxid fileFirst = Zxid.ZERO;
    private long filePosition;
    private boolean fileDirty;
    private long chain;

    private Zxid last;
    private Zxid durable;
    private long appendedBytes;
    private @Nullable SyncMark pendingMark;
    private long markWrittenMs = Long.MIN_VALUE / 2;
    private @Nullable DiskException failure;

    /**
     * Continues behind {@code last}, which is durable. The first append opens a new file.
     *
     * @param markFile owned by the writer from now on
     */
    public LogWriter(Disk disk, LogSettings settings, MarkFile markFile, Zxid last) {
        this.disk = disk;
        this.settings = settings;
        this.markFile = markFile;
        this.last = last;
        this.durable = settings.forceSync() ? last : Zxid.ZERO;
    }

    /** Whether a prepared file would be welcome: call {@link SegmentPreparer#prepare} for one. */
    public boolean wantsSpare() {
        return spare == null && settings.filled();
    }

    /** Takes a prepared file for the next roll; none may be waiting already. */
    public void offer(SegmentPreparer.Spare prepared) {
        Invariant.require(spare == null, "one spare segment at a time");
        spare = prepared;
    }

    /** The highest zxid that survives any crash. */
    public Zxid durable() {
        return durable;
    }

    /** The highest zxid appended. */
    public Zxid last() {
        return last;
    }

    /** How many bytes of frames have been appended since this writer was made. */
    public long appendedBytes() {
        return appendedBytes;
    }

    /**
     * Adds the record of {@code zxid}, which must be above the last one, to the batch. The payload
     * is header, body and digest; it is copied, the array may be reused.
     */
    public void append(Zxid zxid, byte[] payload, int offset, int length) throws DiskException {
        refuseAfterFailure();
        Invariant.require(zxid.compareTo(last) > 0, "zxids in the log rise");
        int frameBytes = length + Trailer.BYTES + LogFormat.OVERHEAD_BYTES;
        try {
            makeRoom(zxid, frameBytes);
        } catch (DiskException e) {
            throw failed(e);
        }
        int start = gathered + LogFormat.PREFIX_BYTES;
        System.arraycopy(payload, offset, gather, start, length);
        int payloadEnd = putTrailer(start, length);
        adler.reset();
        adler.update(gather, start, payloadEnd - start);
        int checksum = (int) adler.getValue();
        LogFormat.LONG.set(gather, gathered, checksum & 0xffff_ffffL);
        LogFormat.INT.set(gather, gathered + 8, payloadEnd - start);
        gather[payloadEnd] = LogFormat.END_OF_RECORD;
        gathered += frameBytes;
        chain = LogFormat.chain(chain, zxid.value(), checksum);
        last = zxid;
        appendedBytes += frameBytes;
    }

    /** Puts previous and durable zxid and their CRC behind the payload; returns where it ends. */
    private int putTrailer(int start, int length) {
        int at = start + length;
        LogFormat.INT.set(gather, at, TRAILER_MARK);
        LogFormat.LONG.set(gather, at + 4, last.value());
        LogFormat.LONG.set(gather, at + 12, durable.value());
        crc.reset();
        crc.update(gather, start, length + Trailer.BYTES - 4);
        LogFormat.INT.set(gather, at + 20, (int) crc.getValue());
        return at + Trailer.BYTES;
    }

    /**
     * Writes the batch and syncs it; everything appended is durable after it.
     *
     * @param nowMs a monotonic clock in milliseconds, which paces the sync mark
     * @return the highest zxid that survives any crash now ({@link Zxid#ZERO} without forceSync)
     */
    public Zxid flush(long nowMs) throws DiskException {
        refuseAfterFailure();
        try {
            writeOut();
            syncFile();
            if (settings.forceSync() && durable.compareTo(last) < 0) {
                durable = last;
                pendingMark = new SyncMark(last, fileFirst, filePosition, chain);
            }
            markIfDue(nowMs);
            if (filePosition > settings.rollBytes()) {
                closeFile();
            }
        } catch (DiskException e) {
            throw failed(e);
        }
        return durable;
    }

    /** Brings the mark up to date; for a turn without a batch. */
    public void idle(long nowMs) throws DiskException {
        refuseAfterFailure();
        try {
            markIfDue(nowMs);
        } catch (DiskException e) {
            throw failed(e);
        }
    }

    /**
     * Ends the history at {@code to}: nothing above it is left in logs or snapshots, durably,
     * whether or not {@code to} itself is in the log. The next append continues there. No snapshot
     * of anything above {@code to} may be under way.
     *
     * @param snapshots the directory of the snapshots
     */
    public Truncation truncate(Zxid to, Disk snapshots) throws DiskException {
        refuseAfterFailure();
        try {
            writeOut();
            syncFile();
            if (last.compareTo(to) > 0) {
                closeFile();
                LogCut cut = new LogCut(disk, snapshots, to);
                String obstacle = cut.plan();
                if (obstacle != null) {
                    return new Truncation.Impossible(obstacle);
                }
                lowerMark(cut.mark());
                cut.carryOut();
                continueBehind(cut.last());
            }
        } catch (DiskException e) {
            throw failed(e);
        }
        return new Truncation.Done(last);
    }

    /**
     * Deletes all logs, for a snapshot of {@code zxid} that is durable replaces the whole history;
     * the next append continues there.
     */
    public void restartBehind(Zxid zxid) throws DiskException {
        refuseAfterFailure();
        try {
            gathered = 0;
            closeFile();
            lowerMark(new SyncMark(zxid, Zxid.ZERO, 0, 0));
            deleteLogs(disk);
            continueBehind(zxid);
        } catch (DiskException e) {
            throw failed(e);
        }
    }

    /** Deletes all logs in {@code disk}, newest first, so that a crash leaves a beginning. */
    public static void deleteLogs(Disk disk) throws DiskException {
        for (LogName name : LogName.in(disk).reversed()) {
            disk.delete(name.toString());
            disk.sync();
        }
    }

    /** A mark that vouches for what is about to go would make the next start refuse. */
    private void lowerMark(SyncMark mark) throws DiskException {
        pendingMark = null;
        markFile.write(mark);
        markFile.sync();
    }

    private void continueBehind(Zxid zxid) {
        last = zxid;
        durable = settings.forceSync() ? zxid : Zxid.ZERO;
        chain = 0;
    }

    /**
     * Writes and syncs what is left and a mark that covers it, then closes. The next start sees
     * from the mark that nothing needs to be made durable again. After a failure: only closes.
     */
    public void shutdown() throws DiskException {
        try {
            if (failure == null) {
                flush(markWrittenMs);
                trim();
                if (pendingMark != null) {
                    markFile.write(pendingMark);
                    markFile.sync();
                }
            }
        } catch (DiskException e) {
            throw failed(e);
        } finally {
            close();
        }
    }

    /** Gives back the zeros that were filled ahead: the next start opens a new file. */
    private void trim() throws DiskException {
        if (file != null && settings.filled()) {
            file.truncate(filePosition);
            file.sync();
        }
    }

    /** Lets go of the files as a crash would: nothing is written. */
    @Override
    public void close() {
        if (file != null) {
            file.close();
            file = null;
        }
        markFile.close();
    }

    private void makeRoom(Zxid zxid, int frameBytes) throws DiskException {
        long inUse = filePosition + gathered;
        boolean fits = inUse + frameBytes <= settings.segmentBytes();
        if (file != null && !fits && inUse > LogFormat.HEADER_BYTES) {
            writeOut();
            syncFile();
            durable = settings.forceSync() ? last : durable;
            closeFile();
        }
        if (file == null) {
            openFile(zxid);
        }
        if (gathered > 0 && gathered + frameBytes > GATHER_BYTES) {
            writeOut();
        }
        if (gathered + frameBytes > gather.length) {
            gather = Arrays.copyOf(gather, Math.max(gathered + frameBytes, 2 * gather.length));
        }
    }

    private void openFile(Zxid first) throws DiskException {
        String name = new LogName(first).toString();
        if (spare == null) {
            String fresh = OwnNames.temporary("segment.0");
            try (DiskFile small = disk.create(fresh)) {
                small.write(0, LogFormat.header(), 0, LogFormat.HEADER_BYTES);
                small.sync();
            }
            disk.rename(fresh, name);
        } else {
            disk.rename(spare.name(), name);
            spare = null;
        }
        // Without this a crash could lose the name and with it records already acknowledged.
        disk.sync();
        file = disk.openWrite(name);
        fileFirst = first;
        filePosition = LogFormat.HEADER_BYTES;
        chain = 0;
    }

    private void writeOut() throws DiskException {
        if (gathered == 0 || file == null) {
            return;
        }
        file.write(filePosition, gather, 0, gathered);
        filePosition += gathered;
        gathered = 0;
        fileDirty = true;
        if (gather.length > 2 * GATHER_BYTES) {
            gather = new byte[1 << 16];
        }
    }

    private void syncFile() throws DiskException {
        if (fileDirty && file != null && settings.forceSync()) {
            file.sync();
        }
        fileDirty = false;
    }

    private void closeFile() {
        if (file != null) {
            file.close();
            file = null;
        }
    }

    private void markIfDue(long nowMs) throws DiskException {
        if (pendingMark != null && nowMs - markWrittenMs >= MARK_INTERVAL_MS) {
            markFile.write(pendingMark);
            pendingMark = null;
            markWrittenMs = nowMs;
        }
    }

    private void refuseAfterFailure() throws DiskException {
        if (failure != null) {
            throw failure;
        }
    }

    private DiskException failed(DiskException e) {
        failure = e;
        return e;
    }
}
