package org.muster.zab.election;

import org.muster.model.ServerId;
import org.muster.model.peer.Notification;
import org.muster.model.peer.Vote;

/** What an {@link Election} asks of its owner; a port. It must not call back. */
public interface ElectionEffects {
    /** Sends {@code notification} to {@code to}; an older one not sent yet may be dropped. */
    void notify(ServerId to, Notification notification);

    /**
     * The election is over: {@code leaderVote} names the leader, perhaps this member. Comes before
     * the first notification that says so.
     */
    void decided(Vote leaderVote);
}
