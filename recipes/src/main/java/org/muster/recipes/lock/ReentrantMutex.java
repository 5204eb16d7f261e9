package org.muster.recipes.lock;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.muster.client.MusterClient;
import org.muster.client.Txn;
import org.muster.recipes.lease.FencingToken;
import org.muster.recipes.lease.Lease;
import org.muster.recipes.lease.LeaseState;
import org.muster.recipes.line.Turn;

/**
 * A {@link Mutex} that its holder can take again. Holders are named by a key of the program's
 * choice, such as the current thread, compared with {@code equals}; each key counts for itself.
 *
 * <p><b>Guarantees</b> and what happens without a connection and on expiry are those of {@link
 * Mutex}. All leases of one key have the same node and token, and are lost together; the lock is
 * free when all of them are released. A key whose lease was lost takes the lock anew.
 */
public final class ReentrantMutex {
    private final Mutex mutex;
    private final Map<Object, Shared> holders = new HashMap<>();

    /** The lock at {@code path}. */
    public ReentrantMutex(MusterClient client, String path) {
        this.mutex = new Mutex(client, path);
    }

    /** Waits for the lock, unless {@code key} has it already; the limit is that of the mutex. */
    public Lease lock(Object key, Duration limit) throws InterruptedException {
        return Turn.await(lockAsync(key, limit));
    }

    /** Asks for the lock, unless {@code key} has it already or asks for it. */
    public CompletableFuture<Lease> lockAsync(Object key, Duration limit) {
        Shared shared;
        synchronized (holders) {
            Shared present = holders.get(key);
            if (present == null || present.isOver()) {
                present = new Shared(mutex.lockAsync(limit));
                holders.put(key, present);
            }
            present.count++;
            shared = present;
        }
        CompletableFuture<Lease> mine = new CompletableFuture<>();
        CompletableFuture<Lease> unused =
                shared.coming.whenComplete((lease, thrown) -> {
                    if (thrown != null) {
                        mine.completeExceptionally(thrown);
                    } else {
                        Lease entry = new Entry(key, shared, lease);
                        if (!mine.complete(entry)) {
                            entry.close();
                        }
                    }
                });
        CompletableFuture<Lease> unusedToo =
                mine.whenComplete((lease, thrown) -> {
                    if (thrown != null && !shared.coming.isDone()) {
                        CompletableFuture<@Nullable Void> unusedGone = leave(key, shared);
                    }
                });
        return mine;
    }

    private CompletableFuture<@Nullable Void> leave(Object key, Shared shared) {
        synchronized (holders) {
            shared.count--;
            if (shared.count > 0) {
                return CompletableFuture.completedFuture(null);
            }
            holders.remove(key, shared);
        }
        if (shared.coming.cancel(false)) {
            return CompletableFuture.completedFuture(null);
        }
        return shared.coming.thenCompose(Lease::release);
    }

    /** The one place in the line that all leases of a key stand for. */
    private static final class Shared {
        final CompletableFuture<Lease> coming;
        int count;

        Shared(CompletableFuture<Lease> coming) {
            this.coming = coming;
        }

        boolean isOver() {
            if (coming.isCompletedExceptionally()) {
                return true;
            }
            Lease lease = coming.getNow(null);
            return lease != null && lease.validFor().isZero();
        }
    }

    /** One of the leases of a key. */
    private final class Entry implements Lease {
        private final Object key;
        private final Shared shared;
        private final Lease lease;
        private @Nullable CompletableFuture<@Nullable Void> released;

        Entry(Object key, Shared shared, Lease lease) {
            this.key = key;
            this.shared = shared;
            this.lease = lease;
        }

        @Override
        public String nodePath() {
            return lease.nodePath();
        }

        @Override
        public FencingToken token() {
            return lease.token();
        }

        @Override
        public synchronized LeaseState state() {
            return released != null ? LeaseState.RELEASED : lease.state();
        }

        @Override
        public synchronized Duration validFor() {
            return released != null ? Duration.ZERO : lease.validFor();
        }

        @Override
        public CompletableFuture<String> lost() {
            return lease.lost();
        }

        @Override
        public Txn guard() {
            return lease.guard();
        }

        @Override
        public synchronized CompletableFuture<@Nullable Void> release() {
            if (released == null) {
                released = leave(key, shared);
            }
            return released;
        }

        @Override
        public void close() {
            CompletableFuture<@Nullable Void> unused = release();
        }
    }
}
