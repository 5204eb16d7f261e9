package org.muster.zab;

import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.Zxid;
import org.muster.model.peer.FromLeader;
import org.muster.model.snapshot.SnapshotRecord;
import org.muster.zab.ZabStart.Standing;
import org.muster.zab.history.HistoryWindow;

/**
 * How a learner takes over its leader's history: as the rest of its own, behind a cut, or as a
 * whole state; then proposal by proposal. What comes while the disk replaces the history waits.
 *
 * <p>The methods that say whether something fits give false where the leader breaks the protocol.
 */
final class Reception {
    /** What may wait while the history is replaced; a leader that has more must begin again. */
    private static final int MAX_WAITING = 1 << 18;

    private final Ledger ledger;
    private final ArrayDeque<FromLeader> waiting = new ArrayDeque<>();
    private Progress progress = Progress.EXPECTING;
    private Zxid committed = Zxid.ZERO;

    /** The end of the state that comes, with what it is extended by. */
    private Zxid gathered = Zxid.ZERO;

    private enum Progress {
        /** Nothing has come yet. */
        EXPECTING,
        /** Parts of a state come. */
        SNAPSHOT,
        /** The state is here, and what must be in it too comes. */
        GATHERING,
        /** The disk replaces or cuts the history. */
        REPLACING,
        /** The history grows. */
        GROWING
    }

    Reception(Ledger ledger) {
        this.ledger = ledger;
    }

    /** What the leader has said to be committed, as far as it is here. */
    Zxid committed() {
        return committed;
    }

    /** Whether proposals may come. */
    boolean isGrowing() {
        return progress == Progress.GROWING;
    }

    /** Whether {@code message} must wait until the history is replaced. */
    boolean mustWait(FromLeader message) {
        boolean part =
                message instanceof FromLeader.SnapshotPart
                        || message instanceof FromLeader.SnapshotEnd;
        return !part && progress != Progress.EXPECTING && progress != Progress.GROWING;
    }

    /** Keeps {@code message} for later; false if there is too much. */
    boolean tryHold(FromLeader message, ZabEffects out) {
        boolean held = waiting.size() < MAX_WAITING && waiting.add(message);
        if (progress != Progress.GATHERING) {
            return held;
        }
        return held
                && switch (message) {
                    case FromLeader.Proposal(Zxid zxid, Bytes txn) -> extend(zxid, txn, out);
                    case FromLeader.Inform(Zxid zxid, Bytes txn) -> extend(zxid, txn, out);
                    case FromLeader.NewLeader _ -> {
                        install(out);
                        yield true;
                    }
                    default -> true;
                };
    }

    private boolean extend(Zxid zxid, Bytes txn, ZabEffects out) {
        if (zxid.compareTo(gathered) <= 0) {
            return true;
        }
        boolean next = HistoryWindow.isNext(gathered, zxid);
        if (next) {
            gathered = zxid;
            out.extendSnapshot(zxid, txn);
        }
        return next;
    }

    /** The next message that waited; null for none, or when the next must wait again. */
    @Nullable FromLeader release() {
        return progress == Progress.GROWING ? waiting.poll() : null;
    }

    /** This member's history is a prefix of the leader's, which is committed up to {@code zxid}. */
    boolean diff(Zxid zxid, ZabEffects out) {
        if (progress != Progress.EXPECTING) {
            return false;
        }
        // Who asked for everything is sent everything, whatever it may hold.
        Zxid held = ledger.history.last();
        Zxid kept = ledger.asksForAll() ? Zxid.ZERO : held;
        committed = zxid.compareTo(kept) < 0 ? zxid : kept;
        if (ledger.promises.standing() == Standing.SUSPECT || !kept.equals(held)) {
            // What lies behind the last good record goes, now that a leader stands in for it.
            cut(kept, out);
        } else {
            progress = Progress.GROWING;
        }
        return true;
    }

    /** This member has a tail of its own behind {@code zxid}. */
    boolean trunc(Zxid zxid, ZabEffects out) {
        if (progress != Progress.EXPECTING) {
            return false;
        }
        committed = zxid;
        cut(zxid, out);
        return true;
    }

    private void cut(Zxid to, ZabEffects out) {
        progress = Progress.REPLACING;
        boolean withState = to.compareTo(ledger.history.delivered()) < 0;
        long generation = ledger.beginReplacement(withState);
        ledger.orderReplacement();
        out.truncate(generation, to);
    }

    /** A whole state is to come. */
    boolean snap(Zxid zxid, ZabEffects out) {
        if (progress != Progress.EXPECTING) {
            return false;
        }
        committed = zxid;
        progress = Progress.SNAPSHOT;
        out.beginSnapshot(ledger.beginReplacement(true), zxid);
        return true;
    }

    boolean snapshotPart(List<SnapshotRecord> records, ZabEffects out) {
        if (progress != Progress.SNAPSHOT) {
            return false;
        }
        out.addToSnapshot(records);
        return true;
    }

    boolean snapshotEnd(ZabEffects out) {
        if (progress != Progress.SNAPSHOT) {
            return false;
        }
        // What this member may have vouched for can lie behind the state. The disk must hold one or
        // the other at every moment: a member that forgot it, if only for the time that the rest
        // takes, has no vote, and too few would have one if the leader died meanwhile.
        boolean loses = committed.compareTo(ledger.history.last()) < 0;
        boolean vouches = ledger.promises.standing() == Standing.INTACT;
        if (loses && vouches && ledger.isVoter(ledger.self())) {
            progress = Progress.GATHERING;
            gathered = committed;
        } else {
            install(out);
        }
        return true;
    }

    private void install(ZabEffects out) {
        progress = Progress.REPLACING;
        ledger.orderReplacement();
        out.finishSnapshot();
    }

    /** The disk has replaced the history; whether this was what the learner waited for. */
    boolean replaced() {
        boolean awaited = progress == Progress.REPLACING;
        if (awaited) {
            progress = Progress.GROWING;
        }
        return awaited;
    }

    /** Logs a proposal. */
    boolean proposed(Zxid zxid, Bytes txn, ZabEffects out) {
        if (progress != Progress.GROWING) {
            return false;
        }
        if (zxid.compareTo(ledger.history.last()) <= 0) {
            // The reference sends again what its snapshot may hold already.
            return true;
        }
        if (!ledger.history.isNext(zxid)) {
            ledger.wantsAll = true;
            return false;
        }
        ledger.history.append(zxid, txn);
        out.append(ledger.generation(), zxid, txn);
        return true;
    }

    /** Everything up to {@code zxid} is committed, or will be before anybody is served. */
    boolean committed(Zxid zxid) {
        if (progress != Progress.GROWING || zxid.compareTo(ledger.history.last()) > 0) {
            return false;
        }
        if (zxid.compareTo(committed) > 0) {
            committed = zxid;
        }
        return true;
    }
}
