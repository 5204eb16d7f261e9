package org.muster.model;

/**
 * The number of a leader's reign. 64 bits because epoch files and votes have as many; only {@code
 * [0, MAX]} can be the epoch of a zxid.
 */
public record Epoch(long value) implements Comparable<Epoch> {
    /** Before the first leader. */
    public static final Epoch ZERO = new Epoch(0);

    /** In the vote of a server that may not vote for itself. */
    public static final Epoch NONE = new Epoch(Long.MIN_VALUE);

    /** The last one that fits into zxids. */
    public static final Epoch MAX = new Epoch(Integer.MAX_VALUE);

    /** The epoch of the leader that proposed {@code zxid}. */
    public static Epoch of(Zxid zxid) {
        return new Epoch(zxid.epoch());
    }

    /** The epoch after this one, which must not be {@link #MAX}. */
    public Epoch next() {
        Invariant.require(compareTo(MAX) < 0, "epochs are exhausted");
        return new Epoch(value + 1);
    }

    /**
     * The zxid with counter 0: no transaction has it, it names the state at the epoch's beginning.
     */
    public Zxid start() {
        return new Zxid(value << 32);
    }

    @Override
    public int compareTo(Epoch other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
