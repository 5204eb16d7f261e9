package org.muster.zab.election;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.muster.model.ServerId;
import org.muster.model.peer.MemberState;
import org.muster.model.peer.Vote;
import org.muster.zab.quorum.QuorumRule;

/**
 * The latest ballot of each voter, this member included if it votes, and whom they elect.
 *
 * <p>Where the reference keeps two tables, votes of this round and leaders of any round, one is
 * enough: a voter counts for what it said last.
 */
final class Ballots {
    private final ServerId self;
    private final QuorumRule quorum;
    private final TreeMap<ServerId, Ballot> latest = new TreeMap<>();

    /** Whether a voter can be reached; one of which nothing is known is waited for. */
    private final TreeMap<ServerId, Boolean> reachable = new TreeMap<>();

    Ballots(ServerId self, QuorumRule quorum) {
        this.self = self;
        this.quorum = quorum;
    }

    boolean isVoter(ServerId member) {
        return quorum.voters().contains(member);
    }

    /** Remembers what {@code voter} says now, and gives what it said before. */
    @Nullable Ballot put(ServerId voter, Ballot ballot) {
        return latest.put(voter, ballot);
    }

    @Nullable Ballot of(ServerId voter) {
        return latest.get(voter);
    }

    void forget(ServerId voter) {
        latest.remove(voter);
    }

    /** All ballots in the order of their voters; there are none afterwards. */
    Map<ServerId, Ballot> takeAll() {
        Map<ServerId, Ballot> all = new TreeMap<>(latest);
        latest.clear();
        return all;
    }

    void reach(ServerId voter, boolean isReachable) {
        reachable.put(voter, isReachable);
    }

    boolean isUnreachable(ServerId voter) {
        return Boolean.FALSE.equals(reachable.get(voter));
    }

    /**
     * Whether a vote for {@code challenger} replaces one for {@code current}: the order of votes,
     * except that a candidate without weight never wins.
     */
    boolean beats(Vote challenger, Vote current) {
        return quorum.weight(challenger.leader()) > 0
                && (quorum.weight(current.leader()) == 0 || challenger.compareTo(current) > 0);
    }

    /** Whether a quorum votes as {@code ballot}, of a member that is looking, does. */
    boolean isQuorumFor(Ballot ballot) {
        return suffices(voter -> agrees(voter, ballot));
    }

    /**
     * Whether no vote for another can be under way: every voter that can be reached votes as {@code
     * ballot} does or does not vote at all, the candidate among them, and they are a quorum.
     */
    boolean isUnanimousFor(Ballot ballot) {
        for (ServerId voter : quorum.voters()) {
            boolean mayObject = !voter.equals(self) && !isUnreachable(voter) && !abstains(voter);
            if (mayObject && !agrees(voter, ballot)) {
                return false;
            }
        }
        Predicate<ServerId> here = voter -> agrees(voter, ballot) && !isUnreachable(voter);
        return here.test(ballot.vote().leader()) && suffices(here);
    }

    /** The ballot of the leader that a quorum already has, in {@code round} or in any other. */
    Optional<Ballot> settledLeader(long round) {
        for (Ballot ballot : latest.values()) {
            if (ballot.isSettled() && isVoter(ballot.vote().leader()) && isElected(ballot, round)) {
                return Optional.of(ballot);
            }
        }
        return Optional.empty();
    }

    /** Whether a quorum agrees with {@code settled}, and so does the leader it names. */
    private boolean isElected(Ballot settled, long round) {
        ServerId leader = settled.vote().leader();
        if (leader.equals(self)) {
            // Said of an earlier life of this member, it would be of another round.
            if (settled.round() != round || !latest.containsKey(self)) {
                return false;
            }
        } else {
            @Nullable Ballot ofLeader = latest.get(leader);
            if (ofLeader == null || ofLeader.state() != MemberState.LEADING) {
                return false;
            }
        }
        return suffices(voter -> confirms(voter, settled))
                || (settled.round() == round
                        && suffices(voter -> confirmsInRound(voter, settled))
                        && leadsInRound(leader, round));
    }

    private boolean leadsInRound(ServerId leader, long round) {
        @Nullable Ballot ofLeader = latest.get(leader);
        return ofLeader != null && ofLeader.round() == round;
    }

    private boolean agrees(ServerId voter, Ballot ballot) {
        @Nullable Ballot other = latest.get(voter);
        return other != null && other.agreesWith(ballot);
    }

    private boolean abstains(ServerId voter) {
        @Nullable Ballot other = latest.get(voter);
        return other != null && other.abstains();
    }

    private boolean confirms(ServerId voter, Ballot settled) {
        @Nullable Ballot other = latest.get(voter);
        return other != null && other.isSettled() && other.agreesWith(settled);
    }

    private boolean confirmsInRound(ServerId voter, Ballot settled) {
        @Nullable Ballot other = latest.get(voter);
        return other != null && other.agreesInRound(settled);
    }

    private boolean suffices(Predicate<ServerId> counted) {
        Set<ServerId> those = new TreeSet<>();
        for (ServerId voter : quorum.voters()) {
            if (counted.test(voter)) {
                those.add(voter);
            }
        }
        return quorum.suffices(those);
    }
}
