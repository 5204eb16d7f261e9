package org.muster.replica.core;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.Epoch;
import org.muster.model.Invariant;
import org.muster.model.Now;
import org.muster.model.ServerId;
import org.muster.model.Zxid;
import org.muster.model.peer.FromLeader;
import org.muster.model.peer.FromLearner;
import org.muster.replica.ReplicaConfig;
import org.muster.replica.route.Delivery;
import org.muster.replica.route.Submission;
import org.muster.replica.session.SessionIds;
import org.muster.replica.session.SessionPasswords;
import org.muster.replica.trace.TraceEvent;
import org.muster.state.State;
import org.muster.zab.Zab;
import org.muster.zab.ZabConfig;
import org.muster.zab.ZabInput;
import org.muster.zab.ZabPhase;
import org.muster.zab.ZabStart;
import org.muster.zab.ZabStart.Standing;

/**
 * One member's part in the order of all writes, and in the sessions. Single-threaded; performs
 * nothing itself; equal inputs give equal effects.
 *
 * <p>What it does for its clients depends on its role, and roles change where consensus says so:
 * looking, leading, following. A standalone server leads from its start to its end.
 *
 * <p>A turn is any number of {@link #step}s and one {@link #endTurn}.
 */
public final class Core {
    private final ReplicaConfig config;
    private final Identity identity;
    private final Outbox outbox;
    private final Zab consensus;
    private final ZabPort port = new ZabPort(new FromConsensus());
    private final SelfDoubt doubts = new SelfDoubt();
    private Role role;
    private ZabPhase phase;
    private final boolean foundInDoubt;
    private CoreReport.Proposals proposals = CoreReport.Proposals.NONE;
    private boolean halted;
    private boolean snapshotDue;

    /**
     * Begins with what {@code start} recovered; fronts are numbered 0 to {@code fronts - 1}. Every
     * session known to a standalone server gets its full timeout from {@code now} on.
     */
    public Core(ReplicaConfig config, CoreStart start, int fronts, Now now) {
        this.config = config;
        this.outbox = new Outbox(fronts);
        this.identity = identity(config, start, now);
        this.consensus = consensus(config, start, now);
        ZabStart found = start.ensemble();
        this.foundInDoubt =
                found != null
                        && found.standing() != Standing.INTACT
                        && found.standing() != Standing.EMPTY;
        if (config.ensemble() == null) {
            this.phase = new ZabPhase.Leading(Epoch.of(start.state().lastZxid()));
            this.role = new LeadingRole(parts(), start.state(), now);
        } else {
            this.phase = ZabPhase.Looking.INSTANCE;
            this.role = new LookingRole(start.state(), new LocalSessions(identity, outbox), doubts);
        }
    }

    private static Zab consensus(ReplicaConfig config, CoreStart start, Now now) {
        ZabConfig ensemble = config.ensemble();
        return ensemble == null
                ? Alone.of(start.state().lastZxid(), config.tickTimeMs(), now)
                : new Zab(
                        ensemble,
                        Invariant.present(start.ensemble(), "a member begins with its promises"),
                        now);
    }

    private static Identity identity(ReplicaConfig config, CoreStart start, Now now) {
        long idsFromMs = start.sessionIdBaseMs();
        SessionIds ids =
                new SessionIds(config.sessionIdByte(), idsFromMs == 0 ? now.wallMs() : idsFromMs);
        passOver(ids, start.state());
        ZabConfig ensemble = config.ensemble();
        return ensemble == null
                ? new Identity(
                        ids,
                        SessionPasswords.under(config.passwordKey(), start.legacySessions()),
                        0)
                : new Identity(
                        ids, SessionPasswords.legacy(), Identity.attachmentMark(ensemble.self()));
    }

    private static void passOver(SessionIds ids, State state) {
        state.sessions().forEach((id, timeoutMs) -> ids.passOver(id));
    }

    private LeadingRole.Parts parts() {
        return new LeadingRole.Parts(config, identity, outbox, consensus, port);
    }

    /** Handles one input; after a failure of the disk nothing is handled any more. */
    public void step(Now now, CoreInput input, CoreEffects out) {
        if (halted) {
            return;
        }
        port.begin(now, out);
        if (doubts.isProven()) {
            doubts.step(input);
            return;
        }
        switch (input) {
            case CoreInput.Submissions(int front, List<Submission> submissions) -> {
                for (Submission submission : submissions) {
                    role.accept(now, front, submission);
                }
            }
            case CoreInput.LogSynced(long generation, Zxid upTo) ->
                    consensus.step(now, new ZabInput.LogSynced(generation, upTo), port);
            case CoreInput.Tick _ -> {
                consensus.step(now, new ZabInput.Tick(), port);
                role.tick(now);
            }
            case CoreInput.Consensus(ZabInput heard) -> consensus.step(now, heard, port);
            case CoreInput.HistoryReplaced(long generation, Zxid last, var state) -> {
                replaced(state);
                consensus.step(now, new ZabInput.HistoryReplaced(generation, last), port);
            }
            case CoreInput.HandOver _ -> consensus.handOver(now);
            case CoreInput.SnapshotDue _ -> snapshotDue = true;
            case CoreInput.DiskFailed(String reason) -> halt(reason);
        }
    }

    private void halt(String reason) {
        port.halt(reason);
    }

    private void replaced(@Nullable State state) {
        if (state == null) {
            return;
        }
        if (!(role instanceof LookingRole looking)) {
            Invariant.require(false, "only without a leader is a history replaced");
            return;
        }
        looking.replace(state);
        passOver(identity.ids(), state);
        outbox.addForAll(new Delivery.Reset(state));
    }

    /** Ends the turn: tells the other members and hands each front what they must hear of it. */
    public void endTurn(Now now, CoreEffects out) {
        if (!halted) {
            port.begin(now, out);
            if (!doubts.isProven()) {
                consensus.endTurn(now, port);
                role.endTurn();
                takeSnapshotIfDue(out);
            }
            outbox.flush(out);
        }
    }

    /** Without a leader a state may hold what is about to be cut: it must not reach the disk. */
    private void takeSnapshotIfDue(CoreEffects out) {
        if (snapshotDue && !(role instanceof LookingRole)) {
            snapshotDue = false;
            out.takeSnapshot(role.committed());
        }
    }

    /** The state after the last committed transaction. */
    public State committed() {
        return role.committed();
    }

    /** What operators ask for. */
    public CoreReport report() {
        return switch (role) {
            case LeadingRole leading ->
                    new CoreReport(
                            leading.committed(),
                            leading.speculative().lastZxid(),
                            leading.outstanding(),
                            leading.deadlines(),
                            leading.attached(),
                            phase,
                            consensus.report(),
                            proposals.plus(leading.proposals()));
            case FollowingRole _, LookingRole _ ->
                    new CoreReport(
                            role.committed(),
                            role.committed().lastZxid(),
                            0,
                            List.of(),
                            role.attached(),
                            phase,
                            consensus.report(),
                            proposals);
        };
    }

    /** The one place where roles change. */
    private void become(Now now, ZabPhase next) {
        if (config.ensemble() == null) {
            // A standalone server leads already.
            return;
        }
        State committed = role.committed();
        LocalSessions sessions = role.leave();
        if (role instanceof LeadingRole leading) {
            proposals = proposals.plus(leading.proposals());
        }
        if (!phase.equals(next)) {
            port.trace(new TraceEvent.RoleTaken(next));
        }
        phase = next;
        switch (next) {
            case ZabPhase.Looking _ -> {
                role = new LookingRole(committed, sessions, doubts);
                outbox.addForAll(new Delivery.Held());
            }
            case ZabPhase.Leading _ -> {
                outbox.addForAll(new Delivery.Resumed());
                LeadingRole leading = new LeadingRole(parts(), committed, now);
                role = leading;
                leading.takeUp(now, sessions);
            }
            case ZabPhase.Following following -> {
                if (!following.continuous()) {
                    sessions.clear();
                    outbox.addForAll(new Delivery.Reset(committed));
                }
                outbox.addForAll(new Delivery.Resumed());
                follow(committed, sessions, new Upstream(port, following));
            }
        }
    }

    private void follow(State committed, LocalSessions sessions, Upstream upstream) {
        FollowingRole following = new FollowingRole(committed, sessions, upstream, doubts);
        role = following;
        boolean forgetful = consensus.report().standing() == Standing.AMNESIAC;
        if (forgetful && upstream.knowsAttachments()) {
            following.ask(
                    new Readmission(identity.attachmentMark(), identity.ids().next()),
                    granted -> consensus.readmit(granted, port));
        }
    }

    /** What the member makes of signs that its own state is wrong. */
    private final class SelfDoubt implements Doubts {
        private boolean isTold;
        private long token;
        private String reason = "";

        boolean isProven() {
            return !reason.isEmpty();
        }

        @Override
        public void differs(Zxid zxid) {
            // Whatever follows differs too.
            if (!isTold) {
                isTold = true;
                port.trace(new TraceEvent.StateDiffers(zxid, false));
            }
        }

        @Override
        public void proven(Zxid zxid) {
            port.trace(new TraceEvent.StateDiffers(zxid, true));
            reason =
                    "the state of this member after transaction "
                            + zxid
                            + " is not that of its leader: it must not vote, nor serve anybody,"
                            + " before it has read its disk again and learnt what it lacks";
            // If it came from its disk with a doubt it has read that anew already, in vain.
            token = consensus.distrust(foundInDoubt ? Standing.AMNESIAC : Standing.SUSPECT, port);
            outbox.addForAll(new Delivery.Held());
        }

        /** Nothing matters any more but that a later life knows: then this one ends. */
        void step(CoreInput input) {
            switch (input) {
                case CoreInput.Consensus(ZabInput.EpochsKept(long kept)) when kept >= token ->
                        halt(reason);
                case CoreInput.DiskFailed(String failure) -> halt(failure);
                default -> {}
            }
        }
    }

    /** What consensus tells. */
    private final class FromConsensus implements ZabPort.Replica {
        @Override
        public void deliver(Now now, Zxid zxid, Bytes txn) {
            if (!doubts.isProven()) {
                role.deliver(now, zxid, txn);
            }
        }

        @Override
        public void enter(Now now, ZabPhase next) {
            if (!doubts.isProven()) {
                become(now, next);
            }
        }

        @Override
        public void fromLearner(Now now, long link, ServerId learner, FromLearner message) {
            if (role instanceof LeadingRole leading) {
                leading.fromLearner(now, link, learner, message);
            }
        }

        @Override
        public void fromLeader(FromLeader message) {
            if (role instanceof FollowingRole following) {
                following.fromLeader(message);
            }
        }

        @Override
        public void learnerGone(long link) {
            if (role instanceof LeadingRole leading) {
                leading.learnerGone(link);
            }
        }

        @Override
        public void pinged(Now now, long link, FromLeader.Ping ping) {
            if (role instanceof LeadingRole leading) {
                leading.pinged(now, link, ping);
            }
        }

        @Override
        public void confirmed(Now now, long token) {
            if (role instanceof LeadingRole leading) {
                leading.confirmed(now, token);
            }
        }

        @Override
        public void halted() {
            halted = true;
        }

        @Override
        public State committed() {
            return role.committed();
        }
    }
}
