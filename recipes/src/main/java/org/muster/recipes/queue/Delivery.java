package org.muster.recipes.queue;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.muster.client.Expect;
import org.muster.client.Txn;
import org.muster.client.TxnResult;
import org.muster.model.Bytes;
import org.muster.recipes.lease.Lease;
import org.muster.recipes.line.Held;
import org.muster.recipes.line.Once;
import org.muster.recipes.line.Steps;

/**
 * An item that one consumer works on, and nobody else while its lease holds. It ends with {@link
 * #ack}, after which the item is gone, or with {@link #close}, after which it is delivered again.
 */
public final class Delivery implements AutoCloseable {
    private final Once once;
    private final Held claim;
    private final String entry;
    private final Bytes item;
    private final int attempt;
    private @Nullable CompletableFuture<@Nullable Void> acked;

    Delivery(Once once, Held claim, String entry, Bytes item, int attempt) {
        this.once = once;
        this.claim = claim;
        this.entry = entry;
        this.item = item;
        this.attempt = attempt;
    }

    /** What was put. */
    public Bytes item() {
        return item;
    }

    /** How many times it was delivered, this time included. */
    public int attempt() {
        return attempt;
    }

    /** The lease on it: when it is lost, somebody else may get the item. */
    public Lease lease() {
        return claim;
    }

    /**
     * Says that the work is done: takes the item out of the queue, in one transaction with the
     * claim to it, so that of all deliveries of an item one at most is acknowledged. Fails with
     * {@link DeliveryLostException} if it was lost meanwhile.
     */
    public synchronized CompletableFuture<@Nullable Void> ack() {
        CompletableFuture<@Nullable Void> before = acked;
        if (before != null) {
            return before;
        }
        CompletableFuture<@Nullable Void> now = Steps.forUsers(remove());
        acked = now;
        return now;
    }

    private CompletableFuture<@Nullable Void> remove() {
        if (claim.validFor().isZero()) {
            return lost();
        }
        claim.leaving();
        CompletableFuture<TxnResult> removed =
                once.submit(() ->
                        // Every delivery counts the entry's version up: so it tells ours.
                        new Txn()
                                .delete(entry, Expect.version(attempt))
                                .delete(claim.nodePath(), Expect.any()));
        Steps.when(
                removed,
                result -> claim.left(result instanceof TxnResult.Committed),
                failure -> claim.left(false));
        return removed.thenCompose(result ->
                result instanceof TxnResult.Committed
                        ? CompletableFuture.<@Nullable Void>completedFuture(null)
                        : lost());
    }

    private CompletableFuture<@Nullable Void> lost() {
        return CompletableFuture.failedFuture(
                new DeliveryLostException(entry + " was delivered to somebody else, or may be"));
    }

    /** Gives it back, to be delivered again; does nothing once it was acknowledged. */
    @Override
    public synchronized void close() {
        if (acked == null) {
            claim.close();
        }
    }
}
