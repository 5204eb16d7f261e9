package org.muster.zab;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.muster.model.ServerId;
import org.muster.model.peer.Announcement;
import org.muster.model.peer.LearnerInfo;

/** Whom a leader takes as a learner. */
final class Greeting {
    private final Ledger ledger;
    private final Map<Long, Learner> learners;

    Greeting(Ledger ledger, Map<Long, Learner> learners) {
        this.ledger = ledger;
        this.learners = learners;
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

    /** Takes down who {@code learner} is; false if it cannot be taken. */
    boolean tryGreet(Learner learner, LearnerInfo info, boolean observer) {
        boolean stranger = info.sid().equals(ledger.self()) || info.sid().value() < 0;
        boolean newer = info.configVersion() > ledger.config.membership().version();
        if (learner.stage != Learner.Stage.UNKNOWN
                || info.protocolVersion() < LearnerInfo.PROTOCOL
                || stranger
                || newer
                || !ledger.isPlausible(info.accepted())) {
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
        return true;
    }
}
