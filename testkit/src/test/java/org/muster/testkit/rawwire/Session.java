package org.muster.testkit.rawwire;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** A session on one connection, for tests that ask one thing after the other. */
public final class Session implements AutoCloseable {
    private static final int DEADLINE_MS = 20_000;

    private final Link link;
    private final long id;
    private final String passwordHex;
    private final int timeoutMs;
    private int xid;

    private Session(Link link, long id, String passwordHex, int timeoutMs) {
        this.link = link;
        this.id = id;
        this.passwordHex = passwordHex;
        this.timeoutMs = timeoutMs;
    }

    /** A reply: its error, and its body if there is none. */
    public record Reply(int xid, long zxid, int error, In body) {
        /**
         * Reads a frame as a reply.
         *
         * @throws IOException if there is no frame because the server closed the connection
         */
        public static Reply of(byte[] frame) throws IOException {
            if (frame == null) {
                throw new IOException("the server has closed the connection");
            }
            In in = new In(frame);
            return new Reply(in.int32(), in.int64(), in.int32(), in);
        }
    }

    /** A new session. */
    public static Session open(int port, int timeoutMs) throws IOException {
        return open(port, timeoutMs, null);
    }

    /** A new session from a given local address. */
    public static Session open(int port, int timeoutMs, InetAddress from) throws IOException {
        return attach(new Link(port, DEADLINE_MS, from), timeoutMs, 0, "00".repeat(16));
    }

    /**
     * The session with the given id and password on a new connection.
     *
     * @throws IOException if it is refused
     */
    public static Session attach(Link link, int timeoutMs, long id, String passwordHex)
            throws IOException {
        link.send(hello(timeoutMs, id, passwordHex));
        byte[] frame = link.frame();
        if (frame == null) {
            throw new IOException("closed instead of an answer to the handshake");
        }
        In in = new In(frame);
        in.int32();
        int negotiatedMs = in.int32();
        long given = in.int64();
        if (negotiatedMs <= 0) {
            link.close();
            throw new IOException("session refused");
        }
        return new Session(link, given, HexFormat.of().formatHex(in.buffer()), negotiatedMs);
    }

    /** The first frame of a connection. */
    public static byte[] hello(int timeoutMs, long id, String passwordHex) {
        byte[] password = HexFormat.of().parseHex(passwordHex);
        Out out = new Out().int32(0).int64(0).int32(timeoutMs).int64(id).buffer(password);
        return out.bool(false).toFrame();
    }

    public long id() {
        return id;
    }

    public String passwordHex() {
        return passwordHex;
    }

    public int timeoutMs() {
        return timeoutMs;
    }

    public Link link() {
        return link;
    }

    /** Sends a request; returns its xid. */
    public int send(int opcode, Out record) {
        xid++;
        link.send(new Out().int32(xid).int32(opcode).raw(record.toBytes()).toFrame());
        return xid;
    }

    /** Sends a request and waits for its reply; events in between are dropped. */
    public Reply ask(int opcode, Out record) throws IOException {
        send(opcode, record);
        Reply reply = Reply.of(link.frame());
        while (reply.xid() == -1) {
            reply = Reply.of(link.frame());
        }
        return reply;
    }

    /** A create with an open ACL. */
    public static Out create(String path, byte[] data, int flags) {
        return new Out()
                .string(path)
                .buffer(data)
                .int32(1)
                .int32(31)
                .string("world")
                .string("anyone")
                .int32(flags);
    }

    /** Creates a node; returns its path. */
    public String made(String path, byte[] data, int flags) throws IOException {
        Reply reply = ask(Opcode.CREATE, create(path, data, flags));
        if (reply.error() != 0) {
            throw new IOException("create " + path + " fails with " + reply.error());
        }
        return reply.body().string();
    }

    /** Whether a node exists. */
    public boolean exists(String path) throws IOException {
        return ask(Opcode.EXISTS, new Out().string(path).bool(false)).error() == 0;
    }

    /** A node's data. */
    public byte[] data(String path) throws IOException {
        Reply reply = ask(Opcode.GET_DATA, new Out().string(path).bool(false));
        if (reply.error() != 0) {
            throw new IOException("getData " + path + " fails with " + reply.error());
        }
        byte[] data = reply.body().buffer();
        return data == null ? null : Arrays.copyOf(data, data.length);
    }

    /** Ends the session and waits for the reply. */
    public void end() throws IOException {
        ask(Opcode.CLOSE_SESSION, new Out());
        link.close();
    }

    /** Cuts the connection; the session lives on. */
    @Override
    public void close() {
        link.close();
    }
}
