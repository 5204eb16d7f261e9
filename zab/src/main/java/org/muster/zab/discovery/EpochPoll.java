package org.muster.zab.discovery;

import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.muster.model.Epoch;
import org.muster.model.Invariant;
import org.muster.model.ServerId;
import org.muster.model.Zxid;
import org.muster.zab.quorum.QuorumRule;

/**
 * How a prospective leader finds its epoch: greater than every epoch that a quorum has promised, so
 * that no older leader can gather one any more; and how it learns that none of a quorum has a
 * longer history than its own. A quorum counts only with the leader in it.
 */
public final class EpochPoll {
    private final QuorumRule quorum;
    private final ServerId self;
    private final TreeSet<ServerId> asked = new TreeSet<>();
    private final TreeSet<ServerId> promised = new TreeSet<>();
    private final Epoch ownCurrent;
    private final Zxid ownLast;
    private Epoch highest = Epoch.ZERO;
    private @Nullable Epoch chosen;
    private boolean complete;

    /** The poll of {@code self}, whose history ends at {@code last} in {@code current}. */
    public EpochPoll(QuorumRule quorum, ServerId self, Epoch current, Zxid last) {
        this.quorum = quorum;
        this.self = self;
        this.ownCurrent = current;
        this.ownLast = last;
    }

    /**
     * The voter {@code voter} had promised {@code accepted} before; whether the epoch is found by
     * that. Once it is found nothing changes it.
     */
    public boolean report(ServerId voter, Epoch accepted) {
        if (chosen != null) {
            return false;
        }
        if (accepted.compareTo(highest) > 0) {
            highest = accepted;
        }
        asked.add(voter);
        if (asked.contains(self) && quorum.suffices(asked)) {
            chosen = highest.next();
            return true;
        }
        return false;
    }

    /** The epoch; only once it is found. */
    public Epoch epoch() {
        return Invariant.present(chosen, "the epoch is found");
    }

    /** Whether the epoch is found. */
    public boolean isFound() {
        return chosen != null;
    }

    /**
     * Whether a history that ends at {@code last} in {@code current} is longer than the leader's:
     * such a voter must not be led before a quorum without it has shown that it need not be.
     */
    public boolean isAhead(Epoch current, Zxid last) {
        int byEpoch = current.compareTo(ownCurrent);
        return byEpoch > 0 || (byEpoch == 0 && last.compareTo(ownLast) > 0);
    }

    /** The voter {@code voter} has promised the epoch; whether that completes a quorum. */
    public boolean promise(ServerId voter) {
        promised.add(voter);
        if (!complete && promised.contains(self) && quorum.suffices(promised)) {
            complete = true;
            return true;
        }
        return false;
    }

    /** Whether a quorum has promised. */
    public boolean isComplete() {
        return complete;
    }
}
