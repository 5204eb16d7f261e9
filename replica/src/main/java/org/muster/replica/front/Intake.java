package org.muster.replica.front;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.Id;
import org.muster.model.request.LinkRequest;
import org.muster.model.request.Request;
import org.muster.model.request.WriteRequest;
import org.muster.replica.route.Submission;
import org.muster.replica.trace.TraceEvent;
import org.muster.replica.trace.Tracer;
import org.muster.state.auth.AuthSchemes;
import org.muster.wire.client.RequestReader;
import org.muster.wire.jute.ByteReader;
import org.muster.wire.jute.MalformedException;

/**
 * Takes requests in the order of their frames and sees to it that they are answered in that order:
 * what needs no transaction runs at once if nothing is before it, else when its turn comes; what
 * needs one is forwarded at once.
 */
final class Intake {
    private static final int HEADER_BYTES = 8;
    private static final int IDENTITY_BYTES = 8;
    private static final long MAX_BYTES_PER_CHAR = 3;

    /**
     * What the identities of one connection may weigh. They travel with each write that is
     * forwarded to a leader, who would take an endless packet for a broken peer.
     */
    private static final long MAX_IDENTITIES_BYTES = 48 << 10;

    private final View view;
    private final Hold hold;
    private final Line line;
    private final Requests requests;
    private final AuthSchemes schemes;
    private final Exit exit;
    private final Outgoing outgoing;
    private final Tracer tracer;

    Intake(View view, Line line, Requests requests, AuthSchemes schemes, Way out) {
        this.view = view;
        this.hold = out.hold();
        this.line = line;
        this.requests = requests;
        this.schemes = schemes;
        this.exit = out.exit();
        this.outgoing = out.outgoing();
        this.tracer = out.tracer();
    }

    /** Where requests and connections go, whether they may, and who is told of odd ones. */
    record Way(Hold hold, Exit exit, Outgoing outgoing, Tracer tracer) {}

    /** The request in a frame of {@code frameBytes}. */
    void accept(Connection from, ByteReader in, int frameBytes) {
        if (frameBytes < HEADER_BYTES) {
            hangUp(from);
            return;
        }
        int xid;
        Request request;
        try {
            xid = in.readInt();
            request = RequestReader.read(in.readInt(), in);
        } catch (MalformedException impossible) {
            hangUp(from);
            return;
        }
        List<Id> identities = from.identities;
        if (request instanceof LinkRequest.Auth auth) {
            request = authenticate(from, auth);
        }
        if (Requests.isLast(request)) {
            from.deaf = true;
        }
        if (hold.isOn() && request instanceof LinkRequest.Ping && isOpen(from)) {
            requests.pongWithoutZxid(from, view.nowNs());
            return;
        }
        if (!Requests.isForCore(request) && runsAtOnce(from)) {
            run(from, xid, request, identities, view.nowNs());
            return;
        }
        Pending waiting = new Pending(xid, request, identities, view.nowNs(), frameBytes);
        line.join(from, waiting);
        if (from.phase == Connection.Phase.OPEN) {
            forward(from, waiting);
            if (waiting.forwarded && from.isPaused()) {
                advance(from);
            }
        }
    }

    /** The client has said its last: what it asked before is still answered. */
    void hangUp(Connection from) {
        from.deaf = true;
        from.closeWhenAnswered = true;
        exit.closeIfAnswered(from);
    }

    /** The session is there: what was asked behind the handshake goes on. */
    void begin(Connection from) {
        if (from.pending != null) {
            for (Pending waiting : from.pending) {
                forward(from, waiting);
            }
        }
        advance(from);
    }

    /** Runs what is at the head of the line until something there waits for the core. */
    void advance(Connection from) {
        while (mayAdvance(from)) {
            Pending first = line.first(from);
            if (first == null) {
                exit.closeIfAnswered(from);
                return;
            }
            if (first.forwarded) {
                return;
            }
            line.leave(from);
            if (!first.answered) {
                run(from, first.xid, first.request, first.identities, first.arrivedNs);
            }
        }
    }

    /**
     * Without a leader requests wait, and a client that does not take its replies waits for the
     * rest of them; but not where a request behind is with the core already: what stands before
     * that must be answered before it, and on a state without it.
     */
    private boolean mayAdvance(Connection from) {
        return isOpen(from) && ((!hold.isOn() && !from.isPaused()) || hasForwarded(from));
    }

    private static boolean isOpen(Connection from) {
        return from.phase == Connection.Phase.OPEN;
    }

    private static boolean hasForwarded(Connection from) {
        if (from.pending != null) {
            for (Pending waiting : from.pending) {
                if (waiting.forwarded) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Answers the pings of {@code from} that have waited for {@code ns} behind other requests: a
     * slow disk must not look like a dead server, and clients know a ping by its xid.
     */
    void answerOldPings(Connection from, long ns) {
        if (from.pending == null || from.phase != Connection.Phase.OPEN) {
            return;
        }
        for (Pending waiting : from.pending) {
            if (waiting.request instanceof LinkRequest.Ping
                    && !waiting.answered
                    && view.nowNs() - waiting.arrivedNs >= ns) {
                waiting.answered = true;
                requests.tryRun(
                        from, waiting.xid, waiting.request, waiting.identities, waiting.arrivedNs);
            }
        }
    }

    private boolean runsAtOnce(Connection from) {
        return isOpen(from) && !hold.isOn() && !from.hasPending() && !from.isPaused();
    }

    private void run(
            Connection from, int xid, Request request, List<Id> identities, long arrivedNs) {
        if (!requests.tryRun(from, xid, request, identities, arrivedNs)) {
            exit.close(from);
        }
    }

    private void forward(Connection from, Pending waiting) {
        switch (waiting.request) {
            case WriteRequest write -> {
                waiting.forwarded = true;
                outgoing.add(
                        new Submission.Write(
                                from.link,
                                from.session,
                                waiting.xid,
                                write,
                                waiting.identities,
                                waiting.arrivedNs));
            }
            case LinkRequest.Sync sync -> {
                waiting.forwarded = true;
                outgoing.add(
                        new Submission.Sync(from.link, from.session, waiting.xid, sync.path()));
            }
            default -> {}
        }
    }

    /** Gives the connection the identities it proves, for the requests that follow. */
    private LinkRequest.Auth authenticate(Connection from, LinkRequest.Auth auth) {
        @Nullable List<Id> proven = schemes.authenticate(auth.scheme(), auth.auth());
        if (proven == null) {
            return refused(from, auth);
        }
        List<Id> all = new ArrayList<>(from.identities);
        for (Id id : proven) {
            if (!all.contains(id)) {
                all.add(id);
            }
        }
        if (all.size() > from.identities.size() && isTooMuch(all)) {
            return refused(from, auth);
        }
        from.identities = all;
        return auth;
    }

    private LinkRequest.Auth refused(Connection from, LinkRequest.Auth auth) {
        tracer.trace(new TraceEvent.IdentityRefused(from.port.remote(), auth.scheme()));
        return Requests.FAILED_AUTH;
    }

    private static boolean isTooMuch(List<Id> identities) {
        long bytes = 0;
        for (Id id : identities) {
            bytes +=
                    IDENTITY_BYTES + MAX_BYTES_PER_CHAR * (id.scheme().length() + id.id().length());
        }
        return bytes > MAX_IDENTITIES_BYTES;
    }
}
