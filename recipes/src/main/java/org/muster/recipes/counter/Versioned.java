package org.muster.recipes.counter;

/**
 * A value, and which one of its path's.
 *
 * @param czxid the transaction that created its node; 0 if there is none
 * @param version of the node's data; -1 if there is none
 * @param mzxid the transaction that wrote it
 */
public record Versioned<T>(T value, long czxid, int version, long mzxid) {
    /** Whether this is a later value than {@code other}. */
    public boolean isAfter(Versioned<?> other) {
        return mzxid > other.mzxid;
    }
}
