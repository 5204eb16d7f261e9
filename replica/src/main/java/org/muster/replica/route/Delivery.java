package org.muster.replica.route;

import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.SessionId;
import org.muster.model.Zxid;
import org.muster.state.Changes;
import org.muster.state.State;

/** What the core tells its fronts, in the order of the transactions. */
public sealed interface Delivery {

    /**
     * A transaction took effect; every front gets it.
     *
     * <p>A front handles it in this order: events for {@code changes}, the reply if it is its own,
     * {@code after} becomes its root, reads of that link that waited for the reply.
     *
     * @param reply null when nobody waits for it
     */
    record Committed(Zxid zxid, State after, Changes changes, @Nullable Reply reply)
            implements Delivery {}

    /** An answer that takes its place among the transactions without being one. */
    record Answered(Reply reply) implements Delivery {}

    /** The session of a handshake is ready. */
    record Attached(int front, long link, SessionId session, int timeoutMs, Bytes password)
            implements Delivery {}

    /** The session of a handshake is refused: wrong password, unknown, expired or closing. */
    record Refused(int front, long link) implements Delivery {}

    /** The link lost its session, which ended or moved: it is closed without a byte. */
    record Detached(int front, long link) implements Delivery {}

    /**
     * The member has no leader: every front answers nothing but pings, and keeps what else comes,
     * for a time. The fronts of an ensemble's member begin like that.
     */
    record Held() implements Delivery {}

    /** The member has a leader again: what was kept goes on. */
    record Resumed() implements Delivery {}

    /**
     * The state is {@code state} now, and how it came about cannot be told to clients: every
     * connection is closed without a byte, and {@code state} becomes the root.
     */
    record Reset(State state) implements Delivery {}
}
