package org.muster.client.machine;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.muster.model.Now;
import org.muster.model.request.LinkRequest;
import org.muster.model.request.Op;
import org.muster.model.request.Request;
import org.muster.model.request.Response;
import org.muster.wire.client.ConnectRequest;
import org.muster.wire.client.ReplyReader;
import org.muster.wire.client.RequestWriter;
import org.muster.wire.client.Xids;
import org.muster.wire.jute.ByteReader;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.jute.MalformedException;

/**
 * One connection: what was sent on it and is not answered, in order, and bytes to be sent. Pings
 * and credentials are answered past the order of everything else, so each has a queue of its own.
 */
final class Link {
    private static final int AUTH_XID = -4;
    private static final int WINDOW_BYTES = 8 << 20;

    /** What to do with the answer to a request of the machine's own. */
    @FunctionalInterface
    interface Continuation {
        /** The server answered {@code body}, or {@code error} and no body. */
        void answered(Now now, int error, long zxid, @Nullable Response body)
                throws MalformedException;
    }

    /** What waits for one answer: a call (or what precedes it), or the machine itself. */
    record Slot(
            int xid,
            Op op,
            int bytes,
            @Nullable Call call,
            boolean prelude,
            @Nullable Continuation then) {}

    final long id;
    final Endpoint endpoint;
    final FrameCutter in;
    final ArrayDeque<Slot> pending = new ArrayDeque<>();
    private final ArrayDeque<Slot> auths = new ArrayDeque<>();
    private final ArrayDeque<Now> pings = new ArrayDeque<>();
    private final ByteWriter out = new ByteWriter();
    private final int window;
    private int pendingCalls;
    private int pendingBytes;
    private int nextXid = 1;
    private long lastSentNs;
    private long lastHeardNs;

    Link(long id, Endpoint endpoint, Settings settings, Now now) {
        this.id = id;
        this.endpoint = endpoint;
        this.in = new FrameCutter(settings.maxReplyBytes());
        this.window = settings.window();
        this.lastSentNs = now.monotonicNs();
        this.lastHeardNs = now.monotonicNs();
    }

    void greet(ConnectRequest request) {
        request.write(out);
    }

    /** Whether one more call may be on its way. */
    boolean hasRoom() {
        return pendingCalls < window && pendingBytes < WINDOW_BYTES;
    }

    /** Sends a call, with what precedes it; false if it is too long and nothing was sent. */
    boolean trySend(Call call, int maxBytes) {
        int start = out.length();
        if (call.prelude != null) {
            put(new Slot(nextXid, call.prelude.op(), 0, call, true, null), call.prelude);
        }
        int begin = out.length();
        RequestWriter.write(out, nextXid, call.request);
        int bytes = out.length() - begin;
        if (bytes > maxBytes) {
            out.truncate(start);
            if (call.prelude != null) {
                pending.removeLast();
            }
            return false;
        }
        pending.add(new Slot(takeXid(), call.request.op(), bytes, call, false, null));
        pendingCalls++;
        pendingBytes += bytes;
        return true;
    }

    /** Sends a request of the machine's own. */
    void ask(Request request, Continuation then) {
        put(new Slot(nextXid, request.op(), 0, null, false, then), request);
    }

    private void put(Slot slot, Request request) {
        RequestWriter.write(out, takeXid(), request);
        pending.add(slot);
    }

    private int takeXid() {
        int xid = nextXid;
        nextXid = xid == Integer.MAX_VALUE ? 1 : xid + 1;
        return xid;
    }

    /** Sends credentials. */
    void authenticate(LinkRequest.Auth auth, Continuation then) {
        RequestWriter.write(out, AUTH_XID, auth);
        auths.add(new Slot(AUTH_XID, Op.AUTH, 0, null, false, then));
    }

    void ping(Now now) {
        RequestWriter.write(out, Xids.PING, new LinkRequest.Ping());
        pings.add(now);
    }

    /** When the ping was sent whose answer has come; null if there was none. */
    @Nullable Now pong() {
        return pings.poll();
    }

    /** Takes what waits for the answer with this xid. */
    Slot answered(int xid) throws MalformedException {
        Slot slot = xid == AUTH_XID ? auths.poll() : pending.peek();
        if (slot == null || slot.xid() != xid) {
            throw MalformedException.illegal("an answer to " + xid + ", which was not next");
        }
        if (xid != AUTH_XID) {
            pending.remove();
            if (slot.call() != null && !slot.prelude()) {
                pendingCalls--;
                pendingBytes -= slot.bytes();
            }
        }
        return slot;
    }

    /** Lets a continuation hear of the answer whose body {@code in} holds. */
    static void resume(
            Now now, Slot slot, Continuation then, ReplyReader.Header header, ByteReader in)
            throws MalformedException {
        Response body = header.error() == 0 ? ReplyReader.body(slot.op(), in) : null;
        then.answered(now, header.error(), header.zxid(), body);
    }

    /** Hands all that is to be sent over. */
    void flush(Now now, Effects effects) {
        if (out.length() > 0) {
            effects.send(id, out.array(), out.length());
            out.clear();
            lastSentNs = now.monotonicNs();
        }
    }

    void heard(Now now) {
        lastHeardNs = now.monotonicNs();
    }

    long lastSentNs() {
        return lastSentNs;
    }

    long lastHeardNs() {
        return lastHeardNs;
    }
}
