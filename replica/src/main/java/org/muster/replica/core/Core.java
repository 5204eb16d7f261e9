package org.muster.replica.core;

import java.util.List;
import org.muster.model.ErrorCode;
import org.muster.model.Now;
import org.muster.model.SessionId;
import org.muster.model.Zxid;
import org.muster.model.request.Op;
import org.muster.model.request.Response;
import org.muster.model.request.WriteRequest;
import org.muster.replica.ReplicaConfig;
import org.muster.replica.route.Delivery;
import org.muster.replica.route.Reply;
import org.muster.replica.route.Submission;
import org.muster.replica.session.LiveSession;
import org.muster.replica.trace.TraceEvent;
import org.muster.state.Applied;
import org.muster.state.State;
import org.muster.state.prepare.Preparer;

/**
 * The order of all writes of one member, and its sessions. Single-threaded; performs nothing
 * itself; equal inputs give equal effects.
 *
 * <p>A turn is any number of {@link #step}s and one {@link #endTurn}.
 */
public final class Core {
    private static final long NS_PER_MS = 1_000_000;
    private static final Response THROTTLED = new Response.Refused(ErrorCode.THROTTLED_OP);

    private final Pipeline pipeline;
    private final Sessions sessions;
    private final Sweeper sweeper;
    private final Outbox outbox;
    private final long maxWaitNs;
    private boolean halted;

    /**
     * Takes office over what {@code start} recovered; fronts are numbered 0 to {@code fronts - 1}.
     * Every session known gets its full timeout from {@code now} on.
     */
    public Core(ReplicaConfig config, CoreStart start, int fronts, Now now) {
        this.pipeline =
                new Pipeline(new Preparer(config.rules()), start.state(), start.logGeneration());
        this.outbox = new Outbox(fronts);
        this.maxWaitNs = config.limits().maxWaitMs() * NS_PER_MS;
        this.sessions = new Sessions(config, start, now, pipeline, outbox);
        this.sweeper = new Sweeper(config.reaper(), now);
    }

    /** Handles one input; after a failure of the disk nothing is handled any more. */
    public void step(Now now, CoreInput input, CoreEffects out) {
        if (halted) {
            return;
        }
        switch (input) {
            case CoreInput.Submissions(int front, List<Submission> submissions) -> {
                for (Submission submission : submissions) {
                    accept(now, front, submission, out);
                }
            }
            case CoreInput.LogSynced(long generation, Zxid upTo) ->
                    pipeline.synced(now, generation, upTo, this::committed);
            case CoreInput.Consensus _, CoreInput.HistoryReplaced _, CoreInput.HandOver _ -> {}
            case CoreInput.Tick _ -> {
                sessions.tick(now, out);
                sweeper.tick(now, pipeline, out);
            }
            case CoreInput.SnapshotDue _ -> out.takeSnapshot(pipeline.committed());
            case CoreInput.DiskFailed(String reason) -> {
                halted = true;
                out.halt(reason);
            }
        }
    }

    /** Ends the turn: hands each front what it must hear of it. */
    public void endTurn(Now now, CoreEffects out) {
        if (!halted) {
            outbox.flush(out);
        }
    }

    /** The state after the last committed transaction. */
    public State committed() {
        return pipeline.committed();
    }

    /** What operators ask for. */
    public CoreReport report() {
        return new CoreReport(
                pipeline.committed(),
                pipeline.speculative().lastZxid(),
                pipeline.outstanding(),
                sessions.deadlines(),
                0,
                new org.muster.zab.ZabPhase.Leading(org.muster.model.Epoch.ZERO),
                new SoleVoter(committed().lastZxid(), 1).report());
    }

    private void accept(Now now, int front, Submission submission, CoreEffects out) {
        switch (submission) {
            case Submission.Write write -> write(now, front, write, out);
            case Submission.Sync sync -> sync(front, sync);
            case Submission.Connect connect -> sessions.connect(now, front, connect, out);
            case Submission.Disconnected(long link, SessionId session) ->
                    sessions.disconnected(front, link, session);
            case Submission.Touched(List<SessionId> touched, long upToNs) ->
                    sessions.touched(now, front, touched, upToNs);
        }
    }

    private void write(Now now, int front, Submission.Write write, CoreEffects out) {
        LiveSession session = sessions.attached(write.session(), front, write.link());
        if (session == null) {
            out.trace(new TraceEvent.WriteDropped(write.session()));
            return;
        }
        if (waitedTooLong(now, write)) {
            out.trace(new TraceEvent.WriteThrottled(write.session()));
            answer(front, write.link(), write.xid(), THROTTLED);
            return;
        }
        Draft draft = new Draft(write.session(), write.xid(), write.request(), write.identities());
        switch (write.request()) {
            case WriteRequest.CloseSession _ -> {
                sessions.leave(session);
                Purpose leaving =
                        new Purpose.Leaving(front, write.link(), write.xid(), write.session());
                pipeline.propose(now, draft, leaving, out);
            }
            // The reference gives an undecodable write no zxid, but an undecodable multi one.
            case WriteRequest.Undecodable(Op op) when op != Op.MULTI ->
                    answer(
                            front,
                            write.link(),
                            write.xid(),
                            new Response.Refused(ErrorCode.MARSHALLING_ERROR));
            default ->
                    pipeline.propose(
                            now,
                            draft,
                            new Purpose.ForClient(front, write.link(), write.xid()),
                            out);
        }
    }

    /** The end of a session is never put off: it makes room. */
    private boolean waitedTooLong(Now now, Submission.Write write) {
        return maxWaitNs > 0
                && now.monotonicNs() - write.arrivedNs() > maxWaitNs
                && !(write.request() instanceof WriteRequest.CloseSession);
    }

    private void sync(int front, Submission.Sync sync) {
        if (sessions.attached(sync.session(), front, sync.link()) != null) {
            answer(front, sync.link(), sync.xid(), new Response.Path(sync.path()));
        }
    }

    /** Answers in its place: when everything proposed so far is committed. */
    private void answer(int front, long link, int xid, Response response) {
        Delivery answered = new Delivery.Answered(new Reply(front, link, xid, response));
        pipeline.whenReached(() -> outbox.add(front, answered));
    }

    private void committed(Now now, Zxid zxid, Applied applied, Purpose purpose) {
        Reply reply =
                switch (purpose) {
                    case Purpose.ForClient(int front, long link, int xid) ->
                            new Reply(front, link, xid, applied.outcome());
                    case Purpose.Leaving(int front, long link, int xid, SessionId _) ->
                            new Reply(front, link, xid, applied.outcome());
                    case Purpose.Opening _, Purpose.Expiring _, Purpose.Own _ -> null;
                };
        outbox.add(new Delivery.Committed(zxid, applied.state(), applied.changes(), reply));
        switch (purpose) {
            case Purpose.Opening opening -> sessions.opened(now, opening);
            case Purpose.Leaving leaving -> sessions.ended(leaving.session());
            case Purpose.Expiring(SessionId session) -> sessions.expired(session);
            case Purpose.ForClient _, Purpose.Own _ -> {}
        }
    }
}
