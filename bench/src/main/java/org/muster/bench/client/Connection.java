package org.muster.bench.client;

/** One client with its session. All calls return at once, but for {@link #close}. */
public interface Connection extends AutoCloseable {
    /** What is told of the end of a call. */
    @FunctionalInterface
    interface Done {
        /** The call is over; whether it succeeded. Calls end one after another, in order. */
        void done(boolean ok);
    }

    /** Creates a persistent node. */
    void create(String path, byte[] data, Done done);

    /** Reads a node. */
    void get(String path, Done done);

    /** Sets a node's data, whatever its version. */
    void set(String path, byte[] data, Done done);

    /** Reads a node and hears of its next change; gives what a program has to keep for that. */
    Object watch(String path, Runnable changed, Done done);

    /** Ends the session. */
    @Override
    void close();
}
