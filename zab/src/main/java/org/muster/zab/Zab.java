package org.muster.zab;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.BrokenInvariantException;
import org.muster.model.Bytes;
import org.muster.model.Invariant;
import org.muster.model.Now;
import org.muster.model.ServerId;
import org.muster.model.Zxid;
import org.muster.model.peer.Notification;
import org.muster.model.peer.Vote;
import org.muster.zab.quorum.QuorumRule;

/**
 * One member's part in ZooKeeper's atomic broadcast (Junqueira, Reed and Serafini, "Zab:
 * High-performance broadcast for primary-backup systems", DSN 2011), on the reference's wire
 * protocol. Single-threaded; performs nothing itself; equal inputs give equal effects.
 *
 * <p>A member is in one role at a time: it looks for a leader, leads, or learns. Legal changes:
 * from looking to leading or learning by the end of an election, and from each of these back to
 * looking.
 *
 * <p>A turn is any number of {@link #step}s and one {@link #endTurn}.
 */
public final class Zab {
    private static final long NS_PER_MS = 1_000_000;

    private final Ledger ledger;
    private final Electorate electorate;
    private Role role;
    private boolean started;

    /** A member of an ensemble that finds {@code start} on its disk. */
    public Zab(ZabConfig config, ZabStart start, Now now) {
        QuorumRule quorum = QuorumRule.of(config.membership());
        this.ledger = new Ledger(config, quorum, start, clock(config, now));
        this.electorate = new Electorate(config, quorum);
        this.role = new LookingRole(ledger, electorate, null);
    }

    private Zab(Ledger ledger, Electorate electorate) {
        this.ledger = ledger;
        this.electorate = electorate;
        this.role = new SoloRole(ledger);
    }

    /** A server that stands alone; of {@code start} only the history matters. */
    public static Zab alone(ZabConfig config, ZabStart start, Now now) {
        QuorumRule quorum = QuorumRule.of(config.membership());
        Ledger ledger = new Ledger(config, quorum, start, clock(config, now));
        return new Zab(ledger, new Electorate(config, quorum));
    }

    private static PatientClock clock(ZabConfig config, Now now) {
        return new PatientClock(
                now.monotonicNs(), 2L * config.timing().tickIntervalMs() * NS_PER_MS);
    }

    /** Handles one input. */
    public void step(Now now, ZabInput input, ZabEffects out) {
        startIfNew(now, out);
        switch (input) {
            case ZabInput.Tick _ -> {
                ledger.clock.tick(now.monotonicNs());
                electorate.tick(now, out);
                role.tick(now, out);
            }
            case ZabInput.Notified(Notification notification) -> {
                electorate.received(now, notification, out);
                role.step(now, input, out);
            }
            case ZabInput.Reachable(ServerId peer, boolean reachable) -> {
                electorate.reachable(now, peer, reachable, out);
                role.step(now, input, out);
            }
            case ZabInput.LogSynced(long generation, Zxid upTo) -> {
                if (ledger.synced(generation, upTo)) {
                    role.step(now, input, out);
                }
            }
            case ZabInput.HistoryReplaced(long generation, Zxid last) -> {
                if (ledger.replaced(generation, last)) {
                    role.step(now, input, out);
                }
            }
            case ZabInput.TruncateFailed(long generation) -> {
                if (ledger.notReplaced(generation)) {
                    ledger.wantsAll = true;
                    role.step(now, input, out);
                }
            }
            case ZabInput.SnapshotBroken(long generation) -> {
                if (ledger.notReplaced(generation)) {
                    role.step(now, input, out);
                }
            }
            case ZabInput.EpochsKept(long token) -> {
                ledger.promises.kept(token);
                role.step(now, input, out);
            }
            default -> role.step(now, input, out);
        }
        followElection(now, out);
    }

    /** Ends the turn: sends what gathered in it. */
    public void endTurn(Now now, ZabEffects out) {
        role.endTurn(now, out);
        followElection(now, out);
        ledger.history.trim();
    }

    /** The zxid of the next proposal of this leader. */
    public Zxid nextZxid() {
        return switch (role) {
            case SoloRole solo -> solo.nextZxid();
            case LeaderRole leader -> leader.nextZxid();
            case LookingRole _, LearnerRole _ ->
                    throw new BrokenInvariantException("only a leader gives zxids");
        };
    }

    /** Whether this member leads, and is neither leaving nor out of numbers in its epoch. */
    public boolean mayPropose() {
        return switch (role) {
            case SoloRole _ -> true;
            case LeaderRole leader -> leader.mayPropose();
            case LookingRole _, LearnerRole _ -> false;
        };
    }

    /** Proposes {@code txn} under {@link #nextZxid}; only if {@link #mayPropose}. */
    public void propose(Zxid zxid, Bytes txn, ZabEffects out) {
        switch (role) {
            case SoloRole solo -> solo.propose(zxid, txn, out);
            case LeaderRole leader -> leader.propose(zxid, txn, out);
            case LookingRole _, LearnerRole _ -> Invariant.require(false, "only a leader proposes");
        }
    }

    /**
     * Asks a leader for a sign, to come as {@link ZabEffects#confirmed}, that a quorum followed it
     * at some time after now. Forgotten when it loses its office.
     */
    public void confirm(Now now, long token, ZabEffects out) {
        switch (role) {
            case SoloRole _ -> out.confirmed(token);
            case LeaderRole leader -> leader.confirm(now, token, out);
            case LookingRole _, LearnerRole _ -> {}
        }
    }

    /**
     * The process is about to end: a leader hands over to a voter that has all it proposed. Done
     * when the phase is {@link ZabPhase.Looking}; at once for all but leaders.
     */
    public void handOver(Now now) {
        if (role instanceof LeaderRole leader) {
            leader.retire(now);
        } else {
            ledger.retired = true;
        }
    }

    /** A member that had forgotten its promises was re-admitted by a quorum without it. */
    public void readmit(Now now, ZabEffects out) {
        if (role instanceof LearnerRole learner) {
            learner.becomeIntact(now, out);
        }
    }

    /**
     * The member has found its own state wrong and is about to end: its next life is worth {@code
     * less}, SUSPECT if a leader has to synchronise it, AMNESIAC if it has to begin anew. The token
     * that {@link ZabInput.EpochsKept} brings when that is durable.
     */
    public long distrust(ZabStart.Standing less, ZabEffects out) {
        return ledger.promises.distrust(less, out);
    }

    /** What operators see. */
    public ZabReport report() {
        return role.report();
    }

    private void startIfNew(Now now, ZabEffects out) {
        if (!started) {
            started = true;
            role.enter(now, out);
        }
    }

    private void followElection(Now now, ZabEffects out) {
        Vote vote = electorate.takeDecision();
        if (vote == null || !(role instanceof LookingRole looking) || !looking.mayDecide()) {
            return;
        }
        if (vote.leader().equals(ledger.self())) {
            List<ZabInput> guests = looking.takeHeld();
            become(new LeaderRole(ledger, electorate, this::look, now), now, out);
            guests.forEach(guest -> role.step(now, guest, out));
        } else {
            ServerId leader = vote.leader();
            boolean observes = electorate.observes();
            become(new LearnerRole(ledger, electorate, this::look, leader, observes), now, out);
        }
    }

    private void look(Now now, @Nullable ServerId heir, ZabEffects out) {
        become(new LookingRole(ledger, electorate, heir), now, out);
    }

    /** The one place where roles change. */
    private void become(Role next, Now now, ZabEffects out) {
        role.leave(out);
        ledger.promises.forgetFollowUps();
        ledger.forgetUnordered();
        role = next;
        next.enter(now, out);
    }
}
