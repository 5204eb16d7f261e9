package org.muster.zab;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.muster.model.Now;
import org.muster.model.ServerId;
import org.muster.model.peer.Feature;

/**
 * A leader that leaves: it proposes nothing more, waits until all it proposed is committed and a
 * voter holds all of it, and names that voter its heir. It does not wait for ever.
 */
final class Retirement {
    private static final long PATIENCE_NS = 1_000_000_000;

    private final Ledger ledger;
    private final Collection<Learner> learners;
    private final long sinceNs;

    /** What to do now. */
    sealed interface Step {
        /** Not yet. */
        record Wait() implements Step {}

        /** Everything is with {@code heir}. */
        record HandOver(ServerId heir) implements Step {}

        /** Nobody can take over. */
        record JustLeave() implements Step {}
    }

    Retirement(Ledger ledger, Collection<Learner> learners, Now now) {
        this.ledger = ledger;
        this.learners = learners;
        this.sinceNs = now.monotonicNs();
    }

    Step step(Now now) {
        boolean overdue = now.monotonicNs() - sinceNs > PATIENCE_NS;
        boolean done = ledger.history.delivered().equals(ledger.history.last());
        ServerId heir = done ? heir() : null;
        if (heir != null) {
            return new Step.HandOver(heir);
        }
        return overdue || isAlone() ? new Step.JustLeave() : new Step.Wait();
    }

    private boolean isAlone() {
        for (Learner learner : learners) {
            if (learner.votes && learner.agreed.has(Feature.TAKE_OVER)) {
                return false;
            }
        }
        return true;
    }

    private @Nullable ServerId heir() {
        Learner best = null;
        for (Learner learner : learners) {
            if (learner.votes
                    && learner.isServed()
                    && learner.agreed.has(Feature.TAKE_OVER)
                    && learner.acked.compareTo(ledger.history.last()) >= 0
                    && (best == null || learner.id.compareTo(best.id) > 0)) {
                best = learner;
            }
        }
        return best == null ? null : best.id;
    }
}
