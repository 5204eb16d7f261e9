package org.muster.storage.snapshot;

import java.util.Arrays;
import java.util.zip.Adler32;
import org.muster.storage.disk.DiskException;

/**
 * A sliding window over the bytes of a snapshot with the running checksum of all bytes consumed.
 *
 * <p>The window grows only as bytes really arrive, so a wrong length costs no memory that the file
 * does not justify.
 */
final class SnapshotStream {
    private static final int ADLER_MODULUS = 65521;

    private final ByteSource source;
    private final Adler32 adler = new Adler32();
    private byte[] window = new byte[1 << 18];
    private int position;
    private int limit;
    private int summed;
    private long base;

    SnapshotStream(ByteSource source) {
        this.source = source;
    }

    /** The array in which the next bytes lie from {@link #position} on. */
    byte[] window() {
        return window;
    }

    /** The index in the window of the next byte. */
    int position() {
        return position;
    }

    /** How many bytes lie ready from {@link #position} on. */
    int ready() {
        return limit - position;
    }

    /** How many bytes were consumed since the beginning. */
    long consumed() {
        return base + position;
    }

    /** Takes {@code count} bytes that lie ready. */
    void consume(int count) {
        position += count;
    }

    /** Makes at least {@code count} bytes lie ready; false if the snapshot ends before. */
    boolean fill(int count) throws DiskException, DamagedSnapshotException {
        while (ready() < count) {
            if (limit == window.length) {
                makeSpace(count);
            }
            int n = source.read(window, limit, window.length - limit);
            if (n == 0) {
                return false;
            }
            limit += n;
        }
        return true;
    }

    private void makeSpace(int count) {
        sum();
        if (position > 0) {
            System.arraycopy(window, position, window, 0, ready());
            base += position;
            limit -= position;
            position = 0;
            summed = 0;
        }
        if (limit == window.length) {
            long wanted = Math.min(2L * window.length, Math.max((long) count, window.length + 1L));
            window = Arrays.copyOf(window, (int) Math.min(wanted, Integer.MAX_VALUE - 8));
        }
    }

    /** The Adler-32 of all bytes consumed. */
    int checksum() {
        sum();
        return (int) adler.getValue();
    }

    /** The Adler-32 of all bytes consumed and {@code count} more, a few, that lie ready. */
    int checksumBehind(int count) {
        int before = checksum();
        int low = before & 0xffff;
        int high = before >>> 16;
        for (int i = position; i < position + count; i++) {
            low = (low + (window[i] & 0xff)) % ADLER_MODULUS;
            high = (high + low) % ADLER_MODULUS;
        }
        return high << 16 | low;
    }

    private void sum() {
        adler.update(window, summed, position - summed);
        summed = position;
    }
}
