package org.muster.replica.core;

import org.jspecify.annotations.Nullable;
import org.muster.model.SessionId;
import org.muster.replica.route.Submission;

/** Why a transaction was proposed, and so what its commit brings besides the new state. */
sealed interface Purpose {
    /** A write of a client of this member, to be answered. */
    record ForClient(int front, Submission.Write write) implements Purpose {}

    /** A client of this member ends its session, to be answered. */
    record Leaving(int front, Submission.Write write) implements Purpose {}

    /** A session opens for a handshake here. */
    record Opening(int front, Submission.Connect connect, SessionId session) implements Purpose {}

    /**
     * A session comes to a connection of this member.
     *
     * @param left the connection here that it leaves, if any
     */
    record Attaching(int front, Submission.Connect connect, @Nullable Place left)
            implements Purpose {}

    /** A write of a client of a learner, who answers it. */
    record ForLearner() implements Purpose {
        static final ForLearner INSTANCE = new ForLearner();
    }

    /** A session opens at a learner. */
    record OpeningThere(long learner, SessionId session, int timeoutMs) implements Purpose {}

    /** A session comes to a learner; {@code left} as for {@link Attaching}. */
    record AttachingThere(long learner, SessionId session, int timeoutMs, @Nullable Place left)
            implements Purpose {}

    /** A client of a learner ends its session. */
    record LeavingThere(SessionId session) implements Purpose {}

    /** A session was silent for too long. */
    record Expiring(SessionId session) implements Purpose {}

    /** The member's own housekeeping. */
    record Own() implements Purpose {
        static final Own INSTANCE = new Own();
    }

    /** A connection of this member. */
    record Place(int front, long link) {}
}
