package org.muster.model;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The text of a path as a client sent it, in UTF-8; not every text is a {@linkplain #isValid()
 * valid} path. Immutable; value equality; ordered by unsigned bytes.
 */
public final class ZPath implements Comparable<ZPath> {
    /** The path {@code /}. */
    public static final ZPath ROOT = of("/");

    /** The empty text: what the log and the snapshots call the root. */
    public static final ZPath EMPTY = of("");

    private static final VarHandle BIG_ENDIAN_INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle BIG_ENDIAN_LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] utf8;
    private int hash;

    private ZPath(byte[] utf8) {
        this.utf8 = utf8;
    }

    /** The path that reads {@code text}. */
    public static ZPath of(String text) {
        return new ZPath(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Takes {@code owned} without copying: well-formed UTF-8 that nobody changes any more. */
    public static ZPath owningUtf8(byte[] owned) {
        return new ZPath(owned);
    }

    /** How many bytes the text has. */
    public int length() {
        return utf8.length;
    }

    /** The byte at {@code index}, which must be in {@code [0, length)}. */
    public byte at(int index) {
        return utf8[index];
    }

    /** Copies the text's bytes into {@code target} from {@code offset} on. */
    public void copyTo(byte[] target, int offset) {
        System.arraycopy(utf8, 0, target, offset, utf8.length);
    }

    /** Compares the bytes in {@code [from, to)} with those of {@code name}, unsigned. */
    public int compareRange(int from, int to, byte[] name) {
        return Arrays.compareUnsigned(utf8, from, to, name, 0, name.length);
    }

    /**
     * Compares the bytes in {@code [from, to)} with those of {@code other} in {@code [otherFrom,
     * otherTo)}, unsigned.
     */
    public int compareRange(int from, int to, byte[] other, int otherFrom, int otherTo) {
        return Arrays.compareUnsigned(utf8, from, to, other, otherFrom, otherTo);
    }

    /**
     * The index in the range {@code [from, to)} of the first byte that differs from {@code other}
     * in {@code [otherFrom, otherTo)}, the shorter length if one begins with the other, -1 if they
     * are equal.
     */
    public int mismatch(int from, int to, byte[] other, int otherFrom, int otherTo) {
        return Arrays.mismatch(utf8, from, to, other, otherFrom, otherTo);
    }

    /**
     * The four bytes from {@code from} on as a big-endian number that orders as the bytes do, with
     * zeros for those at or behind {@code to}; {@code from} may lie behind {@code to}.
     */
    public int wordAt(int from, int to) {
        int present = to - from;
        int word = present <= 0 ? 0 : intAt(from);
        int wanted = present >= 4 ? word : word & ~(-1 >>> (8 * present));
        return wanted ^ Integer.MIN_VALUE;
    }

    /** The four bytes from {@code from} on, with zeros behind the end; without a loop mostly. */
    private int intAt(int from) {
        int at = Math.min(from, utf8.length - 4);
        if (at >= 0) {
            return (int) BIG_ENDIAN_INTS.get(utf8, at) << (8 * (from - at));
        }
        int word = 0;
        for (int i = from; i < utf8.length; i++) {
            word |= (utf8[i] & 0xff) << (8 * (3 + from - i));
        }
        return word;
    }

    /**
     * The first {@code count} (up to eight) bytes of those in {@code [from, to)} as a big-endian
     * number that orders as the bytes do, with zeros for those at or behind {@code to} and for
     * those not counted.
     */
    public long longAt(int from, int to, int count) {
        int present = Math.min(to - from, count);
        long word = present <= 0 ? 0 : longAt(from);
        long wanted = present >= 8 ? word : word & ~(-1L >>> (8 * present));
        return wanted ^ Long.MIN_VALUE;
    }

    /** The eight bytes from {@code from} on, with zeros behind the end; without a loop mostly. */
    private long longAt(int from) {
        int at = Math.min(from, utf8.length - 8);
        if (at >= 0) {
            return (long) BIG_ENDIAN_LONGS.get(utf8, at) << (8 * (from - at));
        }
        long word = 0;
        for (int i = from; i < utf8.length; i++) {
            word |= (utf8[i] & 0xffL) << (8 * (7 + from - i));
        }
        return word;
    }

    /** Copies the bytes in {@code [from, to)} into {@code target} from {@code offset} on. */
    public void copyRange(int from, int to, byte[] target, int offset) {
        System.arraycopy(utf8, from, target, offset, to - from);
    }

    /** A fresh array with the bytes in {@code [from, to)}. */
    public byte[] copyRange(int from, int to) {
        return Arrays.copyOfRange(utf8, from, to);
    }

    /** Whether this is {@code /}. */
    public boolean isRoot() {
        return utf8.length == 1 && utf8[0] == '/';
    }

    /** The index of the last slash, or -1. */
    public int lastSlash() {
        return indexOfSlashBefore(utf8.length);
    }

    private int indexOfSlashBefore(int end) {
        for (int i = end - 1; i >= 0; i--) {
            if (utf8[i] == '/') {
                return i;
            }
        }
        return -1;
    }

    /** The index of the first slash at or after {@code from}, or {@code length()}. */
    public int nextSlash(int from) {
        int i = from;
        while (i < utf8.length && utf8[i] != '/') {
            i++;
        }
        return i;
    }

    /** The text before the last slash, {@code /} for a child of the root; needs a slash. */
    public ZPath parent() {
        int slash = lastSlash();
        Invariant.require(slash >= 0, "a path without a slash has no parent");
        return slash == 0 ? ROOT : new ZPath(Arrays.copyOf(utf8, slash));
    }

    /** The path of the child {@code name} of this path. */
    public ZPath child(Bytes name) {
        int stem = isRoot() ? 0 : utf8.length;
        byte[] joined = Arrays.copyOf(utf8, stem + 1 + name.length());
        joined[stem] = '/';
        name.copyTo(joined, stem + 1);
        return new ZPath(joined);
    }

    /** This text with {@code suffix} (ASCII) behind it. */
    public ZPath withSuffix(String suffix) {
        byte[] tail = suffix.getBytes(StandardCharsets.UTF_8);
        byte[] joined = Arrays.copyOf(utf8, utf8.length + tail.length);
        System.arraycopy(tail, 0, joined, utf8.length, tail.length);
        return new ZPath(joined);
    }

    /** Whether this text begins with {@code prefix}, byte by byte, regardless of components. */
    public boolean startsWith(ZPath prefix) {
        int n = prefix.utf8.length;
        return utf8.length >= n && Arrays.equals(utf8, 0, n, prefix.utf8, 0, n);
    }

    /** Whether this is {@code ancestor} or a path below it. */
    public boolean isAtOrBelow(ZPath ancestor) {
        return startsWith(ancestor)
                && (ancestor.isRoot()
                        || utf8.length == ancestor.utf8.length
                        || utf8[ancestor.utf8.length] == '/');
    }

    /** Whether the text contains U+0000. */
    public boolean hasNul() {
        for (byte b : utf8) {
            if (b == 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether this may name a znode: begins with a slash, ends with none (but for the root), has no
     * empty, {@code .} or {@code ..} component and no character that ZooKeeper forbids.
     */
    public boolean isValid() {
        return PathRule.accepts(utf8);
    }

    @Override
    public int compareTo(ZPath other) {
        return Arrays.compareUnsigned(utf8, other.utf8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ZPath that && Arrays.equals(utf8, that.utf8);
    }

    @Override
    public int hashCode() {
        // Benign race: two threads compute the same value.
        int h = hash;
        if (h == 0) {
            h = Arrays.hashCode(utf8);
            hash = h;
        }
        return h;
    }

    @Override
    public String toString() {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
