package org.muster.recipes.lock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.muster.client.CallOption;
import org.muster.client.Children;
import org.muster.client.Code;
import org.muster.client.CreateSpec;
import org.muster.client.MusterClient;
import org.muster.client.MusterException;
import org.muster.client.OpResult;
import org.muster.client.Outcome;
import org.muster.client.Txn;
import org.muster.client.TxnResult;
import org.muster.client.Watched;
import org.muster.model.Bytes;
import org.muster.recipes.lease.Lease;
import org.muster.recipes.line.Bundle;
import org.muster.recipes.line.Contender;
import org.muster.recipes.line.Held;
import org.muster.recipes.line.Reaper;
import org.muster.recipes.line.Rule;
import org.muster.recipes.line.Steps;
import org.muster.recipes.line.Turn;

/**
 * So many permits, to be held for a while, on the znodes of Curator's {@code
 * InterProcessSemaphoreV2}.
 *
 * <p><b>Guarantees.</b> Never are more permits certain than the limit, as long as all that use the
 * path agree on it. Several permits are granted all or none. Who asks stands in line at a gate, the
 * lock in {@code locks/}; only the one at its head looks at {@code leases/}, so a permit that
 * becomes free wakes one. The token is that of the permits' nodes.
 *
 * <p><b>Without a connection</b> permits are certain for as long as the lease's clock allows, and
 * waiters keep their place. <b>When the session expires</b> permits are lost; the gate passes on.
 */
public final class Semaphore {
    private final MusterClient client;
    private final String locks;
    private final String leases;
    private final int limit;

    /** The semaphore at {@code path}; all its users must name the same limit. */
    public Semaphore(MusterClient client, String path, int limit) {
        this.client = client.onOwnLane();
        this.locks = path + "/locks";
        this.leases = path + "/leases";
        this.limit = limit;
    }

    /** Asks for {@code permits} at once; as {@link Mutex#lockAsync}. */
    public CompletableFuture<Lease> acquireAsync(int permits, Duration within) {
        if (permits < 1 || permits > limit) {
            throw new IllegalArgumentException(permits + " permits of " + limit);
        }
        Attempt attempt = new Attempt(permits);
        attempt.start();
        return Turn.within(within, attempt.permits, attempt::abandon, Lease::close);
    }

    /** Waits for {@code permits} at once; as {@link Mutex#lock(Duration)}. */
    public Lease acquire(int permits, Duration within) throws InterruptedException {
        return Turn.await(acquireAsync(permits, within));
    }

    /** One that stands at the gate, passes it and takes its permits. */
    private final class Attempt {
        final CompletableFuture<Lease> permits = new CompletableFuture<>();
        private final int wanted;
        private final String prefix = "_c_" + UUID.randomUUID() + "-";
        private Contender gate;
        private @Nullable Held passed;
        private @Nullable Watched<Children> watch;
        private boolean over;

        Attempt(int wanted) {
            this.wanted = wanted;
            this.gate = queue();
        }

        private Contender queue() {
            return Contender.join(
                    client, new Contender.Seat(locks, "lock-", Bytes.EMPTY), Rule.ALONE);
        }

        void start() {
            Steps.when(gate.granted(), this::pass, permits::completeExceptionally);
        }

        private void pass(Held held) {
            synchronized (this) {
                passed = held;
            }
            Steps.done(held.lost(), why -> queueAgain());
            look();
        }

        /** Without the gate a count of permits means nothing. */
        private void queueAgain() {
            synchronized (this) {
                if (over) {
                    return;
                }
                passed = null;
                gate = queue();
            }
            start();
        }

        private synchronized boolean isOver() {
            return over || passed == null;
        }

        void abandon() {
            Watched<Children> open;
            Contender waiting;
            synchronized (this) {
                if (over) {
                    return;
                }
                over = true;
                open = watch;
                waiting = gate;
            }
            if (open != null) {
                open.close();
            }
            waiting.leave();
        }

        private void look() {
            if (!isOver()) {
                Steps.when(client.childrenAndWatch(leases), this::decide, this::relook);
            }
        }

        private void relook(MusterException failure) {
            if (failure.code() == Code.NO_NODE) {
                Steps.when(
                        client.create(
                                leases,
                                Bytes.EMPTY,
                                CreateSpec.container()
                                        .withParents(CreateSpec.Parents.CREATE_CONTAINERS)),
                        created -> look(),
                        exists -> again(exists, this::look));
            } else {
                again(failure, this::look);
            }
        }

        private void again(MusterException failure, Runnable step) {
            if (Steps.mayPass(failure) || failure.code() == Code.NODE_EXISTS) {
                Steps.later(Steps.pauseMs(2), step);
            } else {
                permits.completeExceptionally(failure);
                abandon();
            }
        }

        private void decide(Watched<Children> found) {
            synchronized (this) {
                watch = found;
            }
            boolean room = found.value().names().size() + wanted <= limit;
            if (isOver() || room) {
                found.close();
                if (!isOver()) {
                    create();
                }
            } else {
                Steps.done(found.change(), event -> look());
            }
        }

        private void create() {
            Held held;
            synchronized (this) {
                held = passed;
            }
            if (held == null) {
                return;
            }
            Txn txn = held.guard();
            for (int i = 0; i < wanted; i++) {
                txn.create(
                        leases + "/" + prefix + "lease-",
                        Bytes.EMPTY,
                        CreateSpec.ephemeral().inPlainSequence());
            }
            Steps.when(
                    client.txn(txn),
                    this::created,
                    failure -> {
                        if (failure.outcome() == Outcome.UNKNOWN) {
                            find();
                        } else {
                            again(failure, this::look);
                        }
                    });
        }

        private void created(TxnResult result) {
            if (result instanceof TxnResult.Committed committed) {
                // The first is the check of the gate.
                hold(committed.results().stream().skip(1).map(OpResult::path).toList());
            } else {
                Steps.later(Steps.pauseMs(1), this::look);
            }
        }

        private void find() {
            Steps.when(
                    client.children(leases, CallOption.Consistency.SYNCED),
                    found -> {
                        List<String> mine = new ArrayList<>();
                        for (String name : found.names()) {
                            if (name.startsWith(prefix)) {
                                mine.add(leases + "/" + name);
                            }
                        }
                        if (mine.size() == wanted) {
                            hold(mine);
                        } else {
                            look();
                        }
                    },
                    failure -> again(failure, this::find));
        }

        private void hold(List<String> paths) {
            Steps.when(
                    Held.takeAll(client, paths),
                    held -> {
                        if (held.isEmpty()) {
                            look();
                        } else if (permits.complete(new Bundle(held))) {
                            abandon();
                        } else {
                            held.forEach(Held::close);
                        }
                    },
                    failure -> {
                        Reaper.removeAll(client, leases, prefix);
                        again(failure, this::look);
                    });
        }
    }
}
