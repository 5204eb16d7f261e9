package org.muster.zab.history;

import org.muster.model.Invariant;
import org.muster.model.Zxid;

/**
 * The three watermarks of one member's log: proposed (accepted into the log), synced (certain to
 * survive a crash), committed (certain for the ensemble).
 *
 * <p>Each only rises, and {@code synced <= proposed} always. Committed may pass synced on a member
 * that is not needed for the quorum, but never proposed: nothing is committed here that was not
 * accepted here. A member owns one; it is not thread-safe.
 */
public final class History {
    private Zxid proposed;
    private Zxid synced;
    private Zxid committed;

    /** A history that ends at {@code last}, all of it on disk and committed. */
    public History(Zxid last) {
        proposed = last;
        synced = last;
        committed = last;
    }

    /** The last transaction accepted into the log. */
    public Zxid proposed() {
        return proposed;
    }

    /** The last transaction that survives a crash. */
    public Zxid synced() {
        return synced;
    }

    /** The last transaction known to be committed. */
    public Zxid committed() {
        return committed;
    }

    /**
     * Accepts {@code zxid} behind all others: the next of its epoch or the first of a later one.
     */
    public void propose(Zxid zxid) {
        boolean next = zxid.value() == proposed.value() + 1 && zxid.counter() != 0;
        boolean firstOfEpoch = zxid.epoch() > proposed.epoch() && zxid.counter() == 1;
        Invariant.require(next || firstOfEpoch, "proposals leave no gap");
        proposed = zxid;
    }

    /** Everything up to {@code upTo} is on disk. */
    public void sync(Zxid upTo) {
        Invariant.require(upTo.compareTo(synced) >= 0, "what is synced stays synced");
        Invariant.require(upTo.compareTo(proposed) <= 0, "only what was proposed is synced");
        synced = upTo;
    }

    /** Everything up to {@code upTo} is committed. */
    public void commit(Zxid upTo) {
        Invariant.require(upTo.compareTo(committed) >= 0, "what is committed stays committed");
        Invariant.require(upTo.compareTo(proposed) <= 0, "only what was proposed is committed");
        committed = upTo;
    }
}
