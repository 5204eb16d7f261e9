package org.muster.storage.log;

import java.util.Arrays;
import java.util.Optional;
import java.util.zip.Adler32;
import org.muster.storage.disk.Disk;
import org.muster.storage.disk.DiskException;
import org.muster.storage.disk.DiskFile;
import org.muster.wire.jute.MalformedException;
import org.muster.wire.txn.Trailer;
import org.muster.wire.txn.TxnReader;

/**
 * Reads one log file frame by frame and says what a place that is no frame looks like. Judges
 * nothing: what a bad frame means for the server is {@code recovery}'s table.
 */
public final class LogFileReader implements AutoCloseable {
    /** Where the first record lies. */
    public static final long FIRST_RECORD = LogFormat.HEADER_BYTES;

    private static final int SECTOR_BYTES = 512;

    /** What the first 16 bytes are. */
    public enum Header {
        /** A log's header. */
        WHOLE,
        /** Cut or zero, and only zeros behind it: a crash at creation, no record was in it. */
        BLANK,
        /** Something else. */
        WRONG
    }

    private final DiskFile file;
    private final long size;
    private final FileWindow window;
    private final Adler32 adler = new Adler32();
    private final TxnReader txns = new TxnReader();

    private LogFileReader(DiskFile file, long size) {
        this.file = file;
        this.size = size;
        this.window = new FileWindow(file, size);
    }

    /** Opens the log file {@code name} of {@code disk}. */
    public static LogFileReader open(Disk disk, String name) throws DiskException {
        DiskFile file = disk.openRead(name);
        try {
            return new LogFileReader(file, file.size());
        } catch (DiskException e) {
            file.close();
            throw e;
        }
    }

    /** The file's size in bytes. */
    public long size() {
        return size;
    }

    /** What the header is. Version and database id may be anything, as for the reference. */
    public Header header() throws DiskException {
        if (size >= LogFormat.HEADER_BYTES) {
            int at = window.at(0, LogFormat.HEADER_BYTES);
            if ((int) LogFormat.INT.get(window.bytes(), at) == LogFormat.MAGIC) {
                return Header.WHOLE;
            }
        }
        if (size < LogFormat.HEADER_BYTES) {
            return Header.BLANK;
        }
        return window.isZero(0, size) ? Header.BLANK : Header.WRONG;
    }

    /** What lies at {@code offset}, at or behind {@link #FIRST_RECORD}. */
    public Frame read(long offset) throws DiskException {
        if (size - offset >= LogFormat.PREFIX_BYTES) {
            int at = window.at(offset, LogFormat.PREFIX_BYTES);
            long checksum = (long) LogFormat.LONG.get(window.bytes(), at);
            int length = (int) LogFormat.INT.get(window.bytes(), at + 8);
            if (inRange(offset, length)) {
                return readFrame(offset, checksum, length);
            }
            if (length != 0 || checksum != 0) {
                return new Frame.Bad(offset, "a record cannot have length " + length);
            }
        }
        return window.isZero(offset, size)
                ? new Frame.End(offset)
                : new Frame.Bad(offset, "bytes that are no record behind the last one");
    }

    private Frame readFrame(long offset, long checksum, int length) throws DiskException {
        int at = window.at(offset, length + LogFormat.OVERHEAD_BYTES);
        byte[] bytes = window.bytes();
        int payload = at + LogFormat.PREFIX_BYTES;
        if (bytes[payload + length] != LogFormat.END_OF_RECORD) {
            return new Frame.Bad(offset, "a record without its end mark");
        }
        adler.reset();
        adler.update(bytes, payload, length);
        if (adler.getValue() != checksum) {
            return new Frame.Bad(offset, "checksum of a record differs");
        }
        try {
            return new Frame.Good(
                    offset,
                    offset + length + LogFormat.OVERHEAD_BYTES,
                    (int) checksum,
                    txns.next(bytes, payload, length));
        } catch (MalformedException e) {
            return new Frame.Bad(offset, "a record that is no transaction: " + e.getMessage());
        }
    }

    /** The payload of {@code frame} as it was logged: header, body and digest, no trailer. */
    public byte[] payload(Frame.Good frame) throws DiskException {
        int added = LogFormat.OVERHEAD_BYTES;
        if (frame.content().trailer() != null) {
            added += Trailer.BYTES;
        }
        int length = (int) (frame.end() - frame.offset()) - added;
        int at = window.at(frame.offset() + LogFormat.PREFIX_BYTES, length);
        return Arrays.copyOfRange(window.bytes(), at, at + length);
    }

    private boolean inRange(long offset, int length) {
        return length >= LogFormat.MIN_PAYLOAD_BYTES
                && length <= size - offset - LogFormat.OVERHEAD_BYTES;
    }

    /** The first whole record at or behind {@code from}, whatever lies before it. */
    public Optional<Frame.Good> nextGood(long from) throws DiskException {
        long lastStart = size - LogFormat.OVERHEAD_BYTES - LogFormat.MIN_PAYLOAD_BYTES;
        for (long offset = from; offset <= lastStart; offset++) {
            if (isPlausible(offset) && read(offset) instanceof Frame.Good good) {
                return Optional.of(good);
            }
        }
        return Optional.empty();
    }

    /** A cheap test that nearly all places fail: checksums fill only half of their eight bytes. */
    private boolean isPlausible(long offset) throws DiskException {
        int at = window.at(offset, LogFormat.PREFIX_BYTES);
        return (int) LogFormat.INT.get(window.bytes(), at) == 0
                && inRange(offset, (int) LogFormat.INT.get(window.bytes(), at + 8));
    }

    /** What the bad frame at {@code offset} looks like, given that no record follows. */
    public BadShape shapeOf(long offset) throws DiskException {
        if (fitsAnotherLength(offset)) {
            return BadShape.OTHER;
        }
        int length = 0;
        if (size - offset >= LogFormat.PREFIX_BYTES) {
            int at = window.at(offset, LogFormat.PREFIX_BYTES);
            length = (int) LogFormat.INT.get(window.bytes(), at + 8);
        }
        if (isCut(offset, length)) {
            return BadShape.CUT;
        }
        long frameEnd =
                offset
                        + (inRange(offset, length)
                                ? length + LogFormat.OVERHEAD_BYTES
                                : LogFormat.PREFIX_BYTES);
        if (hasBlankSector(offset, frameEnd)) {
            return BadShape.SECTOR_MISSING;
        }
        boolean whole = inRange(offset, length) && endMark(offset, length) != 0;
        return whole ? BadShape.WHOLE : BadShape.OTHER;
    }

    private boolean isCut(long offset, int length) throws DiskException {
        if (size - offset < LogFormat.PREFIX_BYTES) {
            return true;
        }
        if (inRange(offset, length)) {
            long endMark = offset + LogFormat.PREFIX_BYTES + length;
            return window.isZero(endMark, size);
        }
        boolean runsBeyondTheFile = length >= LogFormat.MIN_PAYLOAD_BYTES;
        return runsBeyondTheFile || window.isZero(offset + LogFormat.PREFIX_BYTES, size);
    }

    private byte endMark(long offset, int length) throws DiskException {
        return window.bytes()[window.at(offset + LogFormat.PREFIX_BYTES + length, 1)];
    }

    /**
     * Whether payload and end mark are intact for a length other than the one that is written: then
     * the record is there and its length is damaged, which must not pass for a torn write.
     */
    private boolean fitsAnotherLength(long offset) throws DiskException {
        long start = offset + LogFormat.PREFIX_BYTES;
        if (size <= start) {
            return false;
        }
        int at = window.at(offset, LogFormat.PREFIX_BYTES);
        long checksum = (long) LogFormat.LONG.get(window.bytes(), at);
        int written = (int) LogFormat.INT.get(window.bytes(), at + 8);
        int longest = (int) Math.min(size - start - 1, Integer.MAX_VALUE - 64);
        if (longest < LogFormat.MIN_PAYLOAD_BYTES || checksum >>> 32 != 0) {
            return false;
        }
        int low = 1;
        int high = 0;
        for (int i = 0; i < longest; i++) {
            int index = window.at(start + i, 2);
            low = (low + (window.bytes()[index] & 0xff)) % 65521;
            high = (high + low) % 65521;
            boolean fits =
                    (((long) high << 16) | low) == checksum
                            && window.bytes()[index + 1] == LogFormat.END_OF_RECORD;
            if (fits && i + 1 >= LogFormat.MIN_PAYLOAD_BYTES && i + 1 != written) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a sector that {@code [start, end)} touches is zero as far as it lies behind start.
     */
    private boolean hasBlankSector(long start, long end) throws DiskException {
        long sector = start - start % SECTOR_BYTES;
        for (; sector < Math.min(end, size); sector += SECTOR_BYTES) {
            long from = Math.max(sector, start);
            if (window.isZero(from, Math.min(sector + SECTOR_BYTES, size))) {
                return true;
            }
        }
        return false;
    }

    /** The hash of the file's records up to and including {@code next}, given the one before it. */
    public static long chain(long chain, Frame.Good next) {
        return LogFormat.chain(chain, next.zxid().value(), next.checksum());
    }

    /** The header of a new file. */
    public static byte[] freshHeader() {
        return LogFormat.header();
    }

    @Override
    public void close() {
        file.close();
    }
}
