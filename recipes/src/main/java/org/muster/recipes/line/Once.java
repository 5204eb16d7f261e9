package org.muster.recipes.line;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.muster.client.CallOption;
import org.muster.client.Code;
import org.muster.client.CreateSpec;
import org.muster.client.Expect;
import org.muster.client.MusterClient;
import org.muster.client.MusterException;
import org.muster.client.Outcome;
import org.muster.client.Txn;
import org.muster.client.TxnResult;
import org.muster.model.Bytes;

/**
 * Transactions that are applied exactly once though answers get lost: each also writes its own
 * number into an ephemeral node of ours, which tells afterwards whether it was applied. They go one
 * after another. If the session ends before the look at that node, the outcome stays unknown.
 */
public final class Once {
    private static final String PLACE = "/_muster/ops/";

    private final MusterClient client;
    private final String marker = PLACE + UUID.randomUUID();
    private CompletableFuture<?> last = CompletableFuture.completedFuture("nothing");
    private int number;

    /** For transactions of this client. */
    public Once(MusterClient client) {
        this.client = client;
    }

    /**
     * Applies what {@code make} makes, after all given before. Of one that was applied and whose
     * answer was lost the results are missing.
     */
    public synchronized CompletableFuture<TxnResult> submit(Supplier<Txn> make) {
        CompletableFuture<TxnResult> next =
                last.handle((done, thrown) -> "over").thenCompose(before -> begin(make));
        last = next;
        return next;
    }

    private CompletableFuture<TxnResult> begin(Supplier<Txn> make) {
        number++;
        CompletableFuture<TxnResult> result = new CompletableFuture<>();
        attempt(make, Bytes.utf8(Integer.toString(number)), result, 0);
        return result;
    }

    private void attempt(
            Supplier<Txn> make, Bytes id, CompletableFuture<TxnResult> result, int attempt) {
        Txn txn = make.get();
        int own = txn.size();
        txn.set(marker, id, Expect.any());
        Runnable again = () -> attempt(make, id, result, attempt + 1);
        Steps.when(
                client.txn(txn),
                answer -> {
                    if (answer instanceof TxnResult.Aborted aborted
                            && aborted.failedIndex() == own
                            && aborted.cause().code() == Code.NO_NODE) {
                        prepare(again, result);
                    } else {
                        result.complete(answer);
                    }
                },
                failure -> {
                    if (failure.outcome() == Outcome.UNKNOWN) {
                        find(failure, id, again, result);
                    } else if (Steps.mayPass(failure)) {
                        Steps.later(Steps.pauseMs(attempt), again);
                    } else {
                        result.completeExceptionally(failure);
                    }
                });
    }

    private void prepare(Runnable again, CompletableFuture<TxnResult> result) {
        CreateSpec spec = CreateSpec.ephemeral().withParents(CreateSpec.Parents.CREATE_CONTAINERS);
        Steps.when(
                Steps.persist(() -> client.create(marker, Bytes.EMPTY, spec)),
                created -> again.run(),
                failure -> {
                    if (failure.code() == Code.NODE_EXISTS) {
                        again.run();
                    } else {
                        result.completeExceptionally(failure);
                    }
                });
    }

    private void find(
            MusterException lost, Bytes id, Runnable again, CompletableFuture<TxnResult> result) {
        Steps.when(
                Steps.persist(() -> client.get(marker, CallOption.Consistency.SYNCED)),
                node -> {
                    if (node.data().equals(id)) {
                        result.complete(new TxnResult.Committed(List.of(), node.asOf()));
                    } else {
                        again.run();
                    }
                },
                gone -> result.completeExceptionally(lost));
    }

    /** Takes the marker away. */
    public CompletableFuture<@Nullable Void> close() {
        return Reaper.remove(client, marker);
    }
}
