package org.muster.model.peer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.Epoch;
import org.muster.model.Id;
import org.muster.model.SessionId;
import org.muster.model.Zxid;

/** What a learner says to its leader. */
public sealed interface FromLearner extends PeerMessage
        permits FromLearner.FollowerInfo,
                FromLearner.ObserverInfo,
                FromLearner.AckEpoch,
                FromLearner.Ack,
                FromLearner.AckUpTo,
                FromLearner.PingReply,
                FromLearner.Request,
                FromLearner.Revalidate,
                Beat,
                UnknownMessage {

    /** The first message of a participant. */
    record FollowerInfo(LearnerInfo info) implements FromLearner {}

    /** The first message of an observer. */
    record ObserverInfo(LearnerInfo info) implements FromLearner {}

    /**
     * The learner has promised the leader's epoch.
     *
     * @param current the epoch whose history it holds; null if it had promised before, or has
     *     forgotten its history: then the promise does not count
     * @param last the last zxid in its log
     * @param incarnation only of a Muster
     * @param wantsAll its promise counts, and yet no leader's history can be fitted to its own: it
     *     needs a whole state; only of a Muster to a Muster
     */
    record AckEpoch(
            @Nullable Epoch current, Zxid last, @Nullable Incarnation incarnation, boolean wantsAll)
            implements FromLearner {
        /** Of one whose history can be fitted. */
        public AckEpoch(@Nullable Epoch current, Zxid last, @Nullable Incarnation incarnation) {
            this(current, last, incarnation, false);
        }
    }

    /**
     * The learner's disk holds the proposal {@code zxid}; or, with counter 0, the whole history up
     * to NEWLEADER.
     */
    record Ack(Zxid zxid) implements FromLearner {}

    /**
     * The learner's disk holds every proposal up to {@code zxid}: {@link Feature#CUMULATIVE_ACKS}.
     */
    record AckUpTo(Zxid zxid) implements FromLearner {}

    /** The answer to {@link FromLeader.Ping}, with the sessions touched since the last one. */
    record PingReply(Zxid zxid, List<TouchedSession> touched) implements FromLearner {}

    /**
     * A request that only the leader can decide, from a client of the learner.
     *
     * @param type the operation's number
     * @param payload the request's record as the client sent it; the sender has decoded it before
     * @param ids the client's identities; null for what the learner asks by itself
     * @param attachment the zxid at which the session came to the learner; null unless {@link
     *     Feature#ATTACHMENTS} is agreed on
     */
    record Request(
            SessionId session,
            int cxid,
            int type,
            Bytes payload,
            @Nullable List<Id> ids,
            @Nullable Zxid attachment)
            implements FromLearner {}

    /** A client with this session has come to the learner: does the session live? */
    record Revalidate(SessionId session, int timeoutMs) implements FromLearner {}
}
