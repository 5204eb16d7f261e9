package org.muster.client;

import org.muster.client.transport.Loop;
import org.muster.client.transport.Threads;

/**
 * The threads of any number of clients: one for all their sockets and timers, and some for
 * callbacks. A client that is not given one makes its own and ends it when it is closed; a program
 * with many clients shares one and closes it after them.
 */
public final class ClientRuntime implements AutoCloseable {
    final Loop loop = new Loop();
    final Threads threads = new Threads();

    /** Starts the thread that is always there; the others come when they are needed. */
    public ClientRuntime() {}

    /** Ends the threads. Clients that are still open hear and do nothing any more. */
    @Override
    public void close() {
        loop.close();
        threads.close();
    }
}
