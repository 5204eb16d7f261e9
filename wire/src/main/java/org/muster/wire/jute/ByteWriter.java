package org.muster.wire.jute;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.ZPath;

/**
 * Writes primitive encodings into an array that grows as needed. Reusable through {@link #clear};
 * not thread-safe.
 */
public final class ByteWriter {
    /** An array that grew beyond this is given back by {@link #clear}. */
    private static final int KEPT_BYTES = 1 << 18;

    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Writes one element of a vector. */
    @FunctionalInterface
    public interface ElementWriter<T> {
        /** Puts {@code element} into {@code out}. */
        void write(ByteWriter out, T element);
    }

    private final int initialBytes;
    private byte[] target;
    private int length;

    /** With room for a typical reply. */
    public ByteWriter() {
        this(256);
    }

    /** With room for {@code initialBytes}, at least 16. */
    public ByteWriter(int initialBytes) {
        this.initialBytes = Math.max(initialBytes, 16);
        this.target = new byte[this.initialBytes];
    }

    /** How many bytes have been written. */
    public int length() {
        return length;
    }

    /** The array that holds the first {@link #length} bytes; valid until the next write. */
    public byte[] array() {
        return target;
    }

    /** A fresh array with what has been written. */
    public byte[] toArray() {
        return Arrays.copyOf(target, length);
    }

    /** Forgets what has been written. */
    public void clear() {
        length = 0;
        if (target.length > KEPT_BYTES) {
            target = new byte[initialBytes];
        }
    }

    /** Forgets everything written from {@code length} on. */
    public void truncate(int length) {
        this.length = length;
    }

    /** Leaves room for {@code count} bytes: to be filled in {@link #array} from the result on. */
    public int reserve(int count) {
        room(count);
        int at = length;
        length += count;
        return at;
    }

    /** Leaves four bytes for a length; give the result to {@link #endFrame}. */
    public int beginFrame() {
        int start = length;
        writeInt(0);
        return start;
    }

    /** Puts the number of bytes written since {@code start} = {@link #beginFrame} in its place. */
    public void endFrame(int start) {
        INT.set(target, start, length - start - 4);
    }

    /** One byte. */
    public void writeByte(int value) {
        room(1);
        target[length++] = (byte) value;
    }

    /** One byte, 0 or 1. */
    public void writeBool(boolean value) {
        writeByte(value ? 1 : 0);
    }

    /** Four bytes. */
    public void writeInt(int value) {
        room(4);
        INT.set(target, length, value);
        length += 4;
    }

    /** Eight bytes. */
    public void writeLong(long value) {
        room(8);
        LONG.set(target, length, value);
        length += 8;
    }

    /** The bytes alone, without a length. */
    public void writeRaw(byte[] source, int offset, int count) {
        room(count);
        System.arraycopy(source, offset, target, length, count);
        length += count;
    }

    /** The bytes alone, without a length. */
    public void writeRaw(Bytes bytes) {
        room(bytes.length());
        bytes.copyTo(target, length);
        length += bytes.length();
    }

    /** A length and the bytes; -1 for null. */
    public void writeBuffer(@Nullable Bytes bytes) {
        if (bytes == null) {
            writeInt(-1);
            return;
        }
        writeInt(bytes.length());
        writeRaw(bytes);
    }

    /** A length and a range of an array. */
    public void writeBuffer(byte[] source, int offset, int count) {
        writeInt(count);
        writeRaw(source, offset, count);
    }

    /** A length and UTF-8; -1 for null. */
    public void writeString(@Nullable String text) {
        if (text == null) {
            writeInt(-1);
            return;
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        writeBuffer(utf8, 0, utf8.length);
    }

    /** A path as a string; -1 for null. */
    public void writePath(@Nullable ZPath path) {
        if (path == null) {
            writeInt(-1);
            return;
        }
        writeInt(path.length());
        room(path.length());
        path.copyTo(target, length);
        length += path.length();
    }

    /** A count and the elements; -1 for null. */
    public <T> void writeVector(@Nullable List<T> elements, ElementWriter<? super T> element) {
        if (elements == null) {
            writeInt(-1);
            return;
        }
        writeInt(elements.size());
        for (T each : elements) {
            element.write(this, each);
        }
    }

    private void room(int count) {
        if (target.length - length < count) {
            long wanted = Math.max((long) length + count, 2L * target.length);
            target = Arrays.copyOf(target, (int) Math.min(wanted, Integer.MAX_VALUE - 8));
        }
    }
}
