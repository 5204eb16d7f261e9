package org.muster.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An immutable sequence of bytes with value equality.
 *
 * <p>Exists because a record must not have array components: an array compares by identity and can
 * be changed by whoever holds it. Thread-safe.
 */
public final class Bytes implements Comparable<Bytes> {
    /** The sequence of length zero. */
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    /** The bytes of {@code source}, copied. */
    public static Bytes copyOf(byte[] source) {
        return source.length == 0 ? EMPTY : new Bytes(source.clone());
    }

    /** The bytes from {@code offset} (inclusive) on, {@code length} of them, copied. */
    public static Bytes copyOf(byte[] source, int offset, int length) {
        return length == 0 ? EMPTY : new Bytes(Arrays.copyOfRange(source, offset, offset + length));
    }

    /** Takes {@code owned} without copying: the caller promises never to change it again. */
    public static Bytes owning(byte[] owned) {
        return owned.length == 0 ? EMPTY : new Bytes(owned);
    }

    /** The UTF-8 form of {@code text}. */
    public static Bytes utf8(String text) {
        return owning(text.getBytes(StandardCharsets.UTF_8));
    }

    /** How many bytes there are. */
    public int length() {
        return content.length;
    }

    /** The byte at {@code index}, which must be in {@code [0, length)}. */
    public byte at(int index) {
        return content[index];
    }

    /** Copies all bytes into {@code target} from {@code offset} on. */
    public void copyTo(byte[] target, int offset) {
        System.arraycopy(content, 0, target, offset, content.length);
    }

    /** A fresh array with these bytes. */
    public byte[] toArray() {
        return content.clone();
    }

    /** These bytes read as UTF-8; malformed sequences become U+FFFD. */
    public String toUtf8() {
        return new String(content, StandardCharsets.UTF_8);
    }

    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(content, other.content);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return "Bytes[" + content.length + "]";
    }
}
