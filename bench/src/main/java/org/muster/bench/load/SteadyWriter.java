package org.muster.bench.load;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.bench.failure.BenchFailure;
import org.muster.bench.proc.Pause;

/**
 * A client that sets one znode again and again, each write as soon as the one before is answered,
 * and notes the longest time between two that succeeded.
 *
 * <p>When it loses its connection it takes up its session again at once, at its own server first
 * and then at the next, without the pause that most clients make.
 */
public final class SteadyWriter implements AutoCloseable {
    private static final int SESSION_TIMEOUT_MS = 60_000;
    private static final int CONNECT_LIMIT_MS = 1_000;
    private static final int ANSWER_LIMIT_MS = 60_000;
    private static final int AFTER_REFUSAL_MS = 2;
    private static final int LOOK_EVERY_MS = 5;
    private static final int HANDSHAKE_PAYLOAD = 37;
    private static final int REPLY_HEADER = 16;

    private final List<InetSocketAddress> servers;
    private final byte[] frame;
    private final Thread thread;
    private volatile boolean closed;

    private @Nullable Socket socket;
    private long lastNs;
    private long longestNs;
    private long written;
    private int disconnects;

    /** What the connection's thread alone knows. */
    private long session;

    private byte[] password = new byte[Frames.PASSWORD_BYTES];
    private int xid;

    /** Begins to write this znode, which must be there, at the first of these servers. */
    public SteadyWriter(List<InetSocketAddress> servers, String path, byte[] data) {
        this.servers = List.copyOf(servers);
        this.frame = Frames.setData(path, data);
        this.thread = Thread.ofPlatform().daemon().name("writer").start(this::write);
    }

    /** Counts gaps and disconnects afresh; the gap that goes on now counts from its beginning. */
    public synchronized void begin() {
        longestNs = 0;
        disconnects = 0;
    }

    /** The longest time between two successful writes, in nanoseconds. */
    public synchronized long longestGapNs() {
        return longestNs;
    }

    /** How often an established connection was lost. */
    public synchronized int disconnects() {
        return disconnects;
    }

    /** Waits until so many more writes have succeeded. */
    public void await(int more, long limitNs) {
        long wanted = written() + more;
        long deadline = System.nanoTime() + limitNs;
        while (written() < wanted) {
            if (System.nanoTime() > deadline) {
                throw new BenchFailure(
                        "a client of %s cannot write for %d s"
                                .formatted(servers.get(0), limitNs / 1_000_000_000));
            }
            Pause.ms(LOOK_EVERY_MS);
        }
    }

    private synchronized long written() {
        return written;
    }

    private void write() {
        for (int attempt = 0; !closed; attempt++) {
            try (Socket connection = new Socket()) {
                connection.setTcpNoDelay(true);
                connection.connect(servers.get(attempt % servers.size()), CONNECT_LIMIT_MS);
                if (keep(connection) && handshake(connection)) {
                    writeUntilItFails(connection);
                }
            } catch (IOException refused) {
                // Ends before it is established: the next server may accept.
            }
            Pause.ms(AFTER_REFUSAL_MS);
        }
    }

    private boolean handshake(Socket connection) throws IOException {
        connection.setSoTimeout(CONNECT_LIMIT_MS);
        DataInputStream in = new DataInputStream(connection.getInputStream());
        connection.getOutputStream().write(Frames.reconnect(SESSION_TIMEOUT_MS, session, password));
        int length = in.readInt();
        if (length != HANDSHAKE_PAYLOAD) {
            throw new IOException("a handshake of " + length + " bytes");
        }
        in.readInt();
        int timeoutMs = in.readInt();
        session = in.readLong();
        in.readInt();
        in.readFully(password);
        in.readByte();
        if (timeoutMs <= 0) {
            // The session has expired: a new one does as well.
            session = 0;
            password = new byte[Frames.PASSWORD_BYTES];
        }
        connection.setSoTimeout(ANSWER_LIMIT_MS);
        return timeoutMs > 0;
    }

    private void writeUntilItFails(Socket connection) {
        try {
            DataInputStream in = new DataInputStream(connection.getInputStream());
            OutputStream out = connection.getOutputStream();
            byte[] header = new byte[REPLY_HEADER];
            while (!closed) {
                xid = xid == Integer.MAX_VALUE ? 1 : xid + 1;
                ByteBuffer.wrap(frame).putInt(Frames.XID_OFFSET, xid);
                out.write(frame);
                int length = in.readInt();
                in.readFully(header);
                in.skipNBytes(length - REPLY_HEADER);
                onReply(ByteBuffer.wrap(header));
            }
        } catch (IOException e) {
            onDisconnect();
        }
    }

    private void onReply(ByteBuffer header) throws IOException {
        int error = header.getInt(REPLY_HEADER - Integer.BYTES);
        if (header.getInt(0) != xid || error != 0) {
            throw new IOException("reply to " + header.getInt(0) + " with error " + error);
        }
        onSuccess(System.nanoTime());
    }

    private synchronized void onSuccess(long nowNs) {
        if (written > 0) {
            longestNs = Math.max(longestNs, nowNs - lastNs);
        }
        lastNs = nowNs;
        written++;
    }

    private synchronized void onDisconnect() {
        if (!closed) {
            disconnects++;
        }
    }

    /** Remembers the connection, so that closing the writer ends what waits on it. */
    private synchronized boolean keep(Socket connection) {
        socket = connection;
        return !closed;
    }

    @Override
    public void close() {
        closed = true;
        try {
            Socket connection;
            synchronized (this) {
                connection = socket;
            }
            if (connection != null) {
                connection.close();
            }
            thread.join();
        } catch (IOException e) {
            throw new BenchFailure("cannot close a connection", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
    }
}
