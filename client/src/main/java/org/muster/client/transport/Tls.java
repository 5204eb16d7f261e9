package org.muster.client.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * TLS on one connection, between what the socket carries and what the session says. Used on the
 * loop's thread only; the checks of a certificate are short enough to be made there.
 */
final class Tls {
    /** Both sides of it. */
    interface Sides {
        /** Sends encrypted bytes, which are the callee's until it returns. */
        void wire(ByteBuffer encrypted) throws IOException;

        /** Takes decrypted bytes, which are the callee's until it returns. */
        void session(byte[] plain, int length);

        /** The other side has proved who it is: the session may begin. */
        void secured();
    }

    private final SSLEngine engine;
    private final Sides sides;
    private final ByteBuffer out;
    private final ByteBuffer plain;
    private ByteBuffer in;
    private boolean secured;

    Tls(SSLEngine engine, Sides sides) {
        this.engine = engine;
        this.sides = sides;
        this.out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        this.plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
        this.in = ByteBuffer.allocate(engine.getSession().getPacketBufferSize()).flip();
    }

    /** The socket is open. */
    void start() throws IOException {
        engine.beginHandshake();
        advance();
    }

    /** Encrypts and sends. */
    void send(byte[] bytes, int length) throws IOException {
        ByteBuffer source = ByteBuffer.wrap(bytes, 0, length);
        while (source.hasRemaining()) {
            wrap(source);
        }
    }

    /** Takes what the socket brought. */
    void received(byte[] bytes, int length) throws IOException {
        ByteBuffer more = ByteBuffer.allocate(in.remaining() + length);
        more.put(in).put(bytes, 0, length).flip();
        in = more;
        advance();
    }

    private void advance() throws IOException {
        while (true) {
            HandshakeStatus status = engine.getHandshakeStatus();
            if (status == HandshakeStatus.NEED_TASK) {
                engine.getDelegatedTask().run();
            } else if (status == HandshakeStatus.NEED_WRAP) {
                wrap(ByteBuffer.allocate(0));
            } else {
                if (status == HandshakeStatus.NOT_HANDSHAKING && !secured) {
                    secured = true;
                    sides.secured();
                }
                if (!tryUnwrap()) {
                    return;
                }
            }
        }
    }

    private void wrap(ByteBuffer source) throws IOException {
        out.clear();
        SSLEngineResult result = engine.wrap(source, out);
        if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
            throw new SSLException("the connection is closed");
        }
        sides.wire(out.flip());
    }

    /** Whether something was taken from what the socket brought. */
    private boolean tryUnwrap() throws IOException {
        if (!in.hasRemaining()) {
            return false;
        }
        plain.clear();
        SSLEngineResult result = engine.unwrap(in, plain);
        if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
            throw new SSLException("the server closed the connection");
        }
        if (plain.position() > 0) {
            sides.session(plain.array(), plain.position());
        }
        return result.getStatus() == SSLEngineResult.Status.OK
                && (result.bytesConsumed() > 0 || result.bytesProduced() > 0);
    }
}
