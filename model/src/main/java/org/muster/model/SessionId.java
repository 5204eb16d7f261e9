package org.muster.model;

/** The id of a client session; any 64-bit value, often negative as a signed number. */
public record SessionId(long value) implements Comparable<SessionId> {
    /** No session: what a new client sends, and the owner of the server's own transactions. */
    public static final SessionId NONE = new SessionId(0);

    @Override
    public int compareTo(SessionId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return "0x" + Long.toHexString(value);
    }
}
