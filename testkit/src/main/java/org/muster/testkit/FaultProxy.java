package org.muster.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.muster.model.Bytes;
import org.muster.model.request.Op;

/**
 * Stands between clients and a server, knows where frames begin and end, and does harm on request:
 * it cuts, it stalls, it refuses, and it swallows the answer to a chosen request. Thread-safe.
 */
public final class FaultProxy implements AutoCloseable {
    private final ServerSocket listening;
    private final List<Relay> relays = new CopyOnWriteArrayList<>();
    private final Map<Long, Bytes> passwords = new ConcurrentHashMap<>();
    private volatile InetSocketAddress server;
    private volatile boolean refusing;
    private volatile boolean closed;

    // Guarded by this.
    private boolean stalled;

    /** The operation whose next answer is swallowed, and how many of its requests pass before. */
    private Op victim = Op.PING;

    private int before = -1;
    private int swallowed;

    /**
     * Listens on a free port of 127.0.0.1 for clients of {@code server}.
     *
     * @throws IOException if there is no such port
     */
    public FaultProxy(InetSocketAddress server) throws IOException {
        this.server = server;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start("proxy-accept", this::accept);
    }

    /** Where clients connect. */
    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), listening.getLocalPort());
    }

    /** The same as clients' connection strings have it. */
    public String connectString() {
        return "127.0.0.1:" + listening.getLocalPort();
    }

    /** Ends all connections now; new ones are taken. */
    public void cut() {
        relays.forEach(Relay::close);
    }

    /** Whether new connections are ended at once, and those that are there now. */
    public void refuse(boolean on) {
        refusing = on;
        if (on) {
            cut();
        }
    }

    /** Whether everything is held, in both directions, and nothing is ended. */
    public synchronized void stall(boolean on) {
        stalled = on;
        notifyAll();
    }

    /** Everything flows again, and new connections are taken. */
    public synchronized void heal() {
        refuse(false);
        stall(false);
        before = -1;
    }

    /**
     * Lets {@code pass} requests of the operation through; the answer to the next one is swallowed
     * and its connection cut instead.
     */
    public synchronized void swallowAnswer(Op op, int pass) {
        victim = op;
        before = pass;
    }

    /** Whether the answer that was to be swallowed has been. */
    public synchronized boolean hasSwallowed() {
        return before < 0;
    }

    /** How many answers have been swallowed so far. */
    public synchronized int swallowed() {
        return swallowed;
    }

    /**
     * Ends every session that was opened or attached through this proxy, as if their time were
     * over.
     *
     * @throws IOException if the server cannot be reached
     */
    public void expireSessions() throws IOException {
        for (Map.Entry<Long, Bytes> session : Map.copyOf(passwords).entrySet()) {
            SessionEnd.of(session.getKey(), session.getValue(), server);
            passwords.remove(session.getKey());
        }
    }

    /** From now on new connections go to another server. */
    void redirect(InetSocketAddress other) {
        server = other;
    }

    /** The password of a session that was opened or attached through this proxy. */
    Optional<Bytes> password(long session) {
        return Optional.ofNullable(passwords.get(session));
    }

    synchronized boolean isVictim(int operation) {
        boolean found = before >= 0 && operation == victim.code() && before-- == 0;
        swallowed += found ? 1 : 0;
        return found;
    }

    synchronized void awaitFlow() throws InterruptedException {
        while (stalled && !closed) {
            wait();
        }
    }

    void opened(long session, Bytes password) {
        passwords.put(session, password);
    }

    void ended(Relay relay) {
        relays.remove(relay);
    }

    private void accept() {
        while (!closed) {
            try {
                Socket client = listening.accept();
                if (refusing || closed) {
                    client.close();
                } else {
                    Relay relay = new Relay(this, client);
                    relays.add(relay);
                    relay.start(server);
                }
            } catch (IOException ended) {
                if (!closed) {
                    throw new UncheckedIOException(ended);
                }
            }
        }
    }

    static void start(String name, Runnable work) {
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
}
