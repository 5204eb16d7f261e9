package org.muster.recipes.barrier;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.muster.client.Code;
import org.muster.client.CreateSpec;
import org.muster.client.MusterClient;
import org.muster.client.MusterException;
import org.muster.model.Bytes;
import org.muster.recipes.line.Reaper;
import org.muster.recipes.line.Steps;
import org.muster.recipes.line.Turn;

/**
 * A gate that is shut while a node exists, as Curator's {@code DistributedBarrier}.
 *
 * <p><b>Guarantees.</b> Who waits passes only after having seen that the node is missing.
 * <b>Without a connection</b> waiting goes on; <b>when the session expires</b> too, for the gate
 * belongs to nobody.
 */
public final class Barrier {
    private final MusterClient client;
    private final String path;

    /** The gate at {@code path}. */
    public Barrier(MusterClient client, String path) {
        this.client = client.onOwnLane();
        this.path = path;
    }

    /** Shuts it; nothing happens if it is shut. */
    public CompletableFuture<@Nullable Void> shut() {
        CreateSpec spec = CreateSpec.persistent().withParents(CreateSpec.Parents.CREATE);
        CompletableFuture<@Nullable Void> done =
                client.create(path, Bytes.EMPTY, spec)
                        .handle((created, thrown) -> {
                            MusterException failure =
                                    thrown == null ? null : MusterException.of(thrown);
                            boolean isShut =
                                    failure == null
                                            || failure.code() == Code.NODE_EXISTS
                                            || failure.goalReached();
                            if (!isShut) {
                                throw failure;
                            }
                            return null;
                        });
        return Steps.forUsers(done);
    }

    /** Opens it for all that wait. */
    public CompletableFuture<@Nullable Void> open() {
        return Steps.forUsers(Reaper.remove(client, path));
    }

    /** Waits until it is open; fails with a refusal after {@code limit}. */
    public CompletableFuture<Boolean> pass(Duration limit) {
        CompletableFuture<Boolean> passed = new CompletableFuture<>();
        AtomicBoolean over = new AtomicBoolean();
        look(passed, over);
        return Turn.within(limit, passed, () -> over.set(true), value -> {});
    }

    private void look(CompletableFuture<Boolean> passed, AtomicBoolean over) {
        if (over.get()) {
            return;
        }
        Steps.when(
                client.getAndWatch(path),
                node -> Steps.done(node.change(), event -> look(passed, over)),
                failure -> {
                    if (failure.code() == Code.NO_NODE) {
                        passed.complete(true);
                    } else if (Steps.mayPass(failure)) {
                        Steps.later(Steps.pauseMs(3), () -> look(passed, over));
                    } else {
                        passed.completeExceptionally(failure);
                    }
                });
    }
}
