package org.muster.zab;

import java.util.Collection;
import org.muster.model.Bytes;
import org.muster.model.ServerId;
import org.muster.model.Zxid;
import org.muster.model.peer.Feature;
import org.muster.model.peer.FromLeader;
import org.muster.zab.history.HistoryWindow;
import org.muster.zab.history.HistoryWindow.Entry;

/**
 * The broadcast phase seen by the leader: proposals go to the log and to all learners that take
 * part, acknowledgements are watermarks, and what a quorum holds is committed in order.
 *
 * <p>The leader's own acknowledgement is its log's watermark, so it is born in a completed sync
 * (I-ZAB-4). What an earlier epoch proposed is never committed by counting: a quorum accepts it as
 * the initial history.
 */
final class Broadcast {
    private final Ledger ledger;
    private final HistoryWindow history;
    private final Collection<Learner> learners;
    private Zxid committed;

    /** Begins with an initial history, up to {@code committed}, that a quorum has accepted. */
    Broadcast(Ledger ledger, Collection<Learner> learners, Zxid committed) {
        this.ledger = ledger;
        this.history = ledger.history;
        this.learners = learners;
        this.committed = committed;
    }

    /** Everything up to here is committed. */
    Zxid committed() {
        return committed;
    }

    /** Proposes; the zxid must be the next of this epoch. */
    void propose(Zxid zxid, Bytes txn, ZabEffects out) {
        history.append(zxid, txn);
        out.append(ledger.generation(), zxid, txn);
        FromLeader.Proposal proposal = null;
        for (Learner learner : learners) {
            if (learner.takesPart() && !learner.observer) {
                if (proposal == null) {
                    proposal = new FromLeader.Proposal(zxid, txn);
                }
                out.tellLearner(learner.link, proposal);
                learner.sent = zxid;
            }
        }
    }

    /** A disk has got further, this member's or a learner's: commits and delivers what may be. */
    void advance(ZabEffects out) {
        if (committed.equals(history.last())) {
            return;
        }
        Zxid reached = new Zxid(ledger.reachedByQuorum(this::watermarkOf));
        if (reached.compareTo(committed) > 0 && reached.epoch() == history.last().epoch()) {
            committed = reached;
            history.deliver(committed, out::deliver);
        }
    }

    private long watermarkOf(ServerId voter) {
        if (voter.equals(ledger.self())) {
            return history.synced().value();
        }
        long best = Zxid.ZERO.value();
        for (Learner learner : learners) {
            if (learner.countsForCommits() && learner.id.equals(voter)) {
                best = Math.max(best, learner.acked.value());
            }
        }
        return best;
    }

    /** Tells the learners of what was committed since they were told last. */
    void flush(ZabEffects out) {
        for (Learner learner : learners) {
            if (learner.takesPart() && learner.told.compareTo(committed) < 0) {
                tell(learner, out);
                learner.told = committed;
            }
        }
    }

    private void tell(Learner learner, ZabEffects out) {
        if (learner.observer) {
            for (Entry entry : history.between(learner.told, committed)) {
                out.tellLearner(learner.link, new FromLeader.Inform(entry.zxid(), entry.txn()));
            }
        } else if (learner.agreed.has(Feature.COMMIT_WATERMARKS)) {
            out.tellLearner(learner.link, new FromLeader.CommitUpTo(committed));
        } else {
            for (Entry entry : history.between(learner.told, committed)) {
                out.tellLearner(learner.link, new FromLeader.Commit(entry.zxid()));
            }
        }
    }
}
