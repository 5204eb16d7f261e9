package org.muster.replica.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.ErrorCode;
import org.muster.model.Now;
import org.muster.model.ServerId;
import org.muster.model.SessionId;
import org.muster.model.Zxid;
import org.muster.model.peer.FromLeader;
import org.muster.model.peer.FromLearner;
import org.muster.model.peer.TouchedSession;
import org.muster.model.request.Op;
import org.muster.model.request.WriteRequest;
import org.muster.replica.session.LiveSession;

/**
 * What learners ask of their leader for their clients, and tell it of them. Source: quorum protocol
 * 7.2 and 7.6 to 7.9.
 *
 * <p>What is said to a learner goes out at the end of the turn, behind the commits that consensus
 * gathers until then.
 */
final class Learners {
    private final Pipeline pipeline;
    private final Sessions sessions;
    private final ZabPort port;
    private final long tickIntervalMs;
    private final List<Said> said = new ArrayList<>();

    /** The pings that each learner has not answered. */
    private final LinkedHashMap<Long, ArrayDeque<Pinged>> pings = new LinkedHashMap<>();

    private record Said(long link, FromLeader message) {}

    private record Pinged(Zxid proposed, long sentMs) {}

    Learners(Pipeline pipeline, Sessions sessions, ZabPort port, long tickIntervalMs) {
        this.pipeline = pipeline;
        this.sessions = sessions;
        this.port = port;
        this.tickIntervalMs = tickIntervalMs;
    }

    /** A ping is on its way to the learner at {@code link}. */
    void pinged(Now now, long link, FromLeader.Ping ping) {
        pings.computeIfAbsent(link, first -> new ArrayDeque<>())
                .add(new Pinged(ping.proposed(), now.monotonicMs()));
    }

    /** The learner at {@code link} has answered a ping, and tells which sessions live. */
    void answered(Now now, long link, FromLearner.PingReply reply) {
        touched(now, reply.touched());
        ArrayDeque<Pinged> unanswered = pings.get(link);
        if (unanswered == null) {
            return;
        }
        // Those sent before it was synchronised stay unanswered, and it may speak unasked.
        if (unanswered.stream().noneMatch(pinged -> pinged.proposed.equals(reply.zxid()))) {
            return;
        }
        Pinged pinged = unanswered.remove();
        while (!pinged.proposed.equals(reply.zxid())) {
            pinged = unanswered.remove();
        }
        // Its fronts tell it of their clients with each tick.
        sessions.table().toldBy(link, pinged.sentMs - tickIntervalMs);
    }

    /** Signs of life of a learner's sessions. */
    void touched(Now now, List<TouchedSession> touched) {
        long nowMs = now.monotonicMs();
        for (TouchedSession session : touched) {
            sessions.touched(session.session(), nowMs);
        }
    }

    /** The learner at {@code link} is gone. */
    void gone(long link) {
        pings.remove(link);
        sessions.table().forgetLearner(link);
        said.removeIf(message -> message.link == link);
    }

    /** A write, or the opening or the end of a session. */
    void request(Now now, long link, FromLearner.Request request) {
        WriteRequest write = ForwardedRecord.read(request);
        if (write == null) {
            return;
        }
        SessionId id = request.session();
        Draft draft =
                new Draft(
                        id,
                        request.cxid(),
                        write,
                        request.ids() == null ? List.of() : request.ids());
        if (write instanceof WriteRequest.CreateSession(int timeoutMs)) {
            pipeline.propose(now, draft, new Purpose.OpeningThere(link, id, timeoutMs));
            return;
        }
        LiveSession session = sessions.table().find(id);
        if (session != null && isStale(session, request.attachment())) {
            // The learner will see that the session has moved before it could see an answer.
            return;
        }
        if (session != null && !mayAct(session, link, request.attachment())) {
            pipeline.refuse(now, draft, ErrorCode.SESSION_MOVED, Purpose.ForLearner.INSTANCE);
            return;
        }
        if (write instanceof WriteRequest.CloseSession) {
            if (session != null) {
                sessions.leaving(session);
            }
            pipeline.propose(now, draft, new Purpose.LeavingThere(id));
            return;
        }
        pipeline.propose(now, draft, Purpose.ForLearner.INSTANCE);
    }

    private static boolean isStale(LiveSession session, @Nullable Zxid attachment) {
        return attachment != null && attachment.value() < session.attachment();
    }

    /**
     * Whether a client at {@code link} acts for {@code session}. A learner that is no Muster knows
     * no attachments: its session is where it was last attached, or first used.
     */
    private static boolean mayAct(LiveSession session, long link, @Nullable Zxid attachment) {
        if (attachment != null) {
            session.becomeAttachedAt(attachment.value());
            session.attachAt(link, session.timeoutMs());
            return true;
        }
        if (session.front() == LiveSession.NO_FRONT && session.owner() == LiveSession.NO_LEARNER) {
            session.attachAt(link, session.timeoutMs());
        }
        return session.owner() == link;
    }

    /** A client has come to {@code learner} with a session; whether there is one. */
    boolean revalidate(Now now, long link, ServerId learner, FromLearner.Revalidate asked) {
        SessionId id = asked.session();
        LiveSession session = sessions.table().find(id);
        if (session == null) {
            return false;
        }
        if (session.closing()) {
            pipeline.whenReached(new Deferred.RefusalThere(link, id));
            return true;
        }
        Purpose.@Nullable Place left = Sessions.leave(session);
        session.attachAt(link, asked.timeoutMs());
        sessions.touched(id, now.monotonicMs());
        WriteRequest attach = new WriteRequest.CreateSession(asked.timeoutMs());
        Draft draft = new Draft(id, Identity.attachmentMark(learner), attach, List.of());
        Zxid zxid =
                pipeline.propose(
                        now, draft, new Purpose.AttachingThere(link, id, asked.timeoutMs(), left));
        session.becomeAttachedAt(zxid.value());
        return true;
    }

    /** Says {@code message} to a learner behind this turn's commits. */
    void say(long link, FromLeader message) {
        said.add(new Said(link, message));
    }

    /** Consensus has sent its commits. */
    void endTurn() {
        for (Said each : said) {
            port.tellLearner(each.link, each.message);
        }
        said.clear();
    }

    /** Whether {@code request} is a sync. */
    static boolean isSync(FromLearner.Request request) {
        return request.type() == Op.SYNC.code();
    }
}
