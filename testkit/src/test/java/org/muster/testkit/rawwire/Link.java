package org.muster.testkit.rawwire;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** One blocking TCP connection to a server: bytes out, frames in. */
public final class Link implements AutoCloseable {
    private static final int MAX_FRAME_BYTES = 64 << 20;

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final OutputStream out;

    /**
     * Connects; a read that waits longer than {@code deadlineMs} fails with {@link
     * SocketTimeoutException}.
     */
    public Link(int port, int deadlineMs) throws IOException {
        this(port, deadlineMs, null);
    }

    /** Connects from a given local address such as 127.0.0.7. */
    public Link(int port, int deadlineMs, InetAddress from) throws IOException {
        if (from != null) {
            socket.bind(new InetSocketAddress(from, 0));
        }
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), deadlineMs);
        socket.setSoTimeout(deadlineMs);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
        out = socket.getOutputStream();
    }

    /** The answer to a four-letter word, read until the server closes. */
    public static String word(int port, String word) throws IOException {
        return word(port, word, 10_000);
    }

    /** The same, if no pause is longer than {@code deadlineMs}. */
    public static String word(int port, String word, int deadlineMs) throws IOException {
        try (Link link = new Link(port, deadlineMs)) {
            link.send(word.getBytes(StandardCharsets.US_ASCII));
            return new String(link.in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Writes bytes in one go; false if the connection is already broken. */
    public boolean send(byte[] bytes) {
        try {
            out.write(bytes);
            return true;
        } catch (IOException broken) {
            return false;
        }
    }

    /**
     * The next frame's payload, or null once the server has closed the connection.
     *
     * @throws SocketTimeoutException if nothing arrives within the deadline
     */
    public byte[] frame() throws SocketTimeoutException {
        try {
            int length = in.readInt();
            if (length < 0 || length > MAX_FRAME_BYTES) {
                throw new IllegalStateException("frame of length " + length);
            }
            byte[] frame = new byte[length];
            in.readFully(frame);
            return frame;
        } catch (SocketTimeoutException late) {
            throw late;
        } catch (EOFException closed) {
            return null;
        } catch (IOException reset) {
            return null;
        }
    }

    /** Makes {@link #close} drop the connection with a reset instead of an orderly end. */
    public void resetOnClose() throws IOException {
        socket.setSoLinger(true, 0);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException ignored) {
            // The peer was faster: it is closed either way.
            return;
        }
    }
}
