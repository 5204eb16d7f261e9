package org.muster.model;

/**
 * A transaction id: epoch in the high 32 bits, counter in the low 32. Ordered as the signed 64-bit
 * number it is.
 */
public record Zxid(long value) implements Comparable<Zxid> {
    /** Before the first transaction. */
    public static final Zxid ZERO = new Zxid(0);

    /** The id of transaction {@code counter} (unsigned) in {@code epoch}. */
    public static Zxid of(int epoch, int counter) {
        return new Zxid(((long) epoch << 32) | (counter & 0xffff_ffffL));
    }

    /** The epoch of the leader that proposed it. */
    public int epoch() {
        return (int) (value >> 32);
    }

    /** Its place in the epoch, unsigned, 1 for the first. */
    public int counter() {
        return (int) value;
    }

    /** The id after this one in the same epoch; the counter must not be exhausted. */
    public Zxid next() {
        Invariant.require(counter() != -1, "zxid counter exhausted");
        return new Zxid(value + 1);
    }

    @Override
    public int compareTo(Zxid other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return "0x" + Long.toHexString(value);
    }
}
