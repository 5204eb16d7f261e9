package org.muster.zab.sync;

import org.muster.model.Zxid;

/**
 * How a learner's history becomes the leader's: a decision, carried out elsewhere.
 *
 * <p>A learner may cut off only what lies in one epoch with the point it cuts at: there the same
 * leader proposed everything before, so the learner has it. Across epochs it might lack what it is
 * taken to share.
 */
public sealed interface SyncPlan {

    /** The learner has a prefix: it gets what follows {@code after}. */
    record Diff(Zxid after) implements SyncPlan {}

    /** The learner has a tail that nobody else has: it cuts it off behind {@code to}. */
    record TruncateThenDiff(Zxid to) implements SyncPlan {}

    /** The learner gets the whole state. */
    record Snapshot() implements SyncPlan {
        /** The only one. */
        public static final Snapshot INSTANCE = new Snapshot();
    }

    /** Memory does not reach back to the learner: the log on disk must be asked. */
    record AskDisk() implements SyncPlan {
        /** The only one. */
        public static final AskDisk INSTANCE = new AskDisk();
    }

    /**
     * The plan for a learner whose log ends at {@code learner}, for which the leader's history has
     * {@code floor} as the last zxid that is not after it; {@code epochKnown} says whether the
     * history has transactions of the learner's last epoch, or it is the leader's own.
     *
     * <table>
     * <caption>The rows, first match wins</caption>
     * <tr><td>floor is the learner's last</td><td>Diff</td></tr>
     * <tr><td>the learner's last has counter 0 and its epoch is known</td><td>Diff(floor)</td></tr>
     * <tr><td>the learner's last has counter 0</td><td>Snapshot</td></tr>
     * <tr><td>floor is of the learner's last epoch</td><td>TruncateThenDiff(floor)</td></tr>
     * <tr><td>otherwise</td><td>Snapshot</td></tr>
     * </table>
     */
    static SyncPlan choose(Zxid learner, Zxid floor, boolean epochKnown) {
        if (floor.equals(learner)) {
            return new Diff(learner);
        }
        if (learner.counter() == 0) {
            return epochKnown ? new Diff(floor) : Snapshot.INSTANCE;
        }
        return floor.epoch() == learner.epoch() && floor.counter() != 0
                ? new TruncateThenDiff(floor)
                : Snapshot.INSTANCE;
    }
}
