package org.muster.model.peer;

/** Counts how often a member has lost its disk: what an older incarnation promised is void. */
public record Incarnation(long value) implements Comparable<Incarnation> {
    /** Of a member that never lost anything. */
    public static final Incarnation FIRST = new Incarnation(1);

    @Override
    public int compareTo(Incarnation other) {
        return Long.compare(value, other.value);
    }
}
