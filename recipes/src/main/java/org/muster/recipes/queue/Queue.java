package org.muster.recipes.queue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.muster.client.Children;
import org.muster.client.Code;
import org.muster.client.Expect;
import org.muster.client.MusterClient;
import org.muster.client.MusterException;
import org.muster.client.Txn;
import org.muster.client.TxnResult;
import org.muster.client.Watched;
import org.muster.model.Bytes;
import org.muster.recipes.line.Once;
import org.muster.recipes.line.Steps;
import org.muster.recipes.line.Turn;

/**
 * A queue: {@link #fifo} in the order of arrival, on the znodes of Apache's recipe and Curator's
 * {@code SimpleDistributedQueue}, or {@link #prioritized}, on those of kazoo's {@code Queue}.
 *
 * <p><b>Guarantees.</b> An item that was put is taken at most once, and a lost answer neither loses
 * nor repeats one: putting and taking are transactions that happen exactly once. Who takes an item
 * and crashes has lost it; use {@link WorkQueue} where that matters. Small queues only: the whole
 * directory is listed to find the first item.
 *
 * <p><b>Without a connection</b> calls wait. <b>When the session expires</b> in the middle of a
 * call whose answer was lost, it fails with the outcome unknown.
 */
public final class Queue implements AutoCloseable {
    private final MusterClient client;
    private final ItemOrder order;
    private final Once once;
    private final Items items;

    private Queue(MusterClient client, String path, ItemOrder order) {
        this.client = client.onOwnLane();
        this.order = order;
        this.once = new Once(this.client);
        this.items = new Items(this.client, once, path);
    }

    /** First come, first taken. */
    public static Queue fifo(MusterClient client, String path) {
        return new Queue(client, path, ItemOrder.plain());
    }

    /** The lowest priority first, from 0 to 999, and among equals first come, first taken. */
    public static Queue prioritized(MusterClient client, String path) {
        return new Queue(client, path, ItemOrder.prioritized());
    }

    /** Puts an item in, of priority 100 if that means something; completes when it is in. */
    public CompletableFuture<@Nullable Void> put(Bytes item) {
        return put(item, 100);
    }

    /** Puts an item in. */
    public CompletableFuture<@Nullable Void> put(Bytes item, int priority) {
        return Steps.forUsers(items.put(order.stem(priority), item));
    }

    /** How many items there are, about. */
    public CompletableFuture<Integer> size() {
        return Steps.forUsers(items.size());
    }

    /**
     * Takes the first item, waiting for one up to {@code limit}; then it fails with a refusal. An
     * item that comes too late goes back to the end of the queue.
     */
    public CompletableFuture<Bytes> take(Duration limit) {
        Taking taking = new Taking();
        taking.look();
        return Turn.within(limit, taking.taken, taking::stop, taking::putBack);
    }

    /** One attempt to take an item. */
    private final class Taking {
        final CompletableFuture<Bytes> taken = new CompletableFuture<>();
        private @Nullable Watched<?> watch;
        private boolean over;
        private boolean returned;

        void stop() {
            Watched<?> open;
            synchronized (this) {
                over = true;
                open = watch;
            }
            if (open != null) {
                open.close();
            }
            if (!taken.cancel(false)) {
                Steps.done(taken, this::putBack);
            }
        }

        /** What was taken and is not wanted any more. */
        void putBack(Bytes item) {
            synchronized (this) {
                if (returned) {
                    return;
                }
                returned = true;
            }
            Steps.done(put(item), done -> {});
        }

        private synchronized boolean isOver() {
            return over;
        }

        void look() {
            if (!isOver()) {
                Steps.when(client.childrenAndWatch(items.path), this::listed, this::failed);
            }
        }

        private void failed(MusterException failure) {
            if (failure.code() == Code.NO_NODE) {
                Steps.when(items.make(), made -> look(), this::failed);
            } else if (Steps.mayPass(failure)) {
                Steps.later(Steps.pauseMs(3), this::look);
            } else {
                taken.completeExceptionally(failure);
            }
        }

        private void listed(Watched<Children> found) {
            List<String> names = order.sort(found.value().names());
            if (names.isEmpty()) {
                synchronized (this) {
                    watch = found;
                }
                if (isOver()) {
                    found.close();
                } else {
                    Steps.done(found.change(), event -> look());
                }
                return;
            }
            found.close();
            tryNext(names, 0);
        }

        private void tryNext(List<String> names, int at) {
            if (isOver()) {
                return;
            }
            if (at == names.size()) {
                look();
                return;
            }
            String item = items.path + "/" + names.get(at);
            Steps.when(
                    client.get(item),
                    node -> remove(item, node.data(), () -> tryNext(names, at + 1)),
                    failure -> {
                        if (failure.code() == Code.NO_NODE) {
                            tryNext(names, at + 1);
                        } else {
                            failed(failure);
                        }
                    });
        }

        private void remove(String item, Bytes data, Runnable next) {
            Steps.when(
                    once.submit(() -> new Txn().delete(item, Expect.any())),
                    result -> {
                        if (result instanceof TxnResult.Committed) {
                            if (!taken.complete(data)) {
                                putBack(data);
                            }
                        } else {
                            next.run();
                        }
                    },
                    taken::completeExceptionally);
        }
    }

    @Override
    public void close() {
        Steps.done(once.close(), gone -> {});
    }
}
