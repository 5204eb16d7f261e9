package org.muster.testkit.recipes;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between one client and a server: cuts the connection, keeps it cut, loses the answer to a
 * certain request, and ends the session that it saw being opened.
 */
final class FaultProxy implements AutoCloseable {
    private static final int CLOSE_SESSION = -11;

    private final InetSocketAddress server;
    private final ServerSocket door;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closedDoor;
    private volatile int opToLose;
    private volatile int xidToLose;
    private final AtomicInteger lost = new AtomicInteger();
    private byte[] session = new byte[24];

    FaultProxy(InetSocketAddress server) throws IOException {
        this.server = server;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start("door", this::accept);
    }

    String connectString() {
        return "127.0.0.1:" + door.getLocalPort();
    }

    /** The next request of this kind reaches the server; its answer is lost with the connection. */
    void loseAnswerTo(int op) {
        xidToLose = 0;
        opToLose = op;
    }

    /** How many answers were lost. */
    int lost() {
        return lost.get();
    }

    /** Cuts the connection; another one can be made at once. */
    void cut() {
        open.forEach(FaultProxy::shut);
    }

    /** Cuts the connection and lets no other through until {@link #heal}. */
    void partition() {
        closedDoor = true;
        cut();
    }

    /** Lets connections through again. */
    void heal() {
        closedDoor = false;
    }

    /** Ends the session at the server, as if its time had passed. */
    void expire() throws IOException {
        ByteBuffer seen;
        synchronized (this) {
            seen = ByteBuffer.wrap(session.clone());
        }
        try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(45);
            out.writeInt(0);
            out.writeLong(0);
            out.writeInt(4_000);
            out.writeLong(seen.getLong());
            out.writeInt(16);
            out.write(seen.array(), 8, 16);
            out.writeByte(0);
            out.writeInt(8);
            out.writeInt(1);
            out.writeInt(CLOSE_SESSION);
            out.flush();
            socket.setSoTimeout(10_000);
            socket.getInputStream().readAllBytes();
        }
        cut();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                if (closedDoor) {
                    shut(client);
                    continue;
                }
                Socket upstream = new Socket(server.getAddress(), server.getPort());
                client.setTcpNoDelay(true);
                upstream.setTcpNoDelay(true);
                open.add(client);
                open.add(upstream);
                start("requests", () -> pump(client, upstream, true));
                start("answers", () -> pump(upstream, client, false));
            } catch (IOException closed) {
                // The loop's condition tells whether this is the end.
            }
        }
    }

    private void pump(Socket from, Socket to, boolean requests) {
        try {
            DataInputStream in = new DataInputStream(from.getInputStream());
            DataOutputStream out = new DataOutputStream(to.getOutputStream());
            boolean first = true;
            while (true) {
                byte[] frame = new byte[in.readInt()];
                in.readFully(frame);
                if (!first && requests) {
                    noteRequest(ByteBuffer.wrap(frame));
                } else if (first && !requests) {
                    noteSession(frame);
                } else if (!requests && isToLose(ByteBuffer.wrap(frame))) {
                    return;
                }
                first = false;
                byte[] whole =
                        ByteBuffer.allocate(4 + frame.length)
                                .putInt(frame.length)
                                .put(frame)
                                .array();
                out.write(whole);
                out.flush();
            }
        } catch (IOException over) {
            // One side has closed: so does the other.
        } finally {
            shut(from);
            shut(to);
            open.remove(from);
            open.remove(to);
        }
    }

    private synchronized void noteSession(byte[] frame) {
        if (frame.length >= 36) {
            ByteBuffer answer = ByteBuffer.wrap(frame);
            byte[] seen = new byte[24];
            answer.position(8).get(seen, 0, 8);
            answer.position(20).get(seen, 8, 16);
            session = seen;
        }
    }

    private void noteRequest(ByteBuffer request) {
        int xid = request.getInt();
        if (request.getInt() == opToLose && opToLose != 0) {
            opToLose = 0;
            xidToLose = xid;
        }
    }

    private boolean isToLose(ByteBuffer answer) {
        if (xidToLose != 0 && answer.getInt() == xidToLose) {
            xidToLose = 0;
            lost.incrementAndGet();
            return true;
        }
        return false;
    }

    private static void shut(Closeable socket) {
        try {
            socket.close();
        } catch (IOException closed) {
            // It is closed.
        }
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, "proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        shut(door);
        cut();
    }
}
