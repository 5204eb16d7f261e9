package org.muster.zab;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.muster.model.Epoch;
import org.muster.model.Invariant;
import org.muster.zab.ZabStart.Standing;

/**
 * The epochs a member has promised and accepted, and what its word is worth. Nothing here counts
 * until the disk has it; what follows from a change runs then (I-ZAB-5).
 */
final class Promises {
    private final ArrayDeque<Change> pending = new ArrayDeque<>();
    private Epoch accepted;
    private Epoch current;
    private Standing standing;
    private long tokens;

    private record Change(
            long token, Epoch accepted, Epoch current, Standing standing, @Nullable Runnable then) {
        Change silenced() {
            return new Change(token, accepted, current, standing, null);
        }
    }

    Promises(ZabStart start) {
        this.accepted = start.accepted();
        this.current = start.current();
        this.standing = start.standing();
    }

    /** The highest epoch promised, on disk or on its way there. */
    Epoch accepted() {
        return pending.isEmpty() ? accepted : pending.getLast().accepted;
    }

    /** The epoch whose initial history is on disk. */
    Epoch current() {
        return current;
    }

    /** Whether this member's word counts. */
    Standing standing() {
        return standing;
    }

    /** Whether everything is on disk. */
    boolean isIdle() {
        return pending.isEmpty();
    }

    /**
     * This member is about to follow. Somebody was made leader without it; if it is empty it may
     * have forgotten promises to that one or to others.
     */
    void follow(ZabEffects out) {
        if (lastStanding() == Standing.EMPTY) {
            distrust(Standing.AMNESIAC, out);
        }
    }

    /** Promises {@code epoch}; runs {@code then} when that is durable. */
    void accept(Epoch epoch, ZabEffects out, Runnable then) {
        change(epoch, lastCurrent(), lastStanding(), out, then);
    }

    /** Accepts the initial history of the epoch promised last; runs {@code then} when durable. */
    void enter(Epoch epoch, ZabEffects out, Runnable then) {
        change(accepted(), epoch, lastStanding(), out, then);
    }

    /** This member is whole again; runs {@code then} when that is durable. */
    void becomeIntact(ZabEffects out, Runnable then) {
        change(accepted(), lastCurrent(), Standing.INTACT, out, then);
    }

    /** This member's word is worth {@code less}, or less than that; the token of the change. */
    long distrust(Standing less, ZabEffects out) {
        Standing least = lastStanding().compareTo(less) > 0 ? lastStanding() : less;
        change(accepted(), lastCurrent(), least, out, () -> {});
        return tokens;
    }

    private void change(
            Epoch newAccepted,
            Epoch newCurrent,
            Standing newStanding,
            ZabEffects out,
            Runnable then) {
        Invariant.require(newAccepted.compareTo(accepted()) >= 0, "promises are never taken back");
        Invariant.require(newCurrent.compareTo(lastCurrent()) >= 0, "epochs are never left back");
        Invariant.require(newCurrent.compareTo(newAccepted) <= 0, "what is entered was promised");
        Change change = new Change(++tokens, newAccepted, newCurrent, newStanding, then);
        pending.add(change);
        out.keepEpochs(change.token, newAccepted, newCurrent, newStanding);
    }

    /** The disk has the change of {@code token}, and those before it. */
    void kept(long token) {
        while (!pending.isEmpty() && pending.element().token <= token) {
            Change change = pending.remove();
            accepted = change.accepted;
            current = change.current;
            standing = change.standing;
            if (change.then != null) {
                change.then.run();
            }
        }
    }

    /** The role that asked is over: what is under way still counts, but nothing follows from it. */
    void forgetFollowUps() {
        for (int i = pending.size(); i > 0; i--) {
            pending.add(pending.remove().silenced());
        }
    }

    private Epoch lastCurrent() {
        return pending.isEmpty() ? current : pending.getLast().current;
    }

    private Standing lastStanding() {
        return pending.isEmpty() ? standing : pending.getLast().standing;
    }
}
