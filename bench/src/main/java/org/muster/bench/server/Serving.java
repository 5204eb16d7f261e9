package org.muster.bench.server;

import java.net.InetSocketAddress;
import java.util.List;

/** Servers that serve one tree: one alone, or an ensemble. */
public sealed interface Serving extends AutoCloseable permits EnsembleRun, ServerRun {
    /** Where each serves clients. */
    List<InetSocketAddress> addresses();

    /** CPU time used by all of their threads so far, in microseconds. */
    long cpuMicros();

    /** Kills all of them. */
    @Override
    void close();
}
