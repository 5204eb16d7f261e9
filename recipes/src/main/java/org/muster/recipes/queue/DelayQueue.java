package org.muster.recipes.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.muster.model.Stat;
import org.muster.recipes.line.Once;
import org.muster.recipes.line.ServerClock;
import org.muster.recipes.line.Steps;
import org.muster.recipes.line.Turn;

/**
 * A queue whose items can be taken when their delay has passed, the one that is due first first.
 *
 * <p><b>Guarantees.</b> As those of {@link Queue}: taken at most once, and neither lost nor
 * repeated by lost answers. An item is due at the time that the servers stamped its creation with
 * plus its delay, by the servers' clock: the clocks of clients do not matter, and no item is taken
 * early.
 *
 * <p><b>Without a connection</b> calls wait. <b>When the session expires</b> in the middle of a
 * call whose answer was lost, it fails with the outcome unknown.
 */
public final class DelayQueue implements AutoCloseable {
    private static final String STEM = "after-";
    private static final int DELAY_DIGITS = 13;
    private static final long LONGEST_WAIT_MS = 60_000;

    private record Item(String name, long dueMs, long czxid) {}

    private static final Comparator<Item> FIRST =
            Comparator.comparingLong(Item::dueMs).thenComparingLong(Item::czxid);

    private final MusterClient client;
    private final Once once;
    private final Items items;
    private final ServerClock clock;

    /** The queue at {@code path}. */
    public DelayQueue(MusterClient client, String path) {
        this.client = client.onOwnLane();
        this.once = new Once(this.client);
        this.items = new Items(this.client, once, path);
        this.clock = new ServerClock(this.client);
    }

    /** Puts an item in that can be taken after {@code delay}; completes when it is in. */
    public CompletableFuture<@Nullable Void> put(Bytes item, Duration delay) {
        if (delay.isNegative() || delay.toDays() > 36_500) {
            throw new IllegalArgumentException("a delay of " + delay);
        }
        return Steps.forUsers(items.put(STEM + "%013d-".formatted(delay.toMillis()), item));
    }

    /** How many items there are, due or not; about. */
    public CompletableFuture<Integer> size() {
        return Steps.forUsers(items.size());
    }

    /**
     * Takes the item that is due first, waiting for one up to {@code limit}; then it fails with a
     * refusal. An item that comes too late goes back, due at once.
     */
    public CompletableFuture<Bytes> take(Duration limit) {
        Taking taking = new Taking();
        taking.look();
        return Turn.within(limit, taking.taken, taking::stop, taking::putBack);
    }

    /** What a name and its node say; empty if it is no item's. */
    private static Optional<Item> item(String name, Stat stat) {
        int end = STEM.length() + DELAY_DIGITS;
        if (!name.startsWith(STEM) || name.length() < end) {
            return Optional.empty();
        }
        try {
            long delayMs = Long.parseLong(name.substring(STEM.length(), end));
            return Optional.of(new Item(name, stat.ctimeMs() + delayMs, stat.czxid()));
        } catch (NumberFormatException foreign) {
            return Optional.empty();
        }
    }

    /** One attempt to take an item. */
    private final class Taking {
        final CompletableFuture<Bytes> taken = new CompletableFuture<>();
        private final Map<String, Optional<Item>> known = new HashMap<>();
        private volatile boolean over;
        private boolean returned;

        void stop() {
            over = true;
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
            Steps.done(put(item, Duration.ZERO), done -> {});
        }

        void look() {
            if (!over) {
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
            List<String> names = found.value().names();
            known.keySet().retainAll(names);
            List<CompletableFuture<Boolean>> reads = new ArrayList<>();
            for (String name : names) {
                if (!known.containsKey(name)) {
                    reads.add(
                            client.stat(items.path + "/" + name)
                                    .thenApply(stat -> {
                                        stat.ifPresent(s -> known.put(name, item(name, s)));
                                        return stat.isPresent();
                                    }));
                }
            }
            CompletableFuture<?> all =
                    CompletableFuture.allOf(reads.toArray(CompletableFuture<?>[]::new));
            Steps.when(
                    all.thenCompose(read -> clock.nowMs()),
                    now -> choose(found, now),
                    failure -> {
                        found.close();
                        failed(failure);
                    });
        }

        private void choose(Watched<Children> found, long nowMs) {
            List<Item> line =
                    known.values().stream().flatMap(Optional::stream).sorted(FIRST).toList();
            if (!line.isEmpty() && line.get(0).dueMs <= nowMs) {
                found.close();
                tryNext(line, 0, nowMs);
                return;
            }
            CompletableFuture<String> due = new CompletableFuture<>();
            if (!line.isEmpty()) {
                long waitMs = Math.min(LONGEST_WAIT_MS, line.get(0).dueMs - nowMs);
                Steps.later(waitMs, () -> due.complete("due"));
            }
            CompletableFuture<?> ended = taken.handle((got, thrown) -> "over");
            Steps.done(
                    CompletableFuture.anyOf(found.change(), due, ended),
                    event -> {
                        found.close();
                        look();
                    });
        }

        private void tryNext(List<Item> line, int at, long nowMs) {
            if (over) {
                return;
            }
            if (at == line.size() || line.get(at).dueMs > nowMs) {
                look();
                return;
            }
            String path = items.path + "/" + line.get(at).name;
            Steps.when(
                    client.get(path),
                    node -> remove(path, node.data(), () -> tryNext(line, at + 1, nowMs)),
                    failure -> {
                        if (failure.code() == Code.NO_NODE) {
                            tryNext(line, at + 1, nowMs);
                        } else {
                            failed(failure);
                        }
                    });
        }

        private void remove(String path, Bytes data, Runnable next) {
            Steps.when(
                    once.submit(() -> new Txn().delete(path, Expect.any())),
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
