package org.muster.client.machine;

/**
 * Why a call has no answer.
 *
 * @param code the server's error number if it refused, else 0
 * @param unknown whether the call may have been applied nevertheless
 * @param goalReached of an unknown outcome: whether the state is as if it had been applied
 * @param detail for people: what happened last
 */
public record Failure(Kind kind, int code, boolean unknown, boolean goalReached, String detail) {
    /** What went wrong. */
    public enum Kind {
        /** The server said no, by a code. */
        REFUSED,
        /** The deadline passed. */
        TIMEOUT,
        /** The connection was lost and it cannot be told what became of the call. */
        CONNECTION_LOST,
        /** The session ended before the answer. */
        SESSION_EXPIRED,
        /** The client was closed. */
        CLOSED,
        /** The server did not accept the credentials. */
        AUTH_FAILED,
        /** A write, while the only server there was only reads. */
        READ_ONLY,
        /** The request is longer than what may be sent, or the reply than what is taken. */
        TOO_LARGE,
        /** Too many calls wait already. */
        OVERFLOW
    }

    static Failure refused(int code) {
        return new Failure(Kind.REFUSED, code, false, false, "");
    }

    static Failure of(Kind kind, boolean unknown, String detail) {
        return new Failure(kind, 0, unknown, false, detail);
    }
}
