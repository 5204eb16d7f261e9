package org.muster.replica.core;

import org.muster.model.SessionId;

/** Why a transaction was proposed, and so what its commit brings besides the new state. */
sealed interface Purpose {
    /** A client's write, to be answered. */
    record ForClient(int front, long link, int xid) implements Purpose {}

    /** A session opens for a handshake. */
    record Opening(int front, long link, SessionId session, int timeoutMs) implements Purpose {}

    /** A client ends its session, to be answered. */
    record Leaving(int front, long link, int xid, SessionId session) implements Purpose {}

    /** A session was silent for too long. */
    record Expiring(SessionId session) implements Purpose {}

    /** The member's own housekeeping. */
    record Own() implements Purpose {
        static final Own INSTANCE = new Own();
    }
}
