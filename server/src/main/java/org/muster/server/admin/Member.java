package org.muster.server.admin;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.muster.replica.Histogram;
import org.muster.replica.core.Core;
import org.muster.replica.front.Front;
import org.muster.server.metrics.Traffic;

/** A running server as operators may question it; answers come on any thread. */
public interface Member {
    /** Asks the core. */
    <T> CompletableFuture<T> askCore(Function<Core, T> question);

    /** Asks each front; the answers in the order of the fronts. */
    <T> CompletableFuture<List<T>> askFronts(Function<Front, T> question);

    /** Asks for the sums of what the client sockets counted. */
    CompletableFuture<Traffic> askTraffic();

    /** Forgets the totals of the server ({@code srst}), and its {@code counters} too if so. */
    CompletableFuture<Boolean> resetStatistics(boolean counters);

    /** Of the throttle for new connections, from 0 to 1. */
    double dropProbability();

    /** How many tokens that throttle lacked after each handshake that it let through. */
    Histogram missingTokens();

    /** Digests of the tree that were retained, oldest first. */
    List<RetainedDigest> digests();

    /** A digest of the tree after a transaction. */
    record RetainedDigest(long zxid, long digest) {}
}
