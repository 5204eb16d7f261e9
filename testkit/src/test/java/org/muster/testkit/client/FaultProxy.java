package org.muster.testkit.client;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.muster.model.request.Op;

/**
 * Stands between a client and a server, knows where frames begin and end, and does harm on request:
 * it cuts, it stalls, it refuses, and it swallows the answer to a chosen request.
 */
final class FaultProxy implements AutoCloseable {
    private final InetSocketAddress server;
    private final ServerSocket listening;
    private final List<Pair> pairs = new CopyOnWriteArrayList<>();
    private volatile boolean refusing;
    private volatile boolean stalled;
    private volatile boolean closed;

    /** The operation whose next answer is swallowed, and how many of its requests pass before. */
    private Op victim = Op.PING;

    private int before = -1;

    FaultProxy(InetSocketAddress server) throws IOException {
        this.server = server;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start("proxy-accept", this::accept);
    }

    String connectString() {
        return "127.0.0.1:" + listening.getLocalPort();
    }

    /** Ends all connections now; new ones are taken. */
    void cut() {
        for (Pair pair : pairs) {
            pair.close();
        }
    }

    /** Whether new connections are ended at once. */
    void refuse(boolean on) {
        refusing = on;
        if (on) {
            cut();
        }
    }

    /** Whether everything is held, in both directions, and nothing is ended. */
    synchronized void stall(boolean on) {
        stalled = on;
        notifyAll();
    }

    /**
     * Lets {@code pass} requests of the operation through; the answer to the next one is swallowed
     * and its connection cut instead.
     */
    synchronized void swallowAnswer(Op op, int pass) {
        victim = op;
        before = pass;
    }

    /** Whether the answer that was to be swallowed has been. */
    synchronized boolean hasSwallowed() {
        return before < 0;
    }

    private synchronized boolean isVictim(int operation) {
        return before >= 0 && operation == victim.code() && before-- == 0;
    }

    private synchronized void awaitFlow() throws InterruptedException {
        while (stalled && !closed) {
            wait();
        }
    }

    private void accept() {
        while (!closed) {
            try {
                Socket client = listening.accept();
                if (refusing) {
                    client.close();
                } else {
                    new Pair(client).start();
                }
            } catch (IOException ended) {
                if (!closed) {
                    throw new UncheckedIOException(ended);
                }
            }
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        closed = true;
        stall(false);
        try {
            listening.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        cut();
    }

    /** One connection of a client and the one behind it. */
    private final class Pair {
        private final Socket client;
        private final Socket behind = new Socket();
        private final Map<Integer, Boolean> doomed = new ConcurrentHashMap<>();

        Pair(Socket client) {
            this.client = client;
        }

        void start() {
            pairs.add(this);
            try {
                behind.connect(server, 5_000);
                client.setTcpNoDelay(true);
                behind.setTcpNoDelay(true);
            } catch (IOException unreachable) {
                close();
                return;
            }
            FaultProxy.start("proxy-requests", () -> copy(client, behind, true));
            FaultProxy.start("proxy-answers", () -> copy(behind, client, false));
        }

        private void copy(Socket from, Socket to, boolean requests) {
            try {
                DataInputStream in = new DataInputStream(from.getInputStream());
                DataOutputStream out = new DataOutputStream(to.getOutputStream());
                boolean greeting = true;
                while (true) {
                    byte[] frame = new byte[in.readInt()];
                    in.readFully(frame);
                    awaitFlow();
                    if (!greeting && requests) {
                        note(frame);
                    } else if (!greeting && doomed.containsKey(ByteBuffer.wrap(frame).getInt())) {
                        break;
                    }
                    greeting = false;
                    out.writeInt(frame.length);
                    out.write(frame);
                    out.flush();
                }
            } catch (EOFException ended) {
                close();
            } catch (IOException failed) {
                close();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            close();
        }

        private void note(byte[] request) {
            ByteBuffer header = ByteBuffer.wrap(request);
            int xid = header.getInt();
            if (isVictim(header.getInt())) {
                doomed.put(xid, true);
            }
        }

        void close() {
            pairs.remove(this);
            List<Socket> both = new ArrayList<>(List.of(client, behind));
            for (Socket socket : both) {
                try {
                    socket.close();
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            }
        }
    }
}
