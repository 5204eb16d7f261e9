package org.muster.model;

/** The id of a member of an ensemble, the number in its {@code server.N} line. */
public record ServerId(long value) implements Comparable<ServerId> {
    /** Nobody: for whom a server votes that may not vote for itself. */
    public static final ServerId NONE = new ServerId(Long.MIN_VALUE);

    @Override
    public int compareTo(ServerId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
