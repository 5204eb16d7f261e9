package org.muster.sim.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.function.Executable;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.SessionId;
import org.muster.model.WatchEvent;
import org.muster.model.ZPath;
import org.muster.model.request.Op;
import org.muster.model.request.Request;
import org.muster.model.request.WriteRequest;
import org.muster.sim.world.Coverage;
import org.muster.sim.world.ViolationException;
import org.muster.wire.client.ConnectRequest;
import org.muster.wire.client.ConnectResponse;
import org.muster.wire.jute.ByteWriter;

/** A history made by hand: what a server would have logged and said, right or wrong. */
final class History {
    static final Bytes PASSWORD =
            Bytes.owning(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5, 6});
    static final long SECOND = 1_000_000_000L;

    final Coverage coverage = new Coverage();
    final Oracle oracle;
    private long zxid;

    /** Of a server that stands alone. */
    History() {
        this(false);
    }

    /** Of an {@code ensemble}, or not. */
    History(boolean ensemble) {
        oracle = new Oracle(coverage, new Terms(1_000, 20_000, true, null, 60, ensemble));
    }

    /** Writes one log record: what the server's log would get. */
    long log(long session, int cxid, int type, byte[] body, long atNs) {
        ByteWriter out = new ByteWriter();
        out.writeLong(session);
        out.writeInt(cxid);
        out.writeLong(++zxid);
        out.writeLong(1_000 + zxid);
        out.writeInt(type);
        out.writeRaw(body, 0, body.length);
        oracle.proposed(out.toArray(), atNs);
        return zxid;
    }

    long log(long session, int cxid, int type) {
        return log(session, cxid, type, new byte[0], 0);
    }

    /** Opens a session of two seconds and attaches a first connection to it. */
    Conversation open(long session) {
        ByteWriter timeout = new ByteWriter();
        timeout.writeInt(2_000);
        log(session, 0, -10, timeout.toArray(), 0);
        oracle.committed(zxid);
        return greet(hello(0, 0), session);
    }

    ConnectRequest hello(long session, long lastZxid) {
        Bytes password = session == 0 ? Bytes.owning(new byte[16]) : PASSWORD;
        return new ConnectRequest(lastZxid, 2_000, new SessionId(session), password, false, true);
    }

    Conversation greet(ConnectRequest hello, long session) {
        Conversation talk = oracle.open(hello, "10.0.0.1");
        ConnectResponse answer =
                new ConnectResponse(2_000, new SessionId(session), PASSWORD, false);
        ByteWriter out = new ByteWriter();
        answer.write(out, true);
        talk.received(payload(out));
        return talk;
    }

    /** A create of a plain znode, sent, logged and answered rightly. */
    long create(Conversation talk, int xid, String path) {
        return create(talk, xid, path, "x");
    }

    long create(Conversation talk, int xid, String path, String data) {
        talk.sent(xid, create(Op.CREATE, path, data, 0));
        long at = log(talk.session(), xid, 1);
        ByteWriter body = new ByteWriter();
        body.writeString(path);
        talk.received(reply(xid, at, 0, body.toArray()));
        return at;
    }

    static WriteRequest create(String path, int flags) {
        return create(Op.CREATE, path, "x", flags);
    }

    static WriteRequest container(String path) {
        return create(Op.CREATE_CONTAINER, path, "x", 4);
    }

    private static WriteRequest create(Op op, String path, String data, int flags) {
        return new WriteRequest.Create(op, ZPath.of(path), Bytes.utf8(data), Acl.OPEN, flags, -1);
    }

    /** Sends a request and has it answered with a header and body. */
    void ask(Conversation talk, int xid, Request request, byte[] reply) {
        talk.sent(xid, request);
        talk.received(reply);
    }

    static byte[] reply(int xid, long zxid, int error, byte[] body) {
        ByteWriter out = new ByteWriter();
        out.writeInt(xid);
        out.writeLong(zxid);
        out.writeInt(error);
        out.writeRaw(body, 0, body.length);
        return out.toArray();
    }

    static byte[] event(long zxid, WatchEvent.Type type, String path) {
        ByteWriter body = new ByteWriter();
        body.writeInt(type.code());
        body.writeInt(3);
        body.writeString(path);
        return reply(-1, zxid, 0, body.toArray());
    }

    static byte[] payload(ByteWriter frame) {
        byte[] all = frame.toArray();
        return java.util.Arrays.copyOfRange(all, 4, all.length);
    }

    static void rejectedBy(String check, Executable history) {
        ViolationException violation = assertThrows(ViolationException.class, history);
        assertEquals(check, violation.check(), violation.getMessage());
    }

    static List<Acl> open() {
        return Acl.OPEN;
    }
}
