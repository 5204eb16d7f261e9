package org.muster.zab;

import java.util.List;
import org.muster.model.Now;
import org.muster.model.peer.Beat;

/**
 * How a learner judges whether its leader lives: by when it was heard last.
 *
 * <p>Beats wait on the link behind the history that is sent, which can take its time on a slow
 * disk. So while that comes, a leader that sends beats is borne as long as one that sends none,
 * unless some voter looks for another.
 */
final class Pulse {
    private final Ledger ledger;
    private long heardNs;
    private boolean beats;
    private boolean alarmed;

    Pulse(Ledger ledger) {
        this.ledger = ledger;
    }

    /** The leader was found or reached, or has said something. */
    void heard(Now now) {
        heardNs = ledger.clock.at(now.monotonicNs());
    }

    /** It has sent {@code beat}: the answer. */
    Beat answer(Now now, Beat beat) {
        beats = true;
        return new Beat(now.monotonicNs(), beat.sentNs(), 0, Beat.NO_QUORUM, null, List.of());
    }

    /** A voter looks for a leader. */
    void alarm() {
        alarmed = true;
    }

    /** For how long it has been silent. */
    long silentNs(Now now) {
        return ledger.clock.at(now.monotonicNs()) - heardNs;
    }

    /**
     * Whether it has been silent for too long.
     *
     * @param served whether it serves this member
     * @param sends whether its history comes
     */
    boolean isLost(Now now, boolean served, boolean sends) {
        boolean quick = beats && (alarmed || !sends);
        return silentNs(now) > ledger.config.timing().patienceNs(served, quick);
    }
}
