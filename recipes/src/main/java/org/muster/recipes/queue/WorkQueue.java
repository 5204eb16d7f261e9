package org.muster.recipes.queue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.muster.client.Children;
import org.muster.client.Code;
import org.muster.client.CreateSpec;
import org.muster.client.Expect;
import org.muster.client.MusterClient;
import org.muster.client.MusterException;
import org.muster.client.Node;
import org.muster.client.Txn;
import org.muster.client.TxnResult;
import org.muster.client.Watched;
import org.muster.model.Bytes;
import org.muster.recipes.line.Held;
import org.muster.recipes.line.Once;
import org.muster.recipes.line.Steps;
import org.muster.recipes.line.Turn;

/**
 * A queue whose items stay in it until somebody says that they are done, on the znodes of kazoo's
 * {@code LockingQueue}.
 *
 * <p><b>Guarantees.</b> An item that was put is delivered at least once, in the order of priorities
 * and then of arrival; while a delivery's lease holds, nobody else has the item; of all deliveries
 * of an item, one at most is acknowledged. Whoever crashes, or loses the session, frees what was
 * delivered to it. An item that was delivered as often as allowed and never acknowledged is set
 * aside, below {@code dead}, so that it cannot stop the others.
 *
 * <p><b>Without a connection</b> calls wait, and deliveries hold for as long as their leases do.
 * <b>When the session expires</b> they are lost; an acknowledgement then fails, and one whose
 * answer was lost just before fails with the outcome unknown.
 */
public final class WorkQueue implements AutoCloseable {
    private static final int DEFAULT_ATTEMPTS = 16;
    private static final int NORMAL = 100;

    private final MusterClient client;
    private final int attempts;
    private final ItemOrder order = ItemOrder.prioritized();
    private final Once once;
    private final Items entries;
    private final Items taken;
    private final Items dead;

    /** The queue at {@code path}, which delivers an item 16 times at most. */
    public WorkQueue(MusterClient client, String path) {
        this(client, path, DEFAULT_ATTEMPTS);
    }

    /** The same, delivering an item {@code attempts} times at most. */
    public WorkQueue(MusterClient client, String path, int attempts) {
        this.client = client.onOwnLane();
        this.attempts = attempts;
        this.once = new Once(this.client);
        this.entries = new Items(this.client, once, path + "/entries");
        this.taken = new Items(this.client, once, path + "/taken");
        this.dead = new Items(this.client, once, path + "/dead");
    }

    /** Puts an item in, of priority 100; completes when it is in. */
    public CompletableFuture<@Nullable Void> put(Bytes item) {
        return put(item, NORMAL);
    }

    /** Puts an item in; those of lower priority, from 0 to 999, are delivered first. */
    public CompletableFuture<@Nullable Void> put(Bytes item, int priority) {
        return Steps.forUsers(entries.put(order.stem(priority), item));
    }

    /** How many items are not done, those that are delivered included; about. */
    public CompletableFuture<Integer> size() {
        return Steps.forUsers(entries.size());
    }

    /** How many items were set aside. */
    public CompletableFuture<Integer> deadSize() {
        return Steps.forUsers(dead.size());
    }

    /**
     * The first item that nobody has, waiting for one up to {@code limit}; then it fails with
     * {@link org.muster.recipes.lease.NotGrantedException}.
     */
    public CompletableFuture<Delivery> take(Duration limit) {
        Taking taking = new Taking();
        taking.look();
        return Turn.within(limit, taking.delivery, taking::stop, Delivery::close);
    }

    /** One attempt to get an item. */
    private final class Taking {
        final CompletableFuture<Delivery> delivery = new CompletableFuture<>();
        private volatile boolean over;
        private int unfit;

        void stop() {
            over = true;
            if (!delivery.cancel(false)) {
                Steps.done(delivery, Delivery::close);
            }
        }

        void look() {
            if (!over) {
                Steps.when(
                        client.childrenAndWatch(entries.path),
                        items ->
                                Steps.when(
                                        client.childrenAndWatch(taken.path),
                                        claims -> listed(items, claims),
                                        failure -> without(items, failure)),
                        this::failed);
            }
        }

        private void without(Watched<Children> items, MusterException failure) {
            items.close();
            failed(failure);
        }

        private void failed(MusterException failure) {
            if (failure.code() == Code.NO_NODE) {
                Steps.when(
                        entries.make().thenCompose(made -> taken.make()),
                        made -> look(),
                        this::failed);
            } else if (Steps.mayPass(failure)) {
                Steps.later(Steps.pauseMs(3), this::look);
            } else {
                delivery.completeExceptionally(failure);
            }
        }

        private void listed(Watched<Children> items, Watched<Children> claims) {
            Set<String> claimed = new HashSet<>(claims.value().names());
            List<String> free =
                    order.sort(items.value().names()).stream()
                            .filter(name -> !claimed.contains(name))
                            .toList();
            if (!free.isEmpty()) {
                items.close();
                claims.close();
                tryNext(free, 0);
                return;
            }
            CompletableFuture<Object> either =
                    CompletableFuture.anyOf(items.change(), claims.change(), ended());
            Steps.done(
                    either,
                    event -> {
                        items.close();
                        claims.close();
                        look();
                    });
        }

        private CompletableFuture<?> ended() {
            return delivery.handle((got, thrown) -> "over");
        }

        private void tryNext(List<String> free, int at) {
            if (over) {
                return;
            }
            if (at == free.size()) {
                look();
                return;
            }
            String name = free.get(at);
            Runnable next = () -> tryNext(free, at + 1);
            Steps.when(
                    client.get(entries.path + "/" + name),
                    node -> claim(name, node, next),
                    failure -> {
                        if (failure.code() == Code.NO_NODE) {
                            next.run();
                        } else {
                            failed(failure);
                        }
                    });
        }

        private void claim(String name, Node node, Runnable next) {
            int version = node.stat().version();
            if (version >= attempts) {
                bury(name, node, next);
                return;
            }
            String claim = taken.path + "/" + name;
            Steps.when(
                    once.submit(() ->
                            new Txn()
                                    .create(claim, Bytes.EMPTY, CreateSpec.ephemeral())
                                    .set(node.path(), node.data(), Expect.version(version))),
                    result -> {
                        if (result instanceof TxnResult.Committed) {
                            hold(claim, node, version + 1);
                        } else {
                            next.run();
                        }
                    },
                    this::failed);
        }

        private void hold(String claim, Node node, int attempt) {
            Steps.when(
                    Held.takeNamed(client, claim),
                    held -> {
                        if (held.isEmpty()) {
                            unfit(claim, node, attempt, null);
                            return;
                        }
                        Delivery made =
                                new Delivery(once, held.get(), node.path(), node.data(), attempt);
                        if (!delivery.complete(made)) {
                            made.close();
                        }
                    },
                    failure -> unfit(claim, node, attempt, failure));
        }

        /** The session ended meanwhile, or can bear no lease. */
        private void unfit(
                String claim, Node node, int attempt, @Nullable MusterException failure) {
            unfit++;
            // Whoever claimed it since has counted the entry's version up.
            Txn giveBack =
                    new Txn()
                            .check(node.path(), Expect.version(attempt))
                            .delete(claim, Expect.any());
            CompletableFuture<String> given = client.txn(giveBack).handle((gone, thrown) -> claim);
            if (failure != null && (unfit > 5 || !Steps.mayPass(failure))) {
                delivery.completeExceptionally(failure);
            } else {
                Steps.done(given, gone -> Steps.later(Steps.pauseMs(2), this::look));
            }
        }

        private void bury(String name, Node node, Runnable next) {
            CompletableFuture<TxnResult> buried =
                    dead.make()
                            .thenCompose(made ->
                                    once.submit(() ->
                                            new Txn()
                                                    .create(
                                                            dead.path + "/" + name,
                                                            node.data(),
                                                            CreateSpec.persistent())
                                                    .delete(
                                                            node.path(),
                                                            Expect.version(
                                                                    node.stat().version()))));
            Steps.when(buried, result -> next.run(), this::failed);
        }
    }

    @Override
    public void close() {
        Steps.done(once.close(), gone -> {});
    }
}
