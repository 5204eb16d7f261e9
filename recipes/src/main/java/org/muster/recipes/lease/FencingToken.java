package org.muster.recipes.lease;

/**
 * A number that grows with every later holder of the same thing: the transaction that created the
 * holder's node. A resource outside the ensemble that remembers the highest one it has seen and
 * refuses smaller ones cannot be damaged by a holder that does not know yet that it is none.
 */
public record FencingToken(long value) implements Comparable<FencingToken> {
    @Override
    public int compareTo(FencingToken other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
