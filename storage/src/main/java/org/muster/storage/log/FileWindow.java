package org.muster.storage.log;

import java.util.Arrays;
import org.muster.storage.disk.DiskException;
import org.muster.storage.disk.DiskFile;

/** Random access to a file through one buffer that slides along and grows for large records. */
final class FileWindow {
    private static final int WINDOW_BYTES = 1 << 19;

    private final DiskFile file;
    private final long size;
    private byte[] bytes = new byte[0];
    private long from;
    private int length;

    FileWindow(DiskFile file, long size) {
        this.file = file;
        this.size = size;
    }

    /** The buffer; {@link #at} tells where a byte of the file lies in it. */
    byte[] bytes() {
        return bytes;
    }

    /** Makes {@code count} bytes from {@code offset} on, all in the file, lie in the buffer. */
    int at(long offset, int count) throws DiskException {
        if (offset < from || offset + count > from + length) {
            load(offset, count);
        }
        return (int) (offset - from);
    }

    /** How many bytes from {@code offset} on lie in the buffer without another read. */
    int ready(long offset) {
        return offset < from || offset >= from + length ? 0 : (int) (from + length - offset);
    }

    private void load(long offset, int count) throws DiskException {
        int wanted = (int) Math.min(Math.max(count, WINDOW_BYTES), size - offset);
        if (wanted > bytes.length) {
            bytes = new byte[wanted];
        }
        int n = file.read(offset, bytes, 0, wanted);
        if (n < count) {
            throw new DiskException(
                    DiskException.Kind.IO, "log", offset, "the file shrank while it was read");
        }
        from = offset;
        length = n;
    }

    /** Whether all bytes in {@code [start, end)} are zero. */
    boolean isZero(long start, long end) throws DiskException {
        long offset = start;
        while (offset < end) {
            int count = (int) Math.min(WINDOW_BYTES, end - offset);
            int at = at(offset, count);
            if (!isZero(bytes, at, at + count)) {
                return false;
            }
            offset += count;
        }
        return true;
    }

    private static boolean isZero(byte[] bytes, int from, int to) {
        // A range of equal bytes equals itself shifted by one: one vectorised comparison.
        return from == to
                || (bytes[from] == 0
                        && Arrays.mismatch(bytes, from, to - 1, bytes, from + 1, to) < 0);
    }
}
