package org.muster.zab;

import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.muster.model.Epoch;
import org.muster.model.ServerId;
import org.muster.model.Zxid;
import org.muster.model.peer.Features;
import org.muster.model.peer.FromLearner;
import org.muster.zab.history.HistoryWindow;
import org.muster.zab.quorum.QuorumRule;

/** What a member keeps through all its roles. */
final class Ledger {
    final ZabConfig config;
    final QuorumRule quorum;
    final HistoryWindow history;
    final Promises promises;
    final PatientClock clock;

    /** What is being done to the history besides appending; it outlives the role that asked. */
    private @Nullable Replacement replacement;

    /**
     * The history is cut or replaced.
     *
     * @param withState whether the replica's state changes with it
     * @param ordered whether the disk is at it; a snapshot may still be on its way here
     */
    private record Replacement(boolean withState, boolean ordered) {}

    /** Rises whenever the log is cut or replaced: completions of an older one mean nothing. */
    private long generation = 1;

    /** Whether clients can have seen nothing that the history has lost since they were served. */
    boolean continuous = true;

    /** Whether this member's history fits to no leader's, so that it needs a whole one. */
    boolean wantsAll;

    /** Whether this member is leaving and wants no office any more. */
    boolean retired;

    /**
     * When this member last gave up an office that worked, to let in a voter from a later epoch.
     */
    long steppedAsideNs = Long.MIN_VALUE / 2;

    Ledger(ZabConfig config, QuorumRule quorum, ZabStart start, PatientClock clock) {
        this.config = config;
        this.quorum = quorum;
        this.history =
                new HistoryWindow(
                        start.last(),
                        config.limits().historyEntries(),
                        config.limits().historyBytes());
        this.promises = new Promises(start);
        this.clock = clock;
    }

    ServerId self() {
        return config.self();
    }

    /** Whether the voters that {@code counts} picks are a quorum. */
    boolean isQuorum(Predicate<ServerId> counts) {
        TreeSet<ServerId> picked = new TreeSet<>();
        for (ServerId voter : quorum.voters()) {
            if (counts.test(voter)) {
                picked.add(voter);
            }
        }
        return quorum.suffices(picked);
    }

    /** The highest watermark that a quorum has reached. */
    long reachedByQuorum(ToLongFunction<ServerId> watermark) {
        List<ServerId> voters = quorum.voters();
        long[] reached = new long[voters.size()];
        for (int i = 0; i < reached.length; i++) {
            reached[i] = watermark.applyAsLong(voters.get(i));
        }
        return quorum.reachedByQuorum(reached);
    }

    /** Whether acknowledgements of {@code member} count. */
    boolean isVoter(ServerId member) {
        return config.membership().voters().contains(member);
    }

    /** Whether this member's word counts now. */
    boolean votes() {
        return isVoter(self()) && promises.standing() == ZabStart.Standing.INTACT && !retired;
    }

    /** Whether this member holds nothing, nor is known to have lost anything. */
    boolean isBlank() {
        boolean sound =
                switch (promises.standing()) {
                    case INTACT, EMPTY -> true;
                    case SUSPECT, AMNESIAC -> false;
                };
        return sound && history.last().equals(Zxid.ZERO) && promises.current().equals(Epoch.ZERO);
    }

    /** Whether this member asks its leader for everything from the beginning. */
    boolean asksForAll() {
        return switch (promises.standing()) {
            case INTACT, SUSPECT -> wantsAll;
            case EMPTY, AMNESIAC -> true;
        };
    }

    /**
     * What this member tells a leader whose epoch it has promised; {@code current} is the epoch of
     * its history, null if the promise does not count.
     */
    FromLearner.AckEpoch promise(@Nullable Epoch current, boolean toMuster) {
        boolean sound = promises.standing() == ZabStart.Standing.INTACT;
        boolean all = asksForAll();
        // A leader of the reference would fit its history to the one told: it is told of none, and
        // the promise cannot count, or what is kept back here could be lost.
        boolean told = !all || (sound && toMuster);
        return new FromLearner.AckEpoch(
                sound && told ? current : null,
                told ? history.last() : Zxid.ZERO,
                config.announcement().incarnation(),
                all && told);
    }

    /** What this member offers to other Musters. */
    Features features() {
        return config.announcement().features();
    }

    long generation() {
        return generation;
    }

    /**
     * The history is about to change in another way than growing: completions so far are void.
     * Gives the generation of the log that comes of it.
     *
     * @param withState whether the replica's state changes with it
     */
    long beginReplacement(boolean withState) {
        replacement = new Replacement(withState, false);
        continuous &= !withState;
        return ++generation;
    }

    /** The disk was told to do it: this cannot be taken back any more. */
    void orderReplacement() {
        if (replacement != null) {
            replacement = new Replacement(replacement.withState, true);
        }
    }

    /** The role that began it is over: what the disk was not told of does not happen. */
    void forgetUnordered() {
        if (replacement != null && !replacement.ordered) {
            replacement = null;
        }
    }

    /** The disk has done it, and the log's {@code ofGeneration} ends at {@code last}. */
    boolean replaced(long ofGeneration, Zxid last) {
        if (replacement == null || ofGeneration != generation) {
            return false;
        }
        if (replacement.withState) {
            history.restartAt(last);
        } else {
            history.cut(last);
        }
        replacement = null;
        return true;
    }

    /** The disk cannot do it, and everything is as before. */
    boolean notReplaced(long ofGeneration) {
        boolean was = replacement != null && ofGeneration == generation;
        if (was) {
            replacement = null;
        }
        return was;
    }

    /** The log holds everything up to {@code upTo}; whether that is said of the log there is. */
    boolean synced(long ofGeneration, Zxid upTo) {
        if (ofGeneration != generation) {
            return false;
        }
        history.sync(upTo);
        return true;
    }

    /** Whether disk and memory agree, so that what this member says of itself would survive. */
    boolean isSettled() {
        return replacement == null && promises.isIdle() && history.synced().equals(history.last());
    }

    /** Whether {@code epoch} may come after this member's, or is a number gone wrong. */
    boolean isPlausible(Epoch epoch) {
        return epoch.compareTo(Epoch.MAX) < 0
                && epoch.value() - promises.accepted().value() <= MAX_EPOCH_JUMP;
    }

    /** One damaged message must not use up the epochs of all. */
    private static final long MAX_EPOCH_JUMP = 1 << 24;
}
