package org.muster.recipes.lock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.muster.client.MusterClient;
import org.muster.recipes.lease.Lease;
import org.muster.recipes.line.Bundle;
import org.muster.recipes.line.Turn;

/**
 * Several {@link Mutex}es as one.
 *
 * <p><b>Guarantees.</b> The lease is held while all the locks are, and lost, all others released,
 * as soon as one of them is. The locks are taken in the order of their paths, whatever the order of
 * the arguments, so that two multi-locks cannot wait for each other. There is one limit for all; if
 * it passes, none stays locked. Its token is the greatest of the locks' tokens: within a set of
 * resources that is always locked as a whole it grows.
 *
 * <p>Without a connection, and when the session expires: as {@link Mutex}.
 */
public final class MultiLock {
    private final List<Mutex> locks = new ArrayList<>();

    /** The locks at {@code paths}, at least one. */
    public MultiLock(MusterClient client, Collection<String> paths) {
        for (String path : new TreeSet<>(paths)) {
            locks.add(new Mutex(client, path));
        }
        if (locks.isEmpty()) {
            throw new IllegalArgumentException("no paths");
        }
    }

    /** Asks for all of them; as {@link Mutex#lockAsync}. */
    public CompletableFuture<Lease> lockAsync(Duration limit) {
        Attempt attempt = new Attempt(System.nanoTime() + limit.toNanos());
        attempt.next();
        return Turn.within(limit, attempt.all, attempt::abandon, Lease::close);
    }

    /** Waits for all of them; as {@link Mutex#lock(Duration)}. */
    public Lease lock(Duration limit) throws InterruptedException {
        return Turn.await(lockAsync(limit));
    }

    /** One way through the list. */
    private final class Attempt {
        final CompletableFuture<Lease> all = new CompletableFuture<>();
        private final long deadlineNs;
        private final List<Lease> taken = new ArrayList<>();
        private CompletableFuture<Lease> current = new CompletableFuture<>();
        private boolean over;

        Attempt(long deadlineNs) {
            this.deadlineNs = deadlineNs;
        }

        void next() {
            CompletableFuture<Lease> asked;
            synchronized (this) {
                if (over) {
                    return;
                }
                if (taken.size() == locks.size()) {
                    over = true;
                    all.complete(new Bundle(taken));
                    return;
                }
                long left = Math.max(0, deadlineNs - System.nanoTime());
                current = locks.get(taken.size()).lockAsync(Duration.ofNanos(left));
                asked = current;
            }
            CompletableFuture<Lease> unused =
                    asked.whenComplete((lease, thrown) -> {
                        if (thrown != null) {
                            all.completeExceptionally(thrown);
                            abandon();
                        } else {
                            took(lease);
                        }
                    });
        }

        private void took(Lease lease) {
            synchronized (this) {
                if (!over) {
                    taken.add(lease);
                }
            }
            if (over) {
                lease.close();
            } else {
                next();
            }
        }

        void abandon() {
            List<Lease> giveBack;
            CompletableFuture<Lease> asked;
            synchronized (this) {
                if (over) {
                    return;
                }
                over = true;
                giveBack = List.copyOf(taken);
                asked = current;
            }
            asked.cancel(false);
            giveBack.forEach(Lease::close);
        }
    }
}
