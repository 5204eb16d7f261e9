package org.muster.zab;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.muster.model.Now;
import org.muster.model.ServerId;
import org.muster.model.Zxid;
import org.muster.model.peer.Beat;
import org.muster.model.peer.FromLeader;

/**
 * How a leader and its learners know of each other that they live: pings, beats, and who was heard
 * when. It also knows up to which moment a quorum has certainly followed: that is what a sync needs
 * to know (P6).
 */
final class Vigil {
    private static final long NS_PER_MS = 1_000_000;

    private final Ledger ledger;
    private final ZabConfig.Timing timing;
    private final Collection<Learner> learners;
    private final List<Question> questions = new ArrayList<>();
    private long quorumSeenNs;
    private long pingedNs;
    private long beatenNs;
    private boolean askNow;

    /** Whether a quorum followed after {@code sinceNs}, asked for {@code token}. */
    private record Question(long token, long sinceNs) {}

    Vigil(Ledger ledger, Collection<Learner> learners, Now now) {
        this.ledger = ledger;
        this.timing = ledger.config.timing();
        this.learners = learners;
        this.quorumSeenNs = ledger.clock.at(now.monotonicNs());
    }

    /** Anything came from {@code learner}. */
    void heard(Learner learner, Now now) {
        learner.heardNs = ledger.clock.at(now.monotonicNs());
    }

    /** A beat came. */
    void beat(Learner learner, Beat beat, Now now, ZabEffects out) {
        learner.lastBeat = beat;
        learner.lastBeatNs = now.monotonicNs();
        if (beat.echoNs() != 0) {
            followed(learner, beat.echoNs(), out);
        }
    }

    /**
     * The answer to a ping of {@code proposed} came; answers come in the order of the pings. What
     * answers none, as a learner may tell of its sessions unasked, proves nothing: a ping sent
     * meanwhile is later than what was said.
     */
    void pong(Learner learner, Zxid proposed, ZabEffects out) {
        if (learner.pings.stream().noneMatch(ping -> ping.proposed().equals(proposed))) {
            return;
        }
        Learner.Pinged answered = learner.pings.remove();
        while (!answered.proposed().equals(proposed)) {
            answered = learner.pings.remove();
        }
        followed(learner, answered.sentNs(), out);
    }

    private void followed(Learner learner, long atNs, ZabEffects out) {
        if (learner.followedNs == Long.MIN_VALUE || atNs - learner.followedNs > 0) {
            learner.followedNs = atNs;
            answer(out);
        }
    }

    /** Asks whether a quorum follows, from now on; the answer is {@link ZabEffects#confirmed}. */
    void confirm(Now now, long token, ZabEffects out) {
        questions.add(new Question(token, now.monotonicNs()));
        askNow = true;
        answer(out);
    }

    private void answer(ZabEffects out) {
        while (!questions.isEmpty()) {
            Question oldest = questions.getFirst();
            if (!ledger.isQuorum(voter -> followedAfter(voter, oldest.sinceNs))) {
                return;
            }
            questions.removeFirst();
            out.confirmed(oldest.token);
        }
    }

    private boolean followedAfter(ServerId voter, long sinceNs) {
        if (voter.equals(ledger.self())) {
            return true;
        }
        for (Learner learner : learners) {
            if (learner.votes
                    && learner.isServed()
                    && learner.id.equals(voter)
                    && learner.followedNs != Long.MIN_VALUE
                    && learner.followedNs - sinceNs >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Sends what is due. */
    void tick(Now now, Zxid proposed, ZabEffects out) {
        long nowNs = now.monotonicNs();
        if (nowNs - pingedNs >= timing.pingMs() * NS_PER_MS) {
            pingedNs = nowNs;
            learners.forEach(learner -> ping(learner, nowNs, proposed, out));
        }
        if (nowNs - beatenNs >= timing.beatMs() * NS_PER_MS) {
            beatenNs = nowNs;
            learners.forEach(learner -> beat(learner, nowNs, out));
        }
    }

    /** Sends what a question of this turn needs. */
    void endTurn(Now now, Zxid proposed, ZabEffects out) {
        if (!askNow) {
            return;
        }
        askNow = false;
        if (questions.isEmpty()) {
            return;
        }
        for (Learner learner : learners) {
            beat(learner, now.monotonicNs(), out);
            if (!learner.beats() && learner.isServed() && learner.pings.isEmpty()) {
                ping(learner, now.monotonicNs(), proposed, out);
            }
        }
    }

    private static void ping(Learner learner, long nowNs, Zxid proposed, ZabEffects out) {
        if (learner.takesPart()) {
            out.tellLearner(learner.link, new FromLeader.Ping(proposed));
            // Before it is served a learner answers no ping.
            if (learner.isServed()) {
                learner.pings.add(new Learner.Pinged(proposed, nowNs));
            }
        }
    }

    private static void beat(Learner learner, long nowNs, ZabEffects out) {
        if (learner.beats()) {
            Beat heard = learner.lastBeat;
            out.tellLearner(
                    learner.link,
                    heard == null
                            ? new Beat(nowNs, 0, 0, Beat.NO_QUORUM, null, List.of())
                            : new Beat(
                                    nowNs,
                                    heard.sentNs(),
                                    nowNs - learner.lastBeatNs,
                                    Beat.NO_QUORUM,
                                    null,
                                    List.of()));
        }
    }

    /** The learners that were silent for too long. */
    List<Learner> silent(Now now) {
        long nowNs = ledger.clock.at(now.monotonicNs());
        List<Learner> silent = new ArrayList<>();
        for (Learner learner : learners) {
            if (nowNs - learner.heardNs > timing.patienceNs(learner.isServed(), false)) {
                silent.add(learner);
            }
        }
        return silent;
    }

    /** Whether a quorum was there lately enough for this member to go on leading. */
    boolean hasQuorum(Now now) {
        long nowNs = ledger.clock.at(now.monotonicNs());
        if (ledger.isQuorum(voter -> isHeard(voter, nowNs))) {
            quorumSeenNs = nowNs;
            return true;
        }
        return nowNs - quorumSeenNs <= timing.suspicionMs() * NS_PER_MS;
    }

    private boolean isHeard(ServerId voter, long nowNs) {
        if (voter.equals(ledger.self())) {
            return true;
        }
        for (Learner learner : learners) {
            if (learner.votes && learner.takesPart() && learner.id.equals(voter)) {
                if (nowNs - learner.heardNs <= timing.patienceNs(true, learner.beats())) {
                    return true;
                }
            }
        }
        return false;
    }
}
