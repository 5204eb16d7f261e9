package org.muster.testkit;

import java.io.IOException;
import java.util.Map;

/** What one run of a server lives in. */
interface Host extends AutoCloseable {
    /** Whether this JVM can run a server itself. */
    boolean HERE = Runtime.version().feature() >= SameJvm.WANTED;

    /**
     * Starts a server and returns when it listens: in this JVM if it is new enough, else in a child
     * of it.
     *
     * @param settings keys of zoo.cfg
     * @throws IOException if it cannot start; the message says why
     */
    static Host start(Map<String, String> settings) throws IOException {
        return HERE ? SameJvm.run(settings) : ChildJvm.run(settings);
    }

    /** The port it listens on. */
    int port();

    /** Stops the server in order; nothing of it runs afterwards. */
    @Override
    void close();
}
