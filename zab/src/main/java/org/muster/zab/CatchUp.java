package org.muster.zab;

import java.util.List;
import java.util.Optional;
import org.muster.model.Epoch;
import org.muster.model.Zxid;
import org.muster.model.peer.Feature;
import org.muster.model.peer.FromLeader;
import org.muster.zab.history.HistoryWindow;
import org.muster.zab.history.HistoryWindow.Entry;
import org.muster.zab.sync.SyncPlan;

/** Brings a learner to the leader's history, by a {@link SyncPlan}. */
final class CatchUp {
    private final Ledger ledger;
    private final HistoryWindow history;
    private final Epoch epoch;

    CatchUp(Ledger ledger, Epoch epoch) {
        this.ledger = ledger;
        this.history = ledger.history;
        this.epoch = epoch;
    }

    /**
     * Begins.
     *
     * @param sealed the history up to here is committed, or will be before anybody is served
     */
    void begin(Learner learner, Zxid sealed, ZabEffects out) {
        SyncPlan plan = plan(learner, sealed);
        if (plan instanceof SyncPlan.AskDisk) {
            learner.stage = Learner.Stage.SOUGHT;
            out.lookUp(learner.link, learner.last);
        } else {
            carryOut(plan, learner, sealed, out);
        }
    }

    /** The disk has answered. */
    void lookedUp(Learner learner, Optional<Zxid> floor, Zxid sealed, ZabEffects out) {
        SyncPlan plan =
                floor.isPresent()
                        ? SyncPlan.choose(learner.last, floor.get(), false)
                        : SyncPlan.Snapshot.INSTANCE;
        carryOut(plan, learner, sealed, out);
    }

    private SyncPlan plan(Learner learner, Zxid sealed) {
        Zxid last = learner.last;
        // One that wants all may hold something all the same: only a state replaces that.
        // And the reference would not acknowledge again what it has logged from this very leader.
        boolean unheard = !learner.isMuster && last.counter() != 0 && last.compareTo(sealed) > 0;
        if (ledger.config.limits().alwaysSnapshot() || learner.wantsAll || unheard) {
            return SyncPlan.Snapshot.INSTANCE;
        }
        if (last.compareTo(history.start()) < 0) {
            return SyncPlan.AskDisk.INSTANCE;
        }
        boolean known = last.epoch() == epoch.value() || history.knowsEpoch(last.epoch());
        return SyncPlan.choose(last, history.floor(last), known);
    }

    private void carryOut(SyncPlan plan, Learner learner, Zxid sealed, ZabEffects out) {
        learner.stage = Learner.Stage.SYNCING;
        switch (plan) {
            case SyncPlan.Diff(Zxid after) -> {
                out.tellLearner(learner.link, new FromLeader.Diff(sealed));
                sendAfter(after, learner, sealed, out);
            }
            case SyncPlan.TruncateThenDiff(Zxid to) -> {
                if (learner.isMuster) {
                    out.tellLearner(learner.link, new FromLeader.Trunc(to));
                    sendAfter(to, learner, sealed, out);
                } else {
                    // The reference cuts wrongly if it has `to` from a snapshot or one beyond it.
                    sendSnapshot(learner, sealed, out);
                }
            }
            case SyncPlan.Snapshot _, SyncPlan.AskDisk _ -> sendSnapshot(learner, sealed, out);
        }
        learner.sent = history.last();
        learner.told = sealed;
        learner.initial = sealed;
        learner.acked = Zxid.ZERO;
        out.tellLearner(
                learner.link, new FromLeader.NewLeader(epoch, ledger.config.configText(), null));
    }

    private void sendSnapshot(Learner learner, Zxid sealed, ZabEffects out) {
        Zxid state = history.delivered();
        // A reference server replays what its log has behind the snapshot's zxid.
        boolean rename = !learner.isMuster && epoch.start().compareTo(state) > 0;
        Zxid label = rename ? epoch.start() : state;
        out.sendSnapshot(learner.link, label);
        sendAfter(state, learner, sealed, out);
    }

    private void sendAfter(Zxid after, Learner learner, Zxid sealed, ZabEffects out) {
        Zxid from = after;
        if (after.compareTo(history.start()) < 0) {
            out.sendHistory(learner.link, after, history.start());
            from = history.start();
        }
        Zxid upTo = learner.observer ? sealed : history.last();
        List<Entry> entries = history.between(from, upTo);
        boolean watermarks = learner.agreed.has(Feature.COMMIT_WATERMARKS);
        for (Entry entry : entries) {
            out.tellLearner(learner.link, new FromLeader.Proposal(entry.zxid(), entry.txn()));
            if (!watermarks && entry.zxid().compareTo(sealed) <= 0) {
                out.tellLearner(learner.link, new FromLeader.Commit(entry.zxid()));
            }
        }
        if (watermarks && !entries.isEmpty()) {
            out.tellLearner(learner.link, new FromLeader.CommitUpTo(sealed));
        }
    }
}
