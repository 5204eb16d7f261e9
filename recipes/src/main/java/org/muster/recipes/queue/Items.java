package org.muster.recipes.queue;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.muster.client.Code;
import org.muster.client.CreateSpec;
import org.muster.client.MusterClient;
import org.muster.client.MusterException;
import org.muster.client.Txn;
import org.muster.client.TxnResult;
import org.muster.model.Bytes;
import org.muster.recipes.line.Once;

/** The directory of a queue: items are put into it exactly once, and it is made when missing. */
final class Items {
    private static final int ROUNDS = 3;

    private final MusterClient client;
    private final Once once;

    /** The path of the directory. */
    final String path;

    Items(MusterClient client, Once once, String path) {
        this.client = client;
        this.once = once;
        this.path = path;
    }

    /** Puts an item in, under a name that begins with {@code stem} and ends with a number. */
    CompletableFuture<@Nullable Void> put(String stem, Bytes item) {
        return put(stem, item, 0);
    }

    private CompletableFuture<@Nullable Void> put(String stem, Bytes item, int attempt) {
        CreateSpec spec = CreateSpec.persistent().inPlainSequence();
        return once.submit(() -> new Txn().create(path + "/" + stem, item, spec))
                .thenCompose(result -> {
                    if (result instanceof TxnResult.Committed) {
                        return CompletableFuture.<@Nullable Void>completedFuture(null);
                    }
                    MusterException cause = ((TxnResult.Aborted) result).cause();
                    return cause.code() == Code.NO_NODE && attempt < ROUNDS
                            ? make().thenCompose(made -> put(stem, item, attempt + 1))
                            : CompletableFuture.failedFuture(cause);
                });
    }

    /** Makes the directory, if it is missing. */
    CompletableFuture<String> make() {
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
    CompletableFuture<Integer> size() {
        return client.stat(path).thenApply(found -> found.map(s -> s.numChildren()).orElse(0));
    }
}
