package org.muster.replica.core;

import org.muster.model.Bytes;
import org.muster.model.Now;
import org.muster.model.Zxid;
import org.muster.replica.route.Submission;
import org.muster.state.State;

/** What a member is for its clients: each role holds only what it may know. */
sealed interface Role permits LookingRole, LeadingRole, FollowingRole {
    /** The state after the last delivered transaction. */
    State committed();

    /** How many sessions have a connection here. */
    int attached();

    /** Front {@code front} asks for something. */
    void accept(Now now, int front, Submission submission);

    /** {@code zxid} is committed; {@code txn} is what was proposed. */
    void deliver(Now now, Zxid zxid, Bytes txn);

    /** Time has passed. */
    void tick(Now now);

    /** The turn ends, after consensus has sent what it had for it. */
    void endTurn();

    /** Leaves the role; what its clients asked for and have not heard of. */
    LocalSessions leave();
}
