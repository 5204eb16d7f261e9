package org.muster.wire.jute;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.ZPath;

/**
 * Reads primitive encodings from a range of a byte array, left to right.
 *
 * <p>Allocates no more than the bytes that are really there justify: a length is checked against
 * what remains before anything of that length is made. Reusable through {@link #reset}; not
 * thread-safe.
 */
public final class ByteReader {
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Reads one element of a vector. */
    @FunctionalInterface
    public interface ElementReader<T> {
        /** The next element of {@code in}. */
        T read(ByteReader in) throws MalformedException;
    }

    private byte[] source;
    private int position;
    private int end;

    /** Reads all of {@code source}. */
    public ByteReader(byte[] source) {
        this(source, 0, source.length);
    }

    /** Reads {@code length} bytes of {@code source} from {@code offset} on. */
    public ByteReader(byte[] source, int offset, int length) {
        this.source = source;
        this.position = offset;
        this.end = offset + length;
    }

    /** Starts over on {@code length} bytes of {@code source} from {@code offset} on. */
    public void reset(byte[] source, int offset, int length) {
        this.source = source;
        this.position = offset;
        this.end = offset + length;
    }

    /** How many bytes are left. */
    public int remaining() {
        return end - position;
    }

    /** The index in the array of the next byte. */
    public int position() {
        return position;
    }

    /** Goes on at index {@code position} of the array, within the range being read. */
    public void seek(int position) {
        this.position = position;
    }

    /** Reads on behind {@code expected} if that is what comes next; whether it was. */
    public boolean trySkip(byte[] expected) {
        int behind = position + expected.length;
        if (behind > end
                || !Arrays.equals(source, position, behind, expected, 0, expected.length)) {
            return false;
        }
        position = behind;
        return true;
    }

    /** One byte. */
    public byte readByte() throws MalformedException {
        need(1, "a byte");
        return source[position++];
    }

    /** One byte; any but zero is true. */
    public boolean readBool() throws MalformedException {
        return readByte() != 0;
    }

    /** Four bytes. */
    public int readInt() throws MalformedException {
        need(4, "an int");
        int value = (int) INT.get(source, position);
        position += 4;
        return value;
    }

    /** Eight bytes. */
    public long readLong() throws MalformedException {
        need(8, "a long");
        long value = (long) LONG.get(source, position);
        position += 8;
        return value;
    }

    /** {@code length} bytes, at least none, without a length in front. */
    public Bytes readRaw(int length) throws MalformedException {
        need(length, "raw bytes");
        Bytes bytes = Bytes.copyOf(source, position, length);
        position += length;
        return bytes;
    }

    /** A length and so many bytes; null for length -1. */
    public @Nullable Bytes readBuffer() throws MalformedException {
        int length = readLength("a buffer");
        if (length < 0) {
            return null;
        }
        return readRaw(length);
    }

    /** A length and so many bytes of UTF-8; null for length -1; malformed parts become U+FFFD. */
    public @Nullable String readString() throws MalformedException {
        int length = readLength("a string");
        if (length < 0) {
            return null;
        }
        String text = new String(source, position, length, StandardCharsets.UTF_8);
        position += length;
        return text;
    }

    /** A string that must be there. */
    public String requireString() throws MalformedException {
        return require(readString(), "string");
    }

    /** A string kept as the UTF-8 of a path; null for length -1. */
    public @Nullable ZPath readPath() throws MalformedException {
        int length = readLength("a path");
        if (length < 0) {
            return null;
        }
        int from = position;
        position += length;
        if (isAscii(from, position)) {
            return ZPath.owningUtf8(Arrays.copyOfRange(source, from, position));
        }
        // Through a String and back, so that what is kept is always well-formed.
        return ZPath.of(new String(source, from, length, StandardCharsets.UTF_8));
    }

    /** A path that must be there. */
    public ZPath requirePath() throws MalformedException {
        return require(readPath(), "path");
    }

    /** A count and so many elements; null for count -1; other negative counts mean none. */
    public <T> @Nullable List<T> readVector(int minElementBytes, ElementReader<T> element)
            throws MalformedException {
        int count = readInt();
        if (count == -1) {
            return null;
        }
        if (count > 0 && (long) count * minElementBytes > remaining()) {
            throw MalformedException.truncated("a vector of " + count);
        }
        List<T> elements = new ArrayList<>(Math.max(count, 0));
        for (int i = 0; i < count; i++) {
            elements.add(element.read(this));
        }
        return elements;
    }

    /** A vector that must be there. */
    public <T> List<T> requireVector(int minElementBytes, ElementReader<T> element)
            throws MalformedException {
        return require(readVector(minElementBytes, element), "vector");
    }

    private static <T> T require(@Nullable T value, String what) throws MalformedException {
        if (value == null) {
            throw MalformedException.illegal("a null " + what + " where a value is needed");
        }
        return value;
    }

    /** A length that the remaining bytes can hold, or -1. */
    private int readLength(String what) throws MalformedException {
        int length = readInt();
        if (length < -1) {
            throw MalformedException.illegal("negative length " + length + " of " + what);
        }
        if (length > 0) {
            need(length, what);
        }
        return length;
    }

    private void need(int count, String what) throws MalformedException {
        if (end - position < count) {
            throw MalformedException.truncated(what);
        }
    }

    private boolean isAscii(int from, int to) {
        int i = from;
        for (; i + 8 <= to; i += 8) {
            if (((long) LONG.get(source, i) & 0x8080_8080_8080_8080L) != 0) {
                return false;
            }
        }
        for (; i < to; i++) {
            if (source[i] < 0) {
                return false;
            }
        }
        return true;
    }
}
