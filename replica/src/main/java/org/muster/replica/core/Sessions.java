package org.muster.replica.core;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.Now;
import org.muster.model.SessionId;
import org.muster.model.Zxid;
import org.muster.model.request.WriteRequest;
import org.muster.replica.ReplicaConfig;
import org.muster.replica.route.Delivery;
import org.muster.replica.route.Submission;
import org.muster.replica.session.LiveSession;
import org.muster.replica.session.SessionClock;
import org.muster.replica.session.SessionTable;
import org.muster.replica.trace.TraceEvent;
import org.muster.replica.trace.Tracer;

/**
 * The life of all sessions, as the leader follows it: opened by a handshake, attached to one
 * connection of one member at a time, ended by the client or by silence. Source: client protocol,
 * checks on a ConnectRequest, and session life.
 */
final class Sessions {
    private static final long NS_PER_MS = 1_000_000;

    private final Pipeline pipeline;
    private final Outbox outbox;
    private final Identity identity;
    private final SessionTable table;
    private final Tracer tracer;

    /** Whether other members must learn where a session is. */
    private final boolean isShared;

    /** Follows every session of the state, each with its full timeout from now on. */
    Sessions(LeadingRole.Parts parts, Now now, Pipeline pipeline) {
        ReplicaConfig config = parts.config();
        this.pipeline = pipeline;
        this.outbox = parts.outbox();
        this.identity = parts.identity();
        this.tracer = parts.port();
        this.isShared = config.ensemble() != null;
        long nowMs = now.monotonicMs();
        SessionClock clock = new SessionClock(nowMs, config.tickIntervalMs());
        this.table = new SessionTable(clock, config.tickTimeMs(), outbox.fronts());
        pipeline.committed().sessions().forEach((id, timeoutMs) -> table.add(id, timeoutMs, nowMs));
    }

    /** The sessions and their deadlines. */
    SessionTable table() {
        return table;
    }

    /** The session {@code id} if {@code link} of {@code front} may act for it. */
    @Nullable LiveSession attached(SessionId id, int front, long link) {
        LiveSession session = table.find(id);
        return session != null && !session.closing() && session.isAttachedTo(front, link)
                ? session
                : null;
    }

    /** Takes over a connection that this member had before it led. */
    void adopt(Lane lane) {
        LiveSession session = table.find(lane.session);
        if (session == null) {
            outbox.add(lane.front, new Delivery.Detached(lane.front, lane.link));
        } else {
            session.attach(lane.front, lane.link, lane.timeoutMs);
            session.becomeAttachedAt(lane.attachment);
        }
    }

    /** Does what a handshake asks for, unless it has the password of a session unknown here. */
    boolean connect(Now now, int front, Submission.Connect connect) {
        if (!connect.session().equals(SessionId.NONE)) {
            return attach(now, front, connect);
        }
        open(now, front, connect);
        return true;
    }

    private void open(Now now, int front, Submission.Connect connect) {
        SessionId id = identity.ids().next();
        WriteRequest request = new WriteRequest.CreateSession(connect.timeoutMs());
        pipeline.propose(now, Draft.own(id, request), new Purpose.Opening(front, connect, id));
    }

    /** The session that {@code opening} asked for is in the state since {@code zxid}. */
    void opened(Now now, Zxid zxid, Purpose.Opening opening) {
        Submission.Connect connect = opening.connect();
        LiveSession session = table.add(opening.session(), connect.timeoutMs(), now.monotonicMs());
        session.becomeAttachedAt(zxid.value());
        give(session, opening.front(), connect);
    }

    /** The same at the learner whose link is {@code learner}. */
    void openedThere(Now now, Zxid zxid, Purpose.OpeningThere opening) {
        LiveSession session = table.add(opening.session(), opening.timeoutMs(), now.monotonicMs());
        session.becomeAttachedAt(zxid.value());
        session.attachAt(opening.learner(), opening.timeoutMs());
    }

    private boolean attach(Now now, int front, Submission.Connect connect) {
        SessionId id = connect.session();
        LiveSession session = table.find(id);
        // The password comes first: without it nobody learns which sessions there are, nor cuts
        // the connection of one.
        if (!isPassword(id, connect.password())) {
            refuse(front, connect);
            return true;
        }
        if (session == null) {
            return false;
        }
        if (session.closing()) {
            // Until its end is safe a crash could bring it back: nobody is told that it is over.
            pipeline.whenReached(new Deferred.Refusal(front, connect));
            return true;
        }
        Purpose.@Nullable Place left = leave(session);
        if (left != null) {
            tracer.trace(new TraceEvent.SessionMoved(id));
        }
        if (isShared) {
            table.touch(session, now.monotonicMs());
            WriteRequest request = new WriteRequest.CreateSession(connect.timeoutMs());
            Draft draft = new Draft(id, identity.attachmentMark(), request, List.of());
            Zxid zxid = pipeline.propose(now, draft, new Purpose.Attaching(front, connect, left));
            session.becomeAttachedAt(zxid.value());
        } else {
            detach(left);
            give(session, front, connect);
            table.touch(session, now.monotonicMs());
        }
        return true;
    }

    /** A handshake cannot have the session it asks for. */
    void refuse(int front, Submission.Connect connect) {
        outbox.add(front, new Delivery.Refused(front, connect.link()));
    }

    /** Takes {@code session} from its connection here; which that was, if there was one. */
    static Purpose.@Nullable Place leave(LiveSession session) {
        if (session.front() == LiveSession.NO_FRONT) {
            return null;
        }
        Purpose.Place place = new Purpose.Place(session.front(), session.link());
        session.detach();
        return place;
    }

    /** The connection at {@code place}, if there is one, has lost its session. */
    void detach(Purpose.@Nullable Place place) {
        if (place != null) {
            outbox.add(place.front(), new Delivery.Detached(place.front(), place.link()));
        }
    }

    /** The transaction {@code zxid} that {@code attaching} waited for is committed. */
    void attached(Now now, Zxid zxid, Purpose.Attaching attaching) {
        detach(attaching.left());
        Submission.Connect connect = attaching.connect();
        LiveSession session = table.find(connect.session());
        if (session == null || session.attachment() != zxid.value()) {
            // It has gone on to another connection.
            detach(new Purpose.Place(attaching.front(), connect.link()));
            return;
        }
        give(session, attaching.front(), connect);
        table.touch(session, now.monotonicMs());
    }

    /** The same for one at a learner. */
    void attachedThere(Now now, Purpose.AttachingThere attaching) {
        detach(attaching.left());
        LiveSession session = table.find(attaching.session());
        if (session != null) {
            table.touch(session, now.monotonicMs());
        }
    }

    private void give(LiveSession session, int front, Submission.Connect connect) {
        session.attach(front, connect.link(), connect.timeoutMs());
        Bytes password = identity.passwords().of(session.id());
        outbox.add(
                front,
                new Delivery.Attached(
                        front, connect.link(), session.id(), connect.timeoutMs(), password));
    }

    private boolean isPassword(SessionId id, @Nullable Bytes offered) {
        return identity.passwords().matches(id, offered);
    }

    void disconnected(int front, long link, SessionId id) {
        LiveSession session = table.find(id);
        if (session != null && session.isAttachedTo(front, link)) {
            session.detach();
        }
    }

    void touched(Now now, int front, List<SessionId> touched, long upToNs) {
        long nowMs = now.monotonicMs();
        for (SessionId id : touched) {
            touched(id, nowMs);
        }
        table.told(front, Math.floorDiv(upToNs, NS_PER_MS));
    }

    /** Session {@code id} was heard from at monotonic {@code nowMs}. */
    void touched(SessionId id, long nowMs) {
        LiveSession session = table.find(id);
        if (session != null) {
            table.touch(session, nowMs);
        }
    }

    /** Ends the sessions that were silent for too long. */
    void tick(Now now) {
        for (LiveSession session : table.tick(now.monotonicMs())) {
            if (!pipeline.mayPropose()) {
                // The numbers of this epoch are used up; who leads next gives full timeouts.
                return;
            }
            table.becomeClosing(session);
            boolean connected = session.front() != LiveSession.NO_FRONT;
            tracer.trace(new TraceEvent.SessionExpired(session.id(), connected));
            Draft draft = Draft.own(session.id(), new WriteRequest.CloseSession());
            pipeline.propose(now, draft, new Purpose.Expiring(session.id()));
            // What it asked for from now on would be dropped without an answer, and if another
            // leader lets the session live its connection would wait for that for ever.
            detach(leave(session));
        }
    }

    /** The client has asked for the session's end. */
    void leaving(LiveSession session) {
        table.becomeClosing(session);
    }

    /** The session is no longer in the state. */
    void ended(SessionId id) {
        table.remove(id);
        identity.passwords().forget(id);
    }

    /** The same, and whoever is still connected under it does not know. */
    void expired(SessionId id) {
        LiveSession session = table.find(id);
        if (session != null) {
            detach(leave(session));
        }
        ended(id);
    }

    /** Visits the sessions with a connection here. */
    void forEachAttached(Consumer<LiveSession> visitor) {
        table.forEach(session -> {
            if (session.front() != LiveSession.NO_FRONT) {
                visitor.accept(session);
            }
        });
    }

    List<CoreReport.Bucket> deadlines() {
        List<CoreReport.Bucket> buckets = new ArrayList<>();
        table.forEachDeadline(
                (leftMs, sessions) -> buckets.add(new CoreReport.Bucket(leftMs, sessions)));
        return buckets;
    }
}
