package org.muster.recipes.queue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.muster.client.Children;
import org.muster.client.Code;
import org.muster.client.CreateSpec;
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
    private final String path;
    private final ItemOrder order;
    private final Once once;

    private Queue(MusterClient client, String path, ItemOrder order) {
        this.client = client.onOwnLane();
        this.path = path;
        this.order = order;
        this.once = new Once(this.client);
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
        String name = path + "/" + order.stem(priority);
        return Steps.forUsers(put(name, item, 0));
    }

    private CompletableFuture<@Nullable Void> put(String name, Bytes item, int attempt) {
        CreateSpec spec = CreateSpec.persistent().inPlainSequence();
        return once.submit(() -> new Txn().create(name, item, spec))
                .thenCompose(result -> {
                    if (result instanceof TxnResult.Committed) {
                        return CompletableFuture.<@Nullable Void>completedFuture(null);
                    }
                    MusterException cause = ((TxnResult.Aborted) result).cause();
                    return cause.code() == Code.NO_NODE && attempt < 3
                            ? directory().thenCompose(made -> put(name, item, attempt + 1))
                            : CompletableFuture.failedFuture(cause);
                });
    }

    private CompletableFuture<String> directory() {
        CreateSpec spec = CreateSpec.persistent().withParents(CreateSpec.Parents.CREATE);
        return client.create(path, Bytes.EMPTY, spec)
                .handle((made, thrown) -> {
                    MusterException failure = thrown == null ? null : MusterException.of(thrown);
                    if (failure != null && failure.code() != Code.NODE_EXISTS) {
                        throw failure;
                    }
                    return path;
                });
    }

    /** How many items there are, about. */
    public CompletableFuture<Integer> size() {
        return Steps.forUsers(
                client.stat(path).thenApply(found -> found.map(s -> s.numChildren()).orElse(0)));
    }

    /**
     * Takes the first item, waiting for one up to {@code limit}; then it fails with a refusal. An
     * item that comes too late goes back to the end of the queue.
     */
    public CompletableFuture<Bytes> take(Duration limit) {
        Taking taking = new Taking();
        taking.look();
        return Turn.within(
                limit, taking.taken, taking::stop, late -> Steps.done(put(late), done -> {}));
    }

    /** One attempt to take an item. */
    private final class Taking {
        final CompletableFuture<Bytes> taken = new CompletableFuture<>();
        private @Nullable Watched<?> watch;
        private boolean over;

        void stop() {
            Watched<?> open;
            synchronized (this) {
                over = true;
                open = watch;
            }
            if (open != null) {
                open.close();
            }
        }

        private synchronized boolean isOver() {
            return over;
        }

        void look() {
            if (!isOver()) {
                Steps.when(client.childrenAndWatch(path), this::listed, this::failed);
            }
        }

        private void failed(MusterException failure) {
            if (failure.code() == Code.NO_NODE) {
                Steps.when(directory(), made -> look(), this::failed);
            } else if (Steps.mayPass(failure)) {
                Steps.later(Steps.pauseMs(3), this::look);
            } else {
                taken.completeExceptionally(failure);
            }
        }

        private void listed(Watched<Children> found) {
            List<String> items = order.sort(found.value().names());
            if (items.isEmpty()) {
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
            tryNext(items, 0);
        }

        private void tryNext(List<String> items, int at) {
            if (isOver()) {
                return;
            }
            if (at == items.size()) {
                look();
                return;
            }
            String item = path + "/" + items.get(at);
            Steps.when(
                    client.get(item),
                    node -> remove(item, node.data(), () -> tryNext(items, at + 1)),
                    failure -> {
                        if (failure.code() == Code.NO_NODE) {
                            tryNext(items, at + 1);
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
                            taken.complete(data);
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
