package org.muster.bench.client;

/** A client library, as it is used by what measures it. */
public interface Driver {
    /** The session timeout of every client, in ms. */
    int SESSION_MS = 30_000;

    /**
     * A new client of these servers with all the threads it makes for itself; gives it once it has
     * a session. {@code attached} is run whenever it has been connected, the first time included.
     */
    Connection connect(String hosts, Runnable attached);

    /** The same, with threads shared among all clients opened here if the library can do that. */
    Connection connectSharing(String hosts);
}
