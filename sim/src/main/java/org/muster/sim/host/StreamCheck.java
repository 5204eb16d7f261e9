package org.muster.sim.host;

import org.muster.model.Zxid;
import org.muster.model.peer.FromLeader;
import org.muster.model.peer.FromLearner;
import org.muster.model.peer.PeerMessage;
import org.muster.sim.check.Agreement;
import org.muster.sim.world.ViolationException;

/**
 * C10 on the wire: what a leader sends a learner leaves nothing out, wherever it takes it from. The
 * learner would notice; that there is anything to notice is a mistake already.
 */
final class StreamCheck {
    private final Agreement agreement;
    private Zxid sent = Zxid.ZERO;
    private boolean begun;

    StreamCheck(Agreement agreement) {
        this.agreement = agreement;
    }

    /** The learner has said {@code message}. */
    void heard(PeerMessage message) {
        if (message instanceof FromLearner.AckEpoch ack) {
            sent = ack.last();
        }
    }

    /** The leader says {@code message}. */
    void says(PeerMessage message) {
        switch (message) {
            case FromLeader.Diff _ -> begun = true;
            case FromLeader.Trunc(Zxid to) -> begin(to);
            case FromLeader.Snap(Zxid of) -> begin(of);
            case FromLeader.Proposal(Zxid zxid, var _) -> next(zxid);
            case FromLeader.Inform(Zxid zxid, var _) -> next(zxid);
            default -> {}
        }
    }

    private void begin(Zxid at) {
        begun = true;
        sent = at;
    }

    private void next(Zxid zxid) {
        if (begun && !agreement.isNext(sent.value(), zxid.value())) {
            throw new ViolationException(
                    "C10",
                    "a leader sends %s behind %s and leaves something out".formatted(zxid, sent));
        }
        sent = zxid;
    }
}
