package org.muster.replica.core;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.Now;
import org.muster.model.SessionId;
import org.muster.model.request.WriteRequest;
import org.muster.replica.ReplicaConfig;
import org.muster.replica.route.Delivery;
import org.muster.replica.route.Submission;
import org.muster.replica.session.LegacyPasswords;
import org.muster.replica.session.LiveSession;
import org.muster.replica.session.Passwords;
import org.muster.replica.session.SessionClock;
import org.muster.replica.session.SessionIds;
import org.muster.replica.session.SessionTable;
import org.muster.replica.trace.TraceEvent;

/**
 * The life of sessions: opened by a handshake, attached to one connection at a time, ended by the
 * client or by silence. Source: client protocol, checks on a ConnectRequest, and session life.
 */
final class Sessions {
    private static final long NS_PER_MS = 1_000_000;

    private final Pipeline pipeline;
    private final Outbox outbox;
    private final Passwords passwords;
    private final TreeSet<SessionId> legacy;
    private final SessionTable table;
    private final SessionIds ids;

    /** Follows every session of the recovered state, each with its full timeout from now on. */
    Sessions(ReplicaConfig config, CoreStart start, Now now, Pipeline pipeline, Outbox outbox) {
        this.pipeline = pipeline;
        this.outbox = outbox;
        this.passwords = new Passwords(config.passwordKey());
        this.legacy = new TreeSet<>(start.legacySessions());
        long nowMs = now.monotonicMs();
        SessionClock clock = new SessionClock(nowMs, config.tickIntervalMs());
        this.table = new SessionTable(clock, config.tickTimeMs(), outbox.fronts());
        long idsFromMs = start.sessionIdBaseMs();
        this.ids =
                new SessionIds(config.sessionIdByte(), idsFromMs == 0 ? now.wallMs() : idsFromMs);
        start.state()
                .sessions()
                .forEach((id, timeoutMs) -> {
                    table.add(id, timeoutMs, nowMs);
                    ids.passOver(id);
                });
    }

    /** The session {@code id} if {@code link} of {@code front} may act for it. */
    @Nullable LiveSession attached(SessionId id, int front, long link) {
        LiveSession session = table.find(id);
        return session != null && !session.closing() && session.isAttachedTo(front, link)
                ? session
                : null;
    }

    void connect(Now now, int front, Submission.Connect connect, CoreEffects out) {
        if (connect.session().equals(SessionId.NONE)) {
            open(now, front, connect, out);
        } else {
            attach(now, front, connect, out);
        }
    }

    private void open(Now now, int front, Submission.Connect connect, CoreEffects out) {
        SessionId id = ids.next();
        Purpose opening = new Purpose.Opening(front, connect.link(), id, connect.timeoutMs());
        WriteRequest request = new WriteRequest.CreateSession(connect.timeoutMs());
        pipeline.propose(now, Draft.own(id, request), opening, out);
    }

    /** The session that {@code opening} asked for is in the state. */
    void opened(Now now, Purpose.Opening opening) {
        LiveSession session = table.add(opening.session(), opening.timeoutMs(), now.monotonicMs());
        session.attach(opening.front(), opening.link(), opening.timeoutMs());
        outbox.add(opening.front(), answerTo(session));
    }

    private void attach(Now now, int front, Submission.Connect connect, CoreEffects out) {
        SessionId id = connect.session();
        LiveSession session = table.find(id);
        // The password comes first: without it nobody learns which sessions there are, nor cuts
        // the connection of one.
        Delivery refused = new Delivery.Refused(front, connect.link());
        if (!isPassword(id, connect.password()) || session == null) {
            outbox.add(front, refused);
            return;
        }
        if (session.closing()) {
            // Until its end is safe a crash could bring it back: nobody is told that it is over.
            pipeline.whenReached(() -> outbox.add(front, refused));
            return;
        }
        if (session.front() != LiveSession.NO_FRONT) {
            out.trace(new TraceEvent.SessionMoved(id));
            outbox.add(session.front(), new Delivery.Detached(session.front(), session.link()));
        }
        session.attach(front, connect.link(), connect.timeoutMs());
        table.touch(session, now.monotonicMs());
        outbox.add(front, answerTo(session));
    }

    private Delivery answerTo(LiveSession session) {
        SessionId id = session.id();
        Bytes password = legacy.contains(id) ? LegacyPasswords.of(id) : passwords.of(id);
        return new Delivery.Attached(
                session.front(), session.link(), id, session.timeoutMs(), password);
    }

    private boolean isPassword(SessionId id, @Nullable Bytes offered) {
        return legacy.contains(id)
                ? LegacyPasswords.matches(id, offered)
                : passwords.matches(id, offered);
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
            LiveSession session = table.find(id);
            if (session != null) {
                table.touch(session, nowMs);
            }
        }
        table.told(front, Math.floorDiv(upToNs, NS_PER_MS));
    }

    /** Ends the sessions that were silent for too long. */
    void tick(Now now, CoreEffects out) {
        for (LiveSession session : table.tick(now.monotonicMs())) {
            table.becomeClosing(session);
            boolean connected = session.front() != LiveSession.NO_FRONT;
            out.trace(new TraceEvent.SessionExpired(session.id(), connected));
            Draft draft = Draft.own(session.id(), new WriteRequest.CloseSession());
            pipeline.propose(now, draft, new Purpose.Expiring(session.id()), out);
        }
    }

    /** The client has asked for the session's end. */
    void leave(LiveSession session) {
        table.becomeClosing(session);
    }

    /** The session is no longer in the state. */
    void ended(SessionId id) {
        table.remove(id);
        legacy.remove(id);
    }

    /** The same, and whoever is still connected under it does not know. */
    void expired(SessionId id) {
        LiveSession session = table.find(id);
        if (session != null && session.front() != LiveSession.NO_FRONT) {
            outbox.add(session.front(), new Delivery.Detached(session.front(), session.link()));
        }
        ended(id);
    }

    List<CoreReport.Bucket> deadlines() {
        List<CoreReport.Bucket> buckets = new ArrayList<>();
        table.forEachDeadline(
                (leftMs, sessions) -> buckets.add(new CoreReport.Bucket(leftMs, sessions)));
        return buckets;
    }
}
