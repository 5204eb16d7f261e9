package org.muster.zab.election;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.muster.model.Epoch;
import org.muster.model.Invariant;
import org.muster.model.Now;
import org.muster.model.ServerId;
import org.muster.model.peer.MemberState;
import org.muster.model.peer.Notification;
import org.muster.model.peer.Vote;

/**
 * One member's part in finding a leader, as ZooKeeper's fast leader election finds it.
 *
 * <p>A member that looks for a leader votes for itself, tells all voters, and adopts each better
 * vote it hears, until a quorum votes alike. Votes belong to rounds; a member that hears of a later
 * round forgets its own. One that meets an ensemble with a leader follows what a quorum of it says.
 * Members with a leader answer those that look. An election is safe only together with what
 * follows: a candidate leads nothing before a quorum has promised it an epoch.
 *
 * <p>Beyond the reference: a decision waits for better votes only as long as a voter that could
 * send one can be reached; votes that arrive while that wait lasts count; a vote of a later round
 * that arrives before this member looks is kept; a member that found leaders in vain pauses before
 * it decides again. See {@code docs/protocol/election.md}.
 *
 * <p>Single-threaded. Memory is bounded: one ballot for each voter, one entry for each of at most
 * {@link Askers#LIMIT} others.
 */
public final class Election {
    /** No honest member counts that far; adopting such a round would leave none for later. */
    private static final long LAST_ROUND = 1L << 62;

    /** The longest pause after elections in vain, as a multiple of the shortest interval. */
    private static final int LONGEST_PAUSE = 10;

    private static final long NEVER = Long.MIN_VALUE;

    /** Any large odd number: makes of two clocks a number that no other life comes to. */
    private static final long LIFE_FACTOR = 0x9e37_79b9_7f4a_7c15L;

    private final ElectionSettings settings;
    private final Ballots ballots;
    private final Askers askers;
    private final Blanks blanks = new Blanks();
    private final Repetition repetition;

    private boolean looking;

    /** Highest round seen; only rises. */
    private long round;

    private Vote initial = Vote.NONE;
    private Vote proposal = Vote.NONE;

    /** What the last decision was, and what this member says while it is not looking. */
    private Ballot standing = Ballot.looking(Vote.NONE, 0);

    /** Since when a quorum has been voting for the proposal. */
    private long quorumSinceMs = NEVER;

    /** Before this moment nothing is decided. */
    private long pauseUntilMs = NEVER;

    /** Decisions since a leader was last established. */
    private int inVain;

    private @Nullable ServerId successor;

    /** Whether this member holds nothing, and says so. */
    private boolean blank;

    /** A member that has not looked yet. */
    public Election(ElectionSettings settings) {
        this.settings = settings;
        ballots = new Ballots(settings.self(), settings.quorum());
        askers = new Askers(settings.timing().minIntervalMs());
        repetition = new Repetition(settings.timing());
    }

    /**
     * Begins to look for a leader, in a new round.
     *
     * @param own this member as candidate: its last durable zxid and its current epoch; {@link
     *     Vote#NONE} if it may not vote, as an observer, or a member whose disk has forgotten
     *     something: it then neither votes nor counts, but finds the leader all the same
     */
    public void look(Now now, Vote own, ElectionEffects out) {
        Invariant.require(
                own.equals(Vote.NONE) || own.leader().equals(settings.self()),
                "an election begins with a vote for oneself");
        long nowMs = now.monotonicMs();
        Map<ServerId, Ballot> early = ballots.takeAll();
        looking = true;
        round++;
        initial = mayVote(own) ? firstChoice(own) : Vote.NONE;
        propose(initial);
        pauseUntilMs = nowMs + pauseMs();
        repetition.restart(nowMs);
        early.forEach((voter, ballot) -> {
            if (ballot.round() >= round) {
                ballots.put(voter, ballot);
                adopt(ballot);
            }
        });
        tellVoters(out);
        decide(nowMs, out);
    }

    /** Another member says something; what is absurd or not for this member is passed over. */
    public void received(Now now, Notification notification, ElectionEffects out) {
        // The place where a newer configuration in a notification will be looked at: as long as
        // memberships do not change at run time it means nothing.
        ServerId from = notification.sender();
        Ballot ballot = Ballot.of(notification);
        if (from.equals(settings.self()) || ballot.round() > LAST_ROUND) {
            return;
        }
        long nowMs = now.monotonicMs();
        boolean mustHear =
                ballots.isVoter(from)
                        && blanks.heard(from, ballot.isLooking() ? notification.blank() : null);
        if (!looking) {
            answerLooking(from, ballot, out);
        } else if (ballots.isVoter(from)) {
            hear(nowMs, from, ballot, out);
            if (mustHear && blank && looking) {
                tell(from, out);
            }
        } else if (ballot.isLooking() && votes() && askers.shouldTell(from, own(), nowMs)) {
            tell(from, out);
        }
    }

    /** Time has passed: repeats the vote, and decides, when it is time. */
    public void tick(Now now, ElectionEffects out) {
        long nowMs = now.monotonicMs();
        decide(nowMs, out);
        if (looking && repetition.isDue(nowMs)) {
            tellVoters(out);
        }
    }

    /**
     * The election connection to {@code peer} is up, or it is down or {@code peer} is suspected to
     * be dead. A decision does not wait for those that are down; until something is said of it, a
     * voter counts as up.
     */
    public void reachable(Now now, ServerId peer, boolean isReachable, ElectionEffects out) {
        if (!ballots.isVoter(peer)) {
            return;
        }
        long nowMs = now.monotonicMs();
        ballots.reach(peer, isReachable);
        if (!isReachable) {
            blanks.forget(peer);
        }
        @Nullable Ballot said = ballots.of(peer);
        if (!isReachable && said != null && (!looking || said.isSettled())) {
            ballots.forget(peer);
        }
        if (looking && isReachable) {
            repetition.restart(nowMs);
        }
        decide(nowMs, out);
    }

    /**
     * The next time this member looks, it votes for {@code successor} instead of itself, at its own
     * epoch and zxid: the leader has handed over to a voter that has all it ever committed. Said to
     * all, this makes the first vote of each the last; where it was not heard, or is no longer
     * true, the usual order of votes decides.
     */
    public void takeOver(ServerId successor) {
        this.successor = successor;
    }

    /**
     * Whether this member holds nothing: then it says so to all voters from its next look on. Said
     * before that.
     */
    public void becomeBlank(Now now, boolean holdsNothing) {
        blank = holdsNothing && settings.announcement() != null;
        blanks.name(now.monotonicNs() * LIFE_FACTOR + now.wallMs());
    }

    /** Whether every voter, this one included, holds nothing. */
    public boolean isAllBlank() {
        return looking
                && blank
                && ballots.isVoter(settings.self())
                && blanks.areAll(settings.quorum().voters(), settings.self());
    }

    /**
     * The leader is established in {@code epoch} and, if that is another, this member is
     * synchronised: from now on it says so to those that look. Must come then, neither earlier nor
     * later, as others compare what settled members say.
     */
    public void established(Epoch epoch) {
        Invariant.require(!looking, "only a leader that was found is established");
        Vote vote = standing.vote();
        stand(standing.state(), new Vote(vote.leader(), vote.zxid(), epoch), standing.round());
        inVain = 0;
    }

    /** This member's part has changed without an election, as when its vote counts again. */
    public void settled(MemberState state) {
        Invariant.require(
                !looking && state != MemberState.LOOKING, "a settled member has a leader");
        stand(state, standing.vote(), standing.round());
    }

    /** What this member is doing. */
    public MemberState state() {
        return looking ? MemberState.LOOKING : standing.state();
    }

    /** Whom it votes for or has found; {@link Vote#NONE} at first. */
    public Vote vote() {
        return looking ? proposal : standing.vote();
    }

    /** The highest round it has heard of. */
    public long round() {
        return round;
    }

    private boolean mayVote(Vote own) {
        return !own.equals(Vote.NONE)
                && !Ballot.isUntrusted(own)
                && ballots.isVoter(settings.self());
    }

    /** The first vote of this member, {@code own} unless the leader has named a successor. */
    private Vote firstChoice(Vote own) {
        @Nullable ServerId named = successor;
        successor = null;
        if (named == null || ballots.isUnreachable(named) || settings.quorum().weight(named) == 0) {
            return own;
        }
        return new Vote(named, own.zxid(), own.peerEpoch());
    }

    /** Two decisions in vain are bad luck; more must not become a spin. */
    private long pauseMs() {
        if (inVain < 2) {
            return 0;
        }
        int doublings = Math.min(inVain - 2, Integer.SIZE / 2);
        int factor = Math.min(1 << doublings, LONGEST_PAUSE);
        return (long) factor * settings.timing().minIntervalMs();
    }

    private void answerLooking(ServerId from, Ballot ballot, ElectionEffects out) {
        if (!ballot.isLooking()) {
            return;
        }
        if (ballots.isVoter(from) && ballot.round() > standing.round()) {
            // This member may be about to lose the same leader, and from then on could wait for
            // the repetition of what it hears now.
            ballots.put(from, ballot);
        }
        if (!standing.isLooking()) {
            tell(from, out);
        }
    }

    private void hear(long nowMs, ServerId from, Ballot ballot, ElectionEffects out) {
        @Nullable Ballot before = ballots.put(from, ballot);
        if (!ballot.equals(before)) {
            repetition.restart(nowMs);
        }
        if (adopt(ballot)) {
            if (votes()) {
                tellVoters(out);
            }
        } else if (ballot.isLooking() && hasMissed(ballot, before)) {
            tell(from, out);
        }
        decide(nowMs, out);
    }

    /** Goes along with a later round or a better vote; says whether that changed anything. */
    private boolean adopt(Ballot ballot) {
        boolean isVote =
                ballot.isLooking() && !ballot.abstains() && ballots.isVoter(ballot.vote().leader());
        if (!isVote || ballot.round() < round) {
            return false;
        }
        boolean later = ballot.round() > round;
        Vote standard = later ? initial : proposal;
        boolean better = ballots.beats(ballot.vote(), standard);
        if (!later && !better) {
            return false;
        }
        round = ballot.round();
        propose(better ? ballot.vote() : standard);
        return true;
    }

    /**
     * Whether the sender of {@code ballot} cannot have heard this member's vote: it is in an older
     * round, or had a leader when it was told.
     */
    private boolean hasMissed(Ballot ballot, @Nullable Ballot before) {
        boolean hadLeader = before != null && before.isSettled();
        return votes() && (ballot.round() < round || hadLeader);
    }

    private void propose(Vote vote) {
        proposal = vote;
        quorumSinceMs = NEVER;
        if (votes()) {
            ballots.put(settings.self(), own());
        }
    }

    private boolean votes() {
        return !initial.equals(Vote.NONE);
    }

    private Ballot own() {
        return Ballot.looking(proposal, round);
    }

    private void decide(long nowMs, ElectionEffects out) {
        if (!looking) {
            return;
        }
        // Votes that an earlier life asked for do not make a leader of one that may not vote.
        boolean electable = votes() || !proposal.leader().equals(settings.self());
        boolean quorum = electable && !proposal.equals(Vote.NONE) && ballots.isQuorumFor(own());
        if (!quorum) {
            quorumSinceMs = NEVER;
        } else if (quorumSinceMs == NEVER) {
            quorumSinceMs = nowMs;
        }
        if (nowMs < pauseUntilMs) {
            return;
        }
        Optional<Ballot> leader = ballots.settledLeader(round);
        if (leader.isPresent()) {
            settle(leader.get(), out);
        } else if (quorum
                && (nowMs - quorumSinceMs >= settings.timing().finalizeMs()
                        || ballots.isUnanimousFor(own()))) {
            settle(own(), out);
        }
    }

    /** The election ends as {@code ballot} says. */
    private void settle(Ballot ballot, ElectionEffects out) {
        looking = false;
        inVain++;
        round = Math.max(round, ballot.round());
        MemberState state;
        if (ballot.vote().leader().equals(settings.self())) {
            state = MemberState.LEADING;
        } else {
            state = votes() ? MemberState.FOLLOWING : MemberState.OBSERVING;
        }
        stand(state, ballot.vote(), ballot.round());
        ballots.takeAll();
        out.decided(ballot.vote());
        askers.release().forEach(asker -> tell(asker, out));
    }

    private void stand(MemberState state, Vote vote, long ofRound) {
        standing = new Ballot(state, vote, ofRound, Notification.FORMAT);
    }

    private void tellVoters(ElectionEffects out) {
        for (ServerId voter : settings.quorum().voters()) {
            if (!voter.equals(settings.self())) {
                tell(voter, out);
            }
        }
    }

    private void tell(ServerId to, ElectionEffects out) {
        Ballot said = standing;
        if (looking) {
            // A member without a vote stays in round 0, so that whoever looks will answer it.
            said = votes() ? own() : Ballot.looking(Vote.NONE, 0);
        }
        out.notify(
                to,
                new Notification(
                        settings.self(),
                        said.state(),
                        said.vote(),
                        said.round(),
                        said.format(),
                        settings.config(),
                        settings.announcement(),
                        looking && blank ? blanks.saidTo(to) : null));
    }
}
