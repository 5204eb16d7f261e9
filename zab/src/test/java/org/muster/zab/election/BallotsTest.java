package org.muster.zab.election;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.muster.model.peer.MemberState.FOLLOWING;
import static org.muster.model.peer.MemberState.LEADING;
import static org.muster.model.peer.MemberState.LOOKING;
import static org.muster.model.peer.MemberState.OBSERVING;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.model.Epoch;
import org.muster.model.ServerId;
import org.muster.model.Zxid;
import org.muster.model.peer.MemberState;
import org.muster.model.peer.Membership;
import org.muster.model.peer.Membership.Group;
import org.muster.model.peer.Membership.Weighted;
import org.muster.model.peer.Vote;
import org.muster.zab.quorum.QuorumRule;

/** The order and the equality of votes, and who is elected by which ballots. */
final class BallotsTest {
    private static final List<ServerId> THREE = List.of(id(1), id(2), id(3));

    private final Ballots ballots =
            new Ballots(id(1), QuorumRule.of(new Membership(0, THREE, List.of(), List.of())));

    private static ServerId id(long value) {
        return new ServerId(value);
    }

    private static Vote vote(long leader, long zxid, long epoch) {
        return new Vote(id(leader), new Zxid(zxid), new Epoch(epoch));
    }

    private static Ballot ballot(
            MemberState state, long leader, long zxid, long round, long epoch) {
        return new Ballot(state, vote(leader, zxid, epoch), round, 2);
    }

    private static Ballot old(MemberState state, long leader, long epoch) {
        return new Ballot(state, vote(leader, 0, epoch), 1, 0);
    }

    @Test
    void epochThenZxidThenIdDecideAmongThoseWithWeight() {
        // Voter 3 counts nothing.
        List<Weighted> group =
                List.of(new Weighted(id(1), 1), new Weighted(id(2), 1), new Weighted(id(3), 0));
        Ballots weighted =
                new Ballots(
                        id(1),
                        QuorumRule.of(
                                new Membership(0, THREE, List.of(), List.of(new Group(1, group)))));
        List<Vote> ascending =
                List.of(
                        vote(1, -1, 0),
                        vote(1, 0, 0),
                        vote(2, 0, 0),
                        vote(1, 7, 0),
                        vote(1, 6, 1),
                        vote(1, 7, 1),
                        vote(2, 7, 1));
        for (int a = 0; a < ascending.size(); a++) {
            for (int b = 0; b < ascending.size(); b++) {
                assertEquals(
                        a > b, weighted.beats(ascending.get(a), ascending.get(b)), a + " " + b);
            }
            for (Vote weightless : List.of(vote(3, 9, 9), vote(4, 9, 9), Vote.NONE)) {
                assertTrue(weighted.beats(ascending.get(a), weightless));
                assertFalse(weighted.beats(weightless, ascending.get(a)));
            }
        }
        assertFalse(weighted.beats(vote(3, 9, 9), vote(3, 8, 9)));
    }

    /** Two ballots, and whether they agree; and whether they do in one round. */
    private record Pair(Ballot a, Ballot b, boolean agree, boolean agreeInRound) {}

    @Test
    void ballotsAgreeAsTheTableSays() {
        Ballot looking = ballot(LOOKING, 2, 5, 4, 1);
        Ballot leading = ballot(LEADING, 2, 5, 4, 1);
        List<Pair> table =
                List.of(
                        new Pair(looking, ballot(LOOKING, 2, 5, 4, 1), true, true),
                        new Pair(looking, ballot(LOOKING, 3, 5, 4, 1), false, false),
                        new Pair(looking, ballot(LOOKING, 2, 6, 4, 1), false, false),
                        new Pair(looking, ballot(LOOKING, 2, 5, 5, 1), false, false),
                        new Pair(looking, ballot(LOOKING, 2, 5, 4, 2), false, false),
                        new Pair(looking, ballot(FOLLOWING, 2, 5, 4, 1), true, true),
                        new Pair(looking, ballot(FOLLOWING, 2, 5, 4, 2), false, false),
                        new Pair(looking, ballot(FOLLOWING, 2, 5, 3, 1), false, false),
                        new Pair(leading, ballot(FOLLOWING, 2, 5, 4, 1), true, true),
                        new Pair(leading, ballot(FOLLOWING, 2, 9, 4, 1), true, true),
                        new Pair(leading, ballot(FOLLOWING, 2, 5, 9, 1), true, false),
                        new Pair(leading, ballot(FOLLOWING, 2, 5, -1, 1), true, false),
                        new Pair(leading, ballot(FOLLOWING, 2, 5, 4, 2), false, true),
                        new Pair(leading, ballot(FOLLOWING, 3, 5, 4, 1), false, false),
                        new Pair(old(LEADING, 2, 1), ballot(FOLLOWING, 2, 0, 1, 2), true, true),
                        new Pair(old(LEADING, 2, 1), ballot(FOLLOWING, 3, 0, 1, 1), false, false),
                        new Pair(old(LEADING, 2, 1), old(FOLLOWING, 2, 2), false, true),
                        new Pair(old(LOOKING, 2, 1), ballot(LOOKING, 2, 0, 1, 1), true, true));
        for (Pair row : table) {
            assertEquals(row.agree, row.a.agreesWith(row.b), row::toString);
            assertEquals(row.agree, row.b.agreesWith(row.a), row::toString);
            assertEquals(row.agreeInRound, row.a.agreesInRound(row.b), row::toString);
            assertEquals(row.agreeInRound, row.b.agreesInRound(row.a), row::toString);
        }
    }

    /** What voters 1 (this one), 2 and 3 say last, and whom that elects, 0 for nobody. */
    private record Said(Ballot one, Ballot two, Ballot three, long elected) {}

    @Test
    void settledVotersElectOnlyALeaderWhoSaysSoItself() {
        Ballot own = ballot(LOOKING, 1, 5, 4, 1);
        Ballot silent = ballot(LOOKING, 3, 0, 1, 0);
        List<Said> table =
                List.of(
                        new Said(own, ballot(LEADING, 2, 5, 9, 1), silent, 0),
                        new Said(own, silent, ballot(FOLLOWING, 2, 5, 9, 1), 0),
                        new Said(
                                own, ballot(LEADING, 2, 5, 9, 1), ballot(FOLLOWING, 2, 7, 8, 1), 2),
                        new Said(
                                own, ballot(LEADING, 2, 5, 9, 1), ballot(FOLLOWING, 2, 5, 9, 2), 0),
                        new Said(
                                own, ballot(LEADING, 2, 5, 4, 1), ballot(FOLLOWING, 2, 5, 4, 2), 2),
                        new Said(
                                own, ballot(LEADING, 2, 5, 9, 1), ballot(OBSERVING, 2, 5, 9, 1), 0),
                        new Said(
                                own,
                                ballot(FOLLOWING, 3, 5, 9, 1),
                                ballot(FOLLOWING, 3, 5, 9, 1),
                                0),
                        new Said(
                                own, ballot(FOLLOWING, 3, 5, 9, 1), ballot(LOOKING, 3, 5, 9, 1), 0),
                        new Said(own, ballot(LEADING, 4, 5, 9, 1), ballot(LEADING, 4, 5, 9, 1), 0),
                        // Of this member, others must speak in its round: not of a former life.
                        new Said(
                                own,
                                ballot(FOLLOWING, 1, 5, 9, 1),
                                ballot(FOLLOWING, 1, 5, 9, 1),
                                0),
                        new Said(
                                own,
                                ballot(FOLLOWING, 1, 5, 4, 1),
                                ballot(FOLLOWING, 1, 5, 4, 1),
                                1),
                        new Said(own, ballot(FOLLOWING, 1, 5, 4, 1), silent, 1),
                        new Said(own, ballot(FOLLOWING, 1, 5, 9, 1), silent, 0),
                        // An own vote for the leader counts in its round, and in no other.
                        new Said(
                                ballot(LOOKING, 2, 5, 4, 1),
                                ballot(LEADING, 2, 5, 4, 1),
                                silent,
                                2),
                        new Said(
                                ballot(LOOKING, 2, 5, 4, 1),
                                ballot(LEADING, 2, 5, 3, 1),
                                silent,
                                0));
        for (Said row : table) {
            ballots.put(id(1), row.one);
            ballots.put(id(2), row.two);
            ballots.put(id(3), row.three);
            long elected = ballots.settledLeader(4).map(b -> b.vote().leader().value()).orElse(0L);
            assertEquals(row.elected, elected, row::toString);
        }
    }

    @Test
    void aMemberWithoutAVoteIsNotElectedByOthers() {
        ballots.put(id(2), ballot(FOLLOWING, 1, 5, 4, 1));
        ballots.put(id(3), ballot(FOLLOWING, 1, 5, 4, 1));
        assertTrue(ballots.settledLeader(4).isEmpty());
    }

    @Test
    void unanimityNeedsAllThatCanBeReachedAndAQuorumOfThem() {
        Ballot own = ballot(LOOKING, 2, 5, 4, 1);
        ballots.put(id(1), own);
        ballots.put(id(2), own);
        assertTrue(ballots.isQuorumFor(own));
        assertFalse(ballots.isUnanimousFor(own), "3 may be there");
        ballots.reach(id(3), false);
        assertTrue(ballots.isUnanimousFor(own));
        ballots.reach(id(3), true);
        assertFalse(ballots.isUnanimousFor(own));
        ballots.put(id(3), ballot(LOOKING, 3, 5, 4, 1));
        assertFalse(ballots.isUnanimousFor(own), "3 does not agree");
        ballots.put(id(3), new Ballot(LOOKING, Vote.NONE, 0, 2));
        assertTrue(ballots.isUnanimousFor(own), "3 does not vote");
        ballots.put(id(3), ballot(LOOKING, 3, -1, 4, 0));
        assertTrue(ballots.isUnanimousFor(own), "3 does not trust itself");
        ballots.put(id(3), own);
        ballots.reach(id(2), false);
        assertTrue(ballots.isQuorumFor(own));
        assertFalse(ballots.isUnanimousFor(own), "the candidate is gone");
    }
}
