package org.muster.recipes.naming;

import java.util.concurrent.CompletableFuture;
import org.muster.client.CallOption;
import org.muster.client.Code;
import org.muster.client.CreateSpec;
import org.muster.client.Created;
import org.muster.client.Expect;
import org.muster.client.MusterClient;
import org.muster.client.MusterException;
import org.muster.model.Bytes;
import org.muster.model.Stat;
import org.muster.recipes.line.Held;
import org.muster.recipes.line.Reaper;
import org.muster.recipes.line.Steps;

/**
 * Ids that nobody else gets.
 *
 * <p><b>Without a connection</b> calls wait, up to the client's limit. An answer that was lost may
 * leave a gap, never a duplicate.
 */
public final class Ids {
    private static final CreateSpec PARENT =
            CreateSpec.persistent().withParents(CreateSpec.Parents.CREATE);

    private final MusterClient client;

    /** Ids through this client. */
    public Ids(MusterClient client) {
        this.client = client.onOwnLane();
    }

    /**
     * The next number of the directory {@code path}: unique and rising, with gaps, up to 2^31. The
     * directory is persistent, for its numbers begin again when it is deleted.
     */
    public CompletableFuture<Integer> sequential(String path) {
        CreateSpec spec = PARENT.inSequence();
        CompletableFuture<Integer> number =
                Steps.persist(() -> client.create(path + "/id-", Bytes.EMPTY, spec))
                        .thenApply(this::taken);
        return Steps.forUsers(number);
    }

    private int taken(Created created) {
        // The number is used up; the node is not needed for that.
        Steps.done(Reaper.remove(client, created.path()), gone -> {});
        String name = created.path();
        return Integer.parseInt(name.substring(name.lastIndexOf("id-") + 3));
    }

    /**
     * The id of a transaction that writes to {@code path}: unique and rising in the whole ensemble,
     * 63 bits.
     */
    public CompletableFuture<Long> ofTransaction(String path) {
        return Steps.forUsers(write(path).thenApply(Stat::mzxid));
    }

    private CompletableFuture<Stat> write(String path) {
        return Steps.persist(() ->
                        client.set(path, Bytes.EMPTY, Expect.any(), CallOption.Retry.AT_LEAST_ONCE))
                .exceptionallyCompose(thrown -> {
                    MusterException failure = MusterException.of(thrown);
                    return failure.code() == Code.NO_NODE
                            ? create(path).thenCompose(made -> write(path))
                            : CompletableFuture.failedFuture(failure);
                });
    }

    private CompletableFuture<String> create(String path) {
        return client.create(path, Bytes.EMPTY, PARENT)
                .handle((made, thrown) -> {
                    MusterException failure = thrown == null ? null : MusterException.of(thrown);
                    if (failure != null && failure.code() != Code.NODE_EXISTS) {
                        throw failure;
                    }
                    return path;
                });
    }

    /**
     * The lowest number below {@code count} that no other worker has, to be held: for ids that are
     * made of it and a local clock. Use it only while the lease is valid. Fails if all are taken.
     */
    public CompletableFuture<WorkerId> worker(String path, int count) {
        return Steps.forUsers(slot(path, count, 0));
    }

    private CompletableFuture<WorkerId> slot(String path, int count, int number) {
        if (number >= count) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException("all " + count + " numbers are taken"));
        }
        String node = path + "/" + number;
        CreateSpec spec = CreateSpec.ephemeral().withParents(CreateSpec.Parents.CREATE);
        return client.create(node, Bytes.EMPTY, spec)
                .thenCompose(created -> Held.takeNamed(client, node))
                .thenCompose(held ->
                        held.isPresent()
                                ? CompletableFuture.completedFuture(
                                        new WorkerId(number, held.get()))
                                : slot(path, count, number))
                .exceptionallyCompose(thrown -> {
                    MusterException failure = MusterException.of(thrown);
                    return failure.code() == Code.NODE_EXISTS
                            ? slot(path, count, number + 1)
                            : CompletableFuture.failedFuture(thrown);
                });
    }
}
