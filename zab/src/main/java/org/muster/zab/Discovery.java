package org.muster.zab;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.muster.model.Epoch;
import org.muster.model.ServerId;
import org.muster.model.Zxid;
import org.muster.model.peer.Announcement;
import org.muster.model.peer.FromLeader;
import org.muster.model.peer.FromLearner;
import org.muster.model.peer.LearnerInfo;
import org.muster.zab.discovery.EpochPoll;

/**
 * The leader's side of discovery: who comes, which epoch a quorum can promise, and who has promised
 * it. Learners that come when that is over go the same way, one by one.
 */
final class Discovery {
    private final Ledger ledger;
    private final Map<Long, Learner> learners;
    private final Listener listener;
    private final EpochPoll poll;
    private boolean over;

    /** Told how discovery goes. */
    interface Listener {
        /** A quorum has promised the epoch, and so has this member, durably. */
        void entered(ZabEffects out);

        /** A learner has promised after that. */
        void promised(Learner learner, ZabEffects out);
    }

    Discovery(Ledger ledger, Map<Long, Learner> learners, Listener listener) {
        this.ledger = ledger;
        this.learners = learners;
        this.listener = listener;
        this.poll =
                new EpochPoll(
                        ledger.quorum,
                        ledger.self(),
                        ledger.promises.current(),
                        ledger.history.last());
    }

    /** This member is the first to tell what it has promised before. */
    void begin(ZabEffects out) {
        reported(ledger.self(), ledger.promises.accepted(), out);
    }

    /** The epoch; only once it is found. */
    Epoch epoch() {
        return poll.epoch();
    }

    /** Whether a quorum has promised the epoch and this member has entered it. */
    boolean isOver() {
        return over;
    }

    /** Whether a voter has promised an epoch after this one, so that it can never follow here. */
    boolean isBeyond(Epoch accepted) {
        return accepted.compareTo(poll.epoch()) > 0;
    }

    /** The learner {@code id} if it has greeted; null else. */
    @Nullable Learner find(ServerId id) {
        for (Learner learner : learners.values()) {
            if (learner.stage != Learner.Stage.UNKNOWN && learner.id.equals(id)) {
                return learner;
            }
        }
        return null;
    }

    /** A learner says who it is; false if it cannot be taken. */
    boolean greeted(Learner learner, LearnerInfo info, boolean observer, ZabEffects out) {
        if (!isAcceptable(learner, info)) {
            return false;
        }
        learner.id = info.sid();
        learner.observer = observer;
        learner.votes = !observer && ledger.isVoter(info.sid());
        Announcement announced = info.announcement();
        if (announced != null) {
            learner.isMuster = true;
            learner.agreed = ledger.features().and(announced.features());
        }
        learner.stage = Learner.Stage.GREETED;
        if (poll.isFound()) {
            offer(learner, out);
        } else if (learner.votes) {
            reported(learner.id, info.accepted(), out);
        }
        return true;
    }

    private boolean isAcceptable(Learner learner, LearnerInfo info) {
        boolean stranger = info.sid().equals(ledger.self()) || info.sid().value() < 0;
        boolean newer = info.configVersion() > ledger.config.membership().version();
        return learner.stage == Learner.Stage.UNKNOWN
                && info.protocolVersion() >= LearnerInfo.PROTOCOL
                && !stranger
                && !newer
                && ledger.isPlausible(info.accepted());
    }

    private void reported(ServerId voter, Epoch accepted, ZabEffects out) {
        if (poll.report(voter, accepted)) {
            ledger.promises.accept(poll.epoch(), out, () -> founded(out));
        }
    }

    /** The epoch is found and promised by this member itself. */
    private void founded(ZabEffects out) {
        offerAll(out);
        promisedBy(ledger.self(), out);
    }

    private void offerAll(ZabEffects out) {
        for (Learner learner : List.copyOf(learners.values())) {
            if (learner.stage == Learner.Stage.GREETED) {
                offer(learner, out);
            }
        }
    }

    /** Offers nothing that this member has not promised durably itself. */
    private void offer(Learner learner, ZabEffects out) {
        if (ledger.promises.isIdle() || over) {
            learner.stage = Learner.Stage.ASKED;
            out.tellLearner(
                    learner.link,
                    new FromLeader.LeaderInfo(
                            poll.epoch(),
                            LearnerInfo.PROTOCOL,
                            learner.isMuster ? ledger.config.announcement() : null));
        }
    }

    /** A learner has promised the epoch; false if it must not be led. */
    boolean acked(Learner learner, FromLearner.AckEpoch ack, ZabEffects out) {
        Epoch current = ack.current();
        boolean counts = current != null && learner.votes;
        boolean ahead = current != null && poll.isAhead(current, ack.last());
        if (learner.stage != Learner.Stage.ASKED || (!poll.isComplete() && counts && ahead)) {
            return false;
        }
        learner.last = ack.last();
        learner.wantsAll = ack.wantsAll() || (current == null && ack.last().equals(Zxid.ZERO));
        learner.stage = Learner.Stage.PROMISED;
        if (over) {
            listener.promised(learner, out);
        } else if (counts) {
            promisedBy(learner.id, out);
        }
        return true;
    }

    private void promisedBy(ServerId voter, ZabEffects out) {
        if (poll.promise(voter)) {
            ledger.promises.enter(poll.epoch(), out, () -> entered(out));
        }
    }

    private void entered(ZabEffects out) {
        over = true;
        offerAll(out);
        listener.entered(out);
    }
}
