package org.muster.testkit.chaos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.Set;

/**
 * A relay for the connections of one member to one port of another, which can be cut, or stand
 * still in either direction.
 */
final class LinkProxy implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int CONNECT_MS = 2_000;

    /** Which way bytes go. */
    enum Way {
        TO_TARGET,
        FROM_TARGET
    }

    private final ServerSocket listener;
    private final InetSocketAddress target;

    // Guarded by this.
    private final Set<Socket> sockets = new HashSet<>();
    private final Set<Way> stalled = new HashSet<>();
    private boolean cut;
    private boolean closed;

    /** Listens at {@code address} and relays to {@code target}. */
    LinkProxy(InetSocketAddress address, InetSocketAddress target) throws IOException {
        this.target = target;
        listener = new ServerSocket();
        listener.setReuseAddress(true);
        listener.bind(address);
        Thread.ofVirtual().name("proxy " + address).start(this::accept);
    }

    /** Ends all connections and accepts no new ones, until {@link #heal}. */
    synchronized void cut() {
        cut = true;
        closeAll();
    }

    /** Lets bytes of one direction wait, until {@link #heal}; the connections stay. */
    synchronized void stall(Way way) {
        stalled.add(way);
    }

    /** Everything flows again. */
    synchronized void heal() {
        cut = false;
        stalled.clear();
        notifyAll();
    }

    /** Ends all connections; new ones are relayed. */
    synchronized void reset() {
        closeAll();
    }

    private void closeAll() {
        sockets.forEach(LinkProxy::close);
        sockets.clear();
    }

    private void accept() {
        while (true) {
            Socket near;
            try {
                near = listener.accept();
            } catch (IOException ended) {
                return;
            }
            if (admit(near)) {
                Thread.ofVirtual().start(() -> relay(near));
            } else {
                close(near);
            }
        }
    }

    private synchronized boolean admit(Socket socket) {
        return !cut && !closed && sockets.add(socket);
    }

    private void relay(Socket near) {
        try (Socket far = new Socket()) {
            far.bind(new InetSocketAddress(local(near), 0));
            far.connect(target, CONNECT_MS);
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            if (admit(far)) {
                Thread back = Thread.ofVirtual().start(() -> copy(far, near, Way.FROM_TARGET));
                copy(near, far, Way.TO_TARGET);
                back.join();
            }
        } catch (IOException unreachable) {
            close(near);
        } catch (InterruptedException stopRequested) {
            Thread.currentThread().interrupt();
        } finally {
            close(near);
        }
    }

    /** The address it was reached at, so that the target sees another one than its own. */
    private static InetAddress local(Socket near) {
        return near.getLocalAddress();
    }

    private void copy(Socket from, Socket to, Way way) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            for (int n = from.getInputStream().read(buffer);
                    n > 0;
                    n = from.getInputStream().read(buffer)) {
                awaitFlow(way, to);
                to.getOutputStream().write(buffer, 0, n);
            }
        } catch (IOException broken) {
            close(from);
        } catch (InterruptedException stopRequested) {
            Thread.currentThread().interrupt();
        } finally {
            // A half-open connection is of no use to these protocols.
            close(from);
            close(to);
        }
    }

    private synchronized void awaitFlow(Way way, Socket to) throws InterruptedException {
        while (stalled.contains(way) && !to.isClosed()) {
            wait(100);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyBroken) {
            return;
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            stalled.clear();
            notifyAll();
            closeAll();
        }
        try {
            listener.close();
        } catch (IOException alreadyBroken) {
            return;
        }
    }
}
