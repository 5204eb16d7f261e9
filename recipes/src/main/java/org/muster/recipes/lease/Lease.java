package org.muster.recipes.lease;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.muster.client.Txn;

/**
 * Something held: a lock, a permit, leadership. It belongs to whoever has this object, not to a
 * thread.
 *
 * <p>While the connection is lost it is {@link LeaseState#UNCERTAIN}, and ends by this process's
 * own clocks before the servers could give it to somebody else. A program that was stopped in
 * between can be late in noticing: what it does to data in the same ensemble should go through
 * {@link #guard}, what it does elsewhere should carry {@link #token}. Neither needs any clock.
 */
public interface Lease extends AutoCloseable {
    /** The node that stands for it. */
    String nodePath();

    /** What later holders have a greater one of. */
    FencingToken token();

    /** How certain it is now. */
    LeaseState state();

    /** For how long it is certainly held from now on; zero when lost or released. */
    Duration validFor();

    /** Completes with the reason when it is lost or released; never fails. */
    CompletableFuture<String> lost();

    /** A transaction, to be added to, that aborts if this is not held when it is applied. */
    Txn guard();

    /**
     * Gives it up. The future completes when others can have it; without a connection the servers
     * hear of it later, or end the session. Doing it twice does nothing more.
     */
    CompletableFuture<@Nullable Void> release();

    /** Gives it up without waiting. */
    @Override
    void close();
}
