package org.muster.server;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.muster.model.Bytes;
import org.muster.model.SessionId;
import org.muster.model.request.Request;
import org.muster.model.request.Response;
import org.muster.wire.client.ConnectRequest;
import org.muster.wire.client.ConnectResponse;
import org.muster.wire.client.ReplyReader;
import org.muster.wire.client.RequestWriter;
import org.muster.wire.jute.ByteReader;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.jute.MalformedException;

/** A socket that speaks the client protocol, one call after the other. */
final class RawClient implements AutoCloseable {
    private static final int TIMEOUT_MS = 20_000;

    private final Socket socket;
    private final DataInputStream in;
    private int xid;

    RawClient(InetSocketAddress address) throws IOException {
        socket = new Socket();
        socket.connect(address, TIMEOUT_MS);
        socket.setSoTimeout(TIMEOUT_MS);
        in = new DataInputStream(socket.getInputStream());
    }

    ConnectResponse handshake(SessionId session, Bytes password)
            throws IOException, MalformedException {
        send(handshakeFrame(session, password));
        return ConnectResponse.read(new ByteReader(frame()));
    }

    static byte[] handshakeFrame(SessionId session, Bytes password) {
        ByteWriter out = new ByteWriter();
        new ConnectRequest(0, 30_000, session, password, false, true).write(out);
        return out.toArray();
    }

    static byte[] requestFrame(int xid, Request request) {
        ByteWriter out = new ByteWriter();
        RequestWriter.write(out, xid, request);
        return out.toArray();
    }

    /** Sends a request and gives what it is answered; refusals by their code. */
    Response call(Request request) throws IOException, MalformedException {
        send(requestFrame(++xid, request));
        ByteReader reply = new ByteReader(frame());
        ReplyReader.Header header = ReplyReader.header(reply);
        if (header.xid() != xid) {
            throw new IOException("reply to " + header.xid() + " instead of " + xid);
        }
        if (header.error() != 0) {
            throw new IOException("refused with " + header.error());
        }
        return ReplyReader.body(request.op(), reply);
    }

    void send(byte... bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    byte[] frame() throws IOException {
        byte[] frame = new byte[in.readInt()];
        in.readFully(frame);
        return frame;
    }

    /** Everything that comes until the other side closes. */
    String rest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    void halfClose() throws IOException {
        socket.shutdownOutput();
    }

    int localPort() {
        return socket.getLocalPort();
    }

    static String word(InetSocketAddress address, String word) throws IOException {
        try (RawClient client = new RawClient(address)) {
            client.send(word.getBytes(StandardCharsets.ISO_8859_1));
            return client.rest();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
