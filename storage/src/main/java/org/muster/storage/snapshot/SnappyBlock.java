package org.muster.storage.snapshot;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The raw block format of Snappy: the uncompressed length as a varint, then literals and copies of
 * what came before.
 *
 * <p>The packer looks four bytes up in a table of earlier positions and copies greedily; it trades
 * density for being short.
 */
final class SnappyBlock {
    private static final int MAX_BLOCK_BYTES = 1 << 26;
    private static final int HASH_BITS = 13;
    private static final int MAX_OFFSET = (1 << 16) - 1;
    private static final int MAX_COPY = 64;

    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final int[] table = new int[1 << HASH_BITS];
    private byte[] out = new byte[0];
    private int length;

    /** How many bytes {@link #array} holds after {@link #pack} or {@link #unpack}. */
    int length() {
        return length;
    }

    /** The result, valid until the next call. */
    byte[] array() {
        return out;
    }

    /** Packs {@code count} bytes of {@code source} from {@code from} on. */
    void pack(byte[] source, int from, int count) {
        room(32 + count + count / 6);
        length = 0;
        for (int rest = count; ; rest >>>= 7) {
            boolean more = rest > 0x7f;
            out[length++] = (byte) ((rest & 0x7f) | (more ? 0x80 : 0));
            if (!more) {
                break;
            }
        }
        Arrays.fill(table, -1);
        int end = from + count;
        int literal = from;
        int at = from;
        while (at + 4 <= end) {
            int four = (int) INT.get(source, at);
            int slot = (four * 0x1e35_a7bd) >>> (32 - HASH_BITS);
            int candidate = table[slot];
            table[slot] = at;
            if (candidate >= 0
                    && at - candidate <= MAX_OFFSET
                    && (int) INT.get(source, candidate) == four) {
                putLiteral(source, literal, at);
                int n = 4;
                while (at + n < end && source[candidate + n] == source[at + n]) {
                    n++;
                }
                putCopy(at - candidate, n);
                at += n;
                literal = at;
            } else {
                at++;
            }
        }
        putLiteral(source, literal, end);
    }

    private void putLiteral(byte[] source, int from, int to) {
        int n = to - from;
        if (n == 0) {
            return;
        }
        if (n <= 60) {
            out[length++] = (byte) ((n - 1) << 2);
        } else {
            int bytes = n <= 1 << 8 ? 1 : n <= 1 << 16 ? 2 : 3;
            out[length++] = (byte) ((59 + bytes) << 2);
            for (int i = 0; i < bytes; i++) {
                out[length++] = (byte) ((n - 1) >>> (8 * i));
            }
        }
        System.arraycopy(source, from, out, length, n);
        length += n;
    }

    private void putCopy(int offset, int count) {
        int rest = count;
        while (rest > 0) {
            int n = Math.min(rest, MAX_COPY);
            out[length++] = (byte) (((n - 1) << 2) | 2);
            out[length++] = (byte) offset;
            out[length++] = (byte) (offset >>> 8);
            rest -= n;
        }
    }

    /** Unpacks {@code count} bytes of {@code source}; returns what is wrong with them, or null. */
    @Nullable String unpack(byte[] source, int count) {
        int at = 0;
        long size = 0;
        int shift = 0;
        int b;
        do {
            if (at >= count || shift > 28) {
                return "a Snappy block without a length";
            }
            b = source[at++];
            size |= (long) (b & 0x7f) << shift;
            shift += 7;
        } while (b < 0);
        if (size > MAX_BLOCK_BYTES) {
            return "a Snappy block of " + size + " bytes";
        }
        length = 0;
        // Grows as it fills: a wrong length must not cost memory that no data justifies.
        room((int) Math.min(size, 64L * count + 64));
        while (at < count) {
            int tag = source[at++] & 0xff;
            int next =
                    (tag & 3) == 0 ? literal(source, at, count, tag) : copy(source, at, count, tag);
            if (next < 0 || length > size) {
                return "a broken Snappy block";
            }
            at = next;
        }
        return length == size ? null : "a Snappy block of the wrong length";
    }

    private int literal(byte[] source, int start, int count, int tag) {
        int at = start;
        int n = tag >>> 2;
        if (n >= 60) {
            int bytes = n - 59;
            if (at + bytes > count) {
                return -1;
            }
            n = little(source, at, bytes);
            at += bytes;
        }
        if (n < 0 || n >= count - at) {
            return -1;
        }
        n++;
        room(length + n);
        System.arraycopy(source, at, out, length, n);
        length += n;
        return at + n;
    }

    private int copy(byte[] source, int at, int count, int tag) {
        int bytes = (tag & 3) == 3 ? 4 : tag & 3;
        if (at + bytes > count) {
            return -1;
        }
        int n;
        int offset;
        if (bytes == 1) {
            n = 4 + ((tag >>> 2) & 7);
            offset = ((tag >>> 5) << 8) | (source[at] & 0xff);
        } else {
            n = 1 + (tag >>> 2);
            offset = little(source, at, bytes);
        }
        if (offset <= 0 || offset > length) {
            return -1;
        }
        room(length + n);
        for (int i = 0; i < n; i++) {
            out[length] = out[length - offset];
            length++;
        }
        return at + bytes;
    }

    private static int little(byte[] source, int at, int bytes) {
        int value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (source[at + i] & 0xff) << (8 * i);
        }
        return value;
    }

    private void room(int wanted) {
        if (wanted > out.length) {
            out = Arrays.copyOf(out, Math.max(wanted, 2 * out.length));
        }
    }
}
