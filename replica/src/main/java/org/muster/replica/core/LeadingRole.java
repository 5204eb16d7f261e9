package org.muster.replica.core;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import org.muster.model.Bytes;
import org.muster.model.ErrorCode;
import org.muster.model.Now;
import org.muster.model.ServerId;
import org.muster.model.SessionId;
import org.muster.model.Zxid;
import org.muster.model.peer.Beat;
import org.muster.model.peer.FromLeader;
import org.muster.model.peer.FromLearner;
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
import org.muster.zab.Zab;

/**
 * This member decides: it proposes what its own clients and those of its learners ask for, answers
 * its own when that is committed, and ends sessions.
 *
 * <p>A sync is answered when a quorum has confirmed, after it came, that this member still leads,
 * and all it had proposed before is committed (P6). Until then what its connection asks for behind
 * it waits, so that answers keep their order. That a session is unknown is said in the same way: a
 * later leader may have opened it.
 */
final class LeadingRole implements Role, Pipeline.Listener {
    private static final long NS_PER_MS = 1_000_000;
    private static final Response UNDECODABLE = new Response.Refused(ErrorCode.MARSHALLING_ERROR);
    private static final Response THROTTLED = new Response.Refused(ErrorCode.THROTTLED_OP);

    private final Outbox outbox;
    private final long maxWaitNs;
    private final Zab consensus;
    private final ZabPort port;
    private final Identity identity;
    private final Pipeline pipeline;
    private final Sessions sessions;
    private final Sweeper sweeper;
    private final Learners learners;

    private final Confirmations unconfirmed;

    /** The connections whose first request is such a sync, with all they asked since. */
    private final LinkedHashMap<Purpose.Place, ArrayDeque<Submission>> stalled =
            new LinkedHashMap<>();

    /** What came when nothing may be proposed any more: it is for the next leader. */
    private final ArrayDeque<Late> late = new ArrayDeque<>();

    private record Late(int front, Submission submission) {}

    /** What a leader works with. */
    record Parts(
            ReplicaConfig config, Identity identity, Outbox outbox, Zab consensus, ZabPort port) {}

    /** Leads from {@code initial} on, the state after everything logged so far. */
    LeadingRole(Parts parts, State initial, Now now) {
        ReplicaConfig config = parts.config;
        this.outbox = parts.outbox;
        this.maxWaitNs = config.limits().maxWaitMs() * NS_PER_MS;
        this.consensus = parts.consensus;
        this.port = parts.port;
        this.unconfirmed = new Confirmations(parts.consensus, parts.port);
        this.identity = parts.identity;
        this.pipeline = new Pipeline(parts.consensus, parts.port, config.rules(), initial, this);
        this.sessions = new Sessions(parts, now, pipeline);
        this.sweeper = new Sweeper(config.reaper(), now);
        this.learners = new Learners(pipeline, sessions, parts.port, config.tickIntervalMs());
    }

    /** Takes up what this member's clients asked for before it led. */
    void takeUp(Now now, LocalSessions before) {
        before.detachUnproven();
        before.forEachLane(sessions::adopt);
        before.forEachAsked((front, submission) -> accept(now, front, submission));
    }

    @Override
    public State committed() {
        return pipeline.committed();
    }

    /** The state after everything proposed. */
    State speculative() {
        return pipeline.speculative();
    }

    /** How many transactions are proposed but not committed. */
    int outstanding() {
        return pipeline.outstanding();
    }

    /** How many transactions were proposed here, and how many wait no more. */
    CoreReport.Proposals proposals() {
        return pipeline.proposals();
    }

    /** The sessions by their deadlines. */
    List<CoreReport.Bucket> deadlines() {
        return sessions.deadlines();
    }

    @Override
    public int attached() {
        int[] count = {0};
        sessions.forEachAttached(session -> count[0]++);
        return count[0];
    }

    @Override
    public void accept(Now now, int front, Submission submission) {
        switch (submission) {
            case Submission.Write write -> {
                if (!waits(front, write.link(), write)) {
                    write(now, front, write);
                }
            }
            case Submission.Sync sync -> {
                if (!waits(front, sync.link(), sync)) {
                    sync(now, front, sync);
                }
            }
            case Submission.Connect connect -> {
                if (!consensus.mayPropose()) {
                    late.add(new Late(front, connect));
                } else if (!sessions.connect(now, front, connect)) {
                    unconfirmed.ask(now, new Deferred.Refusal(front, connect));
                }
            }
            case Submission.Disconnected(long link, SessionId session) -> {
                stalled.remove(new Purpose.Place(front, link));
                sessions.disconnected(front, link, session);
            }
            case Submission.Touched(List<SessionId> touched, long upToNs) ->
                    sessions.touched(now, front, touched, upToNs);
        }
    }

    /** Whether {@code submission} has to wait behind a sync, or for another leader. */
    private boolean waits(int front, long link, Submission submission) {
        if (!stalled.isEmpty()) {
            ArrayDeque<Submission> before = stalled.get(new Purpose.Place(front, link));
            if (before != null) {
                before.add(submission);
                return true;
            }
        }
        if (!consensus.mayPropose()) {
            late.add(new Late(front, submission));
            return true;
        }
        return false;
    }

    private void write(Now now, int front, Submission.Write write) {
        LiveSession session = sessions.attached(write.session(), front, write.link());
        if (session == null) {
            port.trace(new TraceEvent.WriteDropped(write.session()));
            return;
        }
        if (waitedTooLong(now, write)) {
            port.trace(new TraceEvent.WriteThrottled(write.session()));
            answer(new Deferred.Answer(front, write, THROTTLED));
            return;
        }
        Draft draft = new Draft(write.session(), write.xid(), write.request(), write.identities());
        switch (write.request()) {
            case WriteRequest.CloseSession _ -> {
                sessions.leaving(session);
                pipeline.propose(now, draft, new Purpose.Leaving(front, write));
            }
            // The reference gives an undecodable write no zxid, but an undecodable multi one.
            case WriteRequest.Undecodable(Op op) when op != Op.MULTI ->
                    answer(new Deferred.Answer(front, write, UNDECODABLE));
            default -> pipeline.propose(now, draft, new Purpose.ForClient(front, write));
        }
    }

    /** The end of a session is never put off: it makes room. */
    private boolean waitedTooLong(Now now, Submission.Write write) {
        return maxWaitNs > 0
                && now.monotonicNs() - write.arrivedNs() > maxWaitNs
                && !(write.request() instanceof WriteRequest.CloseSession);
    }

    private void sync(Now now, int front, Submission.Sync sync) {
        if (sessions.attached(sync.session(), front, sync.link()) == null) {
            return;
        }
        if (!unconfirmed.ask(now, new Deferred.Synced(front, sync))) {
            ArrayDeque<Submission> waiting = new ArrayDeque<>();
            waiting.add(sync);
            stalled.put(new Purpose.Place(front, sync.link()), waiting);
        }
    }

    /** A quorum has followed this leader since {@code token} was given. */
    void confirmed(Now now, long token) {
        Deferred deferred = unconfirmed.take(token);
        if (deferred == null) {
            return;
        }
        answer(deferred);
        if (deferred instanceof Deferred.Synced(int front, Submission.Sync sync)) {
            ArrayDeque<Submission> waiting = stalled.remove(new Purpose.Place(front, sync.link()));
            if (waiting != null) {
                waiting.remove();
                waiting.forEach(submission -> accept(now, front, submission));
            }
        }
    }

    /** Answers in its place: when everything proposed so far is committed. */
    private void answer(Deferred deferred) {
        pipeline.whenReached(deferred);
    }

    @Override
    public void reached(Deferred deferred) {
        switch (deferred) {
            case Deferred.Answer(int front, Submission.Write write, Response response) ->
                    reply(new Reply(front, write.link(), write.xid(), response));
            case Deferred.Synced(int front, Submission.Sync sync) ->
                    reply(
                            new Reply(
                                    front,
                                    sync.link(),
                                    sync.xid(),
                                    new Response.Path(sync.path())));
            case Deferred.Refusal(int front, Submission.Connect connect) ->
                    sessions.refuse(front, connect);
            case Deferred.SyncedThere(long link) -> learners.say(link, new FromLeader.Synced());
            case Deferred.RefusalThere(long link, SessionId session) ->
                    learners.say(link, new FromLeader.Revalidated(session, false));
        }
    }

    private void reply(Reply reply) {
        outbox.add(reply.front(), new Delivery.Answered(reply));
    }

    @Override
    public void deliver(Now now, Zxid zxid, Bytes txn) {
        pipeline.committed(now, zxid);
    }

    @Override
    public void committed(Now now, Zxid zxid, Applied applied, Purpose purpose) {
        Reply reply =
                switch (purpose) {
                    case Purpose.ForClient(int front, Submission.Write write) ->
                            new Reply(front, write.link(), write.xid(), applied.outcome());
                    case Purpose.Leaving(int front, Submission.Write write) ->
                            new Reply(front, write.link(), write.xid(), applied.outcome());
                    default -> null;
                };
        outbox.add(new Delivery.Committed(zxid, applied.state(), applied.changes(), reply));
        switch (purpose) {
            case Purpose.Opening opening -> sessions.opened(now, zxid, opening);
            case Purpose.Attaching attaching -> sessions.attached(now, zxid, attaching);
            case Purpose.Leaving(int _, Submission.Write write) -> sessions.ended(write.session());
            case Purpose.Expiring(SessionId session) -> sessions.expired(session);
            case Purpose.OpeningThere opening -> sessions.openedThere(now, zxid, opening);
            case Purpose.AttachingThere attaching -> {
                sessions.attachedThere(now, attaching);
                learners.say(
                        attaching.learner(), new FromLeader.Revalidated(attaching.session(), true));
            }
            case Purpose.LeavingThere(SessionId session) -> sessions.expired(session);
            case Purpose.ForClient _, Purpose.ForLearner _, Purpose.Own _ -> {}
        }
    }

    /** A synchronised learner says something that is not consensus's matter. */
    void fromLearner(Now now, long link, ServerId learner, FromLearner message) {
        switch (message) {
            case FromLearner.PingReply reply -> learners.answered(now, link, reply);
            case Beat beat -> learners.touched(now, beat.touched());
            // What cannot be proposed any more its own server asks the next leader.
            case FromLearner.Request request when consensus.mayPropose() -> {
                if (Learners.isSync(request)) {
                    unconfirmed.ask(now, new Deferred.SyncedThere(link));
                } else {
                    learners.request(now, link, request);
                }
            }
            case FromLearner.Revalidate asked when consensus.mayPropose() -> {
                if (!learners.revalidate(now, link, learner, asked)) {
                    unconfirmed.ask(now, new Deferred.RefusalThere(link, asked.session()));
                }
            }
            default -> {}
        }
    }

    /** A ping is on its way to the learner at {@code link}. */
    void pinged(Now now, long link, FromLeader.Ping ping) {
        learners.pinged(now, link, ping);
    }

    /** The learner at {@code link} is gone. */
    void learnerGone(long link) {
        learners.gone(link);
    }

    @Override
    public void tick(Now now) {
        if (consensus.mayPropose()) {
            sessions.tick(now);
            sweeper.tick(now, pipeline);
        }
    }

    @Override
    public void endTurn() {
        learners.endTurn();
    }

    @Override
    public LocalSessions leave() {
        LocalSessions left = new LocalSessions(identity, outbox);
        sessions.forEachAttached(session ->
                left.add(
                        new Lane(
                                session.id(),
                                new Purpose.Place(session.front(), session.link()),
                                session.timeoutMs(),
                                session.attachment())));
        pipeline.abandon(waiting -> hand(waiting, left));
        unconfirmed.forEachRefusal(left::accept);
        stalled.forEach(
                (place, all) -> all.forEach(submission -> left.accept(place.front(), submission)));
        late.forEach(each -> left.accept(each.front, each.submission));
        return left;
    }

    /** What was on its way when office was lost: the history will tell, or it is asked again. */
    private void hand(Pipeline.Waiting waiting, LocalSessions left) {
        switch (waiting) {
            case Pipeline.Waiting.Proposed(Zxid _, Applied _, Purpose purpose) -> {
                switch (purpose) {
                    case Purpose.ForClient(int front, Submission.Write write) ->
                            left.addSent(front, write);
                    case Purpose.Leaving(int front, Submission.Write write) ->
                            left.addSent(front, write);
                    case Purpose.Opening(int front, Submission.Connect connect, SessionId id) ->
                            left.addOpening(front, connect, id);
                    case Purpose.Attaching(int front, Submission.Connect connect, var place) -> {
                        left.addAttaching(front, connect);
                        sessions.detach(place);
                    }
                    case Purpose.AttachingThere attaching -> sessions.detach(attaching.left());
                    case Purpose.ForLearner _,
                            Purpose.OpeningThere _,
                            Purpose.LeavingThere _,
                            Purpose.Expiring _,
                            Purpose.Own _ -> {}
                }
            }
            case Pipeline.Waiting.Barrier(Deferred deferred) -> {
                switch (deferred) {
                    case Deferred.Answer(int front, Submission.Write write, Response _) ->
                            left.addSent(front, write);
                    case Deferred.Synced(int front, Submission.Sync sync) ->
                            left.addSent(front, sync);
                    case Deferred.Refusal(int front, Submission.Connect connect) ->
                            left.accept(front, connect);
                    case Deferred.SyncedThere _, Deferred.RefusalThere _ -> {}
                }
            }
        }
    }
}
