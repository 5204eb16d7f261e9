package org.muster.recipes.barrier;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.muster.client.CallOption;
import org.muster.client.Code;
import org.muster.client.CreateSpec;
import org.muster.client.Expect;
import org.muster.client.MusterClient;
import org.muster.client.MusterException;
import org.muster.client.Txn;
import org.muster.client.TxnResult;
import org.muster.client.Watched;
import org.muster.model.Bytes;
import org.muster.model.Stat;
import org.muster.recipes.line.Reaper;
import org.muster.recipes.line.Steps;
import org.muster.recipes.worker.Workers;

/**
 * A place that a number of members enter together and leave together, on the znodes of Curator's
 * {@code DistributedDoubleBarrier}. One object is one member; it can be used again after leaving.
 *
 * <p><b>Guarantees.</b> It opens only in a transaction that shows all members present. Whoever
 * gives up before it opens leaves no member behind. Nobody is told to have left before all have.
 *
 * <p><b>Without a connection</b> waiting goes on. <b>When the session expires</b> before the
 * barrier opens, entering fails with {@link BrokenBarrierException}, and the member may enter
 * again; one whose session ends inside counts as having left.
 */
public final class DoubleBarrier {
    private static final String READY = "ready";

    private final MusterClient client;
    private final String path;
    private final int members;
    private final String name = UUID.randomUUID().toString();

    /** One of {@code members} members of the barrier at {@code path}. */
    public DoubleBarrier(MusterClient client, String path, int members) {
        this.client = client.onOwnLane();
        this.path = path;
        this.members = members;
    }

    private String own() {
        return path + "/" + name;
    }

    private String ready() {
        return path + "/" + READY;
    }

    /** Enters; completes with false if the others did not come in time. */
    public CompletableFuture<Boolean> enter(Duration limit) {
        Entering entering = new Entering();
        entering.begin();
        return Workers.inTime(entering.entered, limit.toNanos())
                .handle((entered, thrown) -> thrown)
                .thenCompose(thrown ->
                        thrown instanceof TimeoutException ? entering.giveUp() : entering.entered)
                .thenApplyAsync(entered -> entered, Workers.USERS);
    }

    /** Leaves; completes when all have left. */
    public CompletableFuture<@Nullable Void> leave() {
        CompletableFuture<@Nullable Void> left = new CompletableFuture<>();
        leave(left);
        return Steps.forUsers(left);
    }

    private List<String> present(List<String> names) {
        List<String> found = new ArrayList<>(names);
        found.remove(READY);
        found.sort(null);
        return found;
    }

    private void leave(CompletableFuture<@Nullable Void> left) {
        Steps.when(
                client.children(path, CallOption.Consistency.SYNCED),
                found -> leave(present(found.names()), left),
                failure -> {
                    if (failure.code() == Code.NO_NODE) {
                        left.complete(null);
                    } else {
                        again(failure, () -> leave(left), left);
                    }
                });
    }

    private void leave(List<String> present, CompletableFuture<@Nullable Void> left) {
        boolean inside = present.contains(name);
        if (present.isEmpty()) {
            left.complete(null);
        } else if (inside && present.size() == 1) {
            Steps.when(
                    Reaper.remove(client, ready()).thenCompose(g -> Reaper.remove(client, own())),
                    gone -> left.complete(null),
                    left::completeExceptionally);
        } else if (inside && present.get(0).equals(name)) {
            // The lowest stays to the end, and all wait for it: it waits for the highest.
            await(present.get(present.size() - 1), left);
        } else if (inside) {
            Steps.when(
                    Reaper.remove(client, own()),
                    gone -> await(present.get(0), left),
                    left::completeExceptionally);
        } else {
            await(present.get(0), left);
        }
    }

    private void await(String other, CompletableFuture<@Nullable Void> left) {
        Steps.when(
                client.getAndWatch(path + "/" + other),
                node -> Steps.done(node.change(), event -> leave(left)),
                failure -> {
                    if (failure.code() == Code.NO_NODE) {
                        leave(left);
                    } else {
                        again(failure, () -> leave(left), left);
                    }
                });
    }

    private static void again(
            MusterException failure, Runnable step, CompletableFuture<?> otherwise) {
        if (Steps.mayPass(failure)) {
            Steps.later(Steps.pauseMs(3), step);
        } else {
            otherwise.completeExceptionally(failure);
        }
    }

    /** One attempt to enter. */
    private final class Entering {
        final CompletableFuture<Boolean> entered = new CompletableFuture<>();
        private volatile boolean over;
        private @Nullable Watched<?> watch;

        void begin() {
            CreateSpec spec =
                    CreateSpec.ephemeral().withParents(CreateSpec.Parents.CREATE_CONTAINERS);
            Steps.when(
                    client.create(own(), Bytes.EMPTY, spec),
                    created -> look(),
                    failure -> again(failure, this::begin, entered));
        }

        private void look() {
            if (over || entered.isDone()) {
                return;
            }
            Steps.when(
                    client.statAndWatch(ready()),
                    this::decide,
                    failure -> again(failure, this::look, entered));
        }

        private void decide(Watched<java.util.Optional<Stat>> found) {
            synchronized (this) {
                watch = found;
            }
            if (found.value().isPresent()) {
                found.close();
                entered.complete(true);
                return;
            }
            Steps.when(
                    client.children(path, CallOption.Consistency.SYNCED),
                    children -> {
                        List<String> present = present(children.names());
                        if (!present.contains(name)) {
                            found.close();
                            entered.completeExceptionally(new BrokenBarrierException(path));
                        } else if (present.size() >= members) {
                            found.close();
                            openFor(present);
                        } else {
                            Steps.done(found.change(), event -> look());
                        }
                    },
                    failure -> again(failure, this::look, entered));
        }

        private void openFor(List<String> present) {
            Txn txn = new Txn();
            present.forEach(member -> txn.check(path + "/" + member, Expect.any()));
            txn.create(ready(), Bytes.EMPTY, CreateSpec.persistent());
            Steps.when(
                    client.txn(txn),
                    result -> {
                        if (result instanceof TxnResult.Committed) {
                            entered.complete(true);
                        } else {
                            look();
                        }
                    },
                    failure -> again(failure, this::look, entered));
        }

        /** Out again, unless it has opened meanwhile: one transaction tells which. */
        CompletableFuture<Boolean> giveUp() {
            over = true;
            Watched<?> open;
            synchronized (this) {
                open = watch;
            }
            if (open != null) {
                open.close();
            }
            CompletableFuture<Boolean> inside = new CompletableFuture<>();
            withdraw(inside);
            return inside;
        }

        private void withdraw(CompletableFuture<Boolean> inside) {
            Txn txn =
                    new Txn()
                            .create(ready(), Bytes.EMPTY, CreateSpec.ephemeral())
                            .delete(ready(), Expect.any())
                            .delete(own(), Expect.any());
            Steps.when(
                    client.txn(txn),
                    result -> {
                        boolean opened =
                                result instanceof TxnResult.Aborted aborted
                                        && aborted.cause().code() == Code.NODE_EXISTS;
                        inside.complete(opened);
                    },
                    failure -> again(failure, () -> withdraw(inside), inside));
        }
    }
}
