package org.muster.zab.election;

import org.muster.model.ServerId;
import org.muster.model.Zxid;
import org.muster.model.peer.MemberState;
import org.muster.model.peer.Notification;
import org.muster.model.peer.Vote;

/**
 * What a member says in an election: its state, and its vote in a round.
 *
 * @param format of the notification it came in; the oldest, 0, knew no established epoch
 */
record Ballot(MemberState state, Vote vote, long round, int format) {
    private static final Zxid UNTRUSTED = new Zxid(-1);

    /** What {@code notification} says. */
    static Ballot of(Notification notification) {
        return new Ballot(
                notification.state(),
                notification.vote(),
                notification.electionEpoch(),
                notification.format());
    }

    /** The vote of a member that looks for a leader. */
    static Ballot looking(Vote vote, long round) {
        return new Ballot(MemberState.LOOKING, vote, round, Notification.FORMAT);
    }

    boolean isLooking() {
        return state == MemberState.LOOKING;
    }

    /** Whether its sender is a voter who has a leader, itself perhaps. */
    boolean isSettled() {
        return state == MemberState.FOLLOWING || state == MemberState.LEADING;
    }

    /** Whether its sender does not take part in the decision. */
    boolean abstains() {
        return state == MemberState.OBSERVING
                || (isLooking() && (vote.leader().equals(ServerId.NONE) || isUntrusted(vote)));
    }

    /** Whether {@code vote} is that of a member with a database it does not trust. */
    static boolean isUntrusted(Vote vote) {
        return vote.zxid().equals(UNTRUSTED);
    }

    /**
     * Whether both count for the same decision. While one of the two is looking, everything must be
     * equal. Settled members were elected in rounds of their own, and a leader's zxid moves on:
     * with them leader and established epoch decide.
     */
    boolean agreesWith(Ballot other) {
        if (isLooking() || other.isLooking()) {
            return vote.equals(other.vote) && round == other.round;
        }
        boolean oneIsOld = (format == 0) != (other.format == 0);
        return vote.leader().equals(other.vote.leader())
                && (oneIsOld || vote.peerEpoch().equals(other.vote.peerEpoch()));
    }

    /**
     * The same for members of one round, where the leader alone decides among the settled: some may
     * already know the established epoch.
     */
    boolean agreesInRound(Ballot other) {
        if (round != other.round) {
            return false;
        }
        if (isSettled() && other.isSettled()) {
            return vote.leader().equals(other.vote.leader());
        }
        return agreesWith(other);
    }
}
