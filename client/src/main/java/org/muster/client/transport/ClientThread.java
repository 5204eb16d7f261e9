package org.muster.client.transport;

/**
 * A thread of the client's own. Whoever waits on it for something of the client's waits forever,
 * which is why the blocking calls look for it.
 */
public final class ClientThread extends Thread {
    ClientThread(Runnable work, String name) {
        super(work, name);
        setDaemon(true);
    }

    /** Whether the caller runs on one. */
    public static boolean isCurrent() {
        return Thread.currentThread() instanceof ClientThread;
    }
}
