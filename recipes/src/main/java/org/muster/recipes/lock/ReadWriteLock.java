package org.muster.recipes.lock;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.muster.client.CreateSpec;
import org.muster.client.Expect;
import org.muster.client.MusterClient;
import org.muster.client.Txn;
import org.muster.client.TxnResult;
import org.muster.model.Bytes;
import org.muster.recipes.lease.Lease;
import org.muster.recipes.lease.NotGrantedException;
import org.muster.recipes.line.Contender;
import org.muster.recipes.line.Held;
import org.muster.recipes.line.Rule;
import org.muster.recipes.line.Steps;
import org.muster.recipes.line.Turn;

/**
 * A lock for many readers or one writer, on the znodes of Curator's {@code
 * InterProcessReadWriteLock}.
 *
 * <p><b>Guarantees.</b> While the lease of a writer is certain, no other is. First come, first
 * served, so nobody starves: a reader that comes after a waiting writer waits for it. A reader
 * watches the nearest writer before it, a writer the node right before it, so a release wakes
 * exactly those whose turn it is. The token of a writer is greater than those of all who held the
 * lock before. A writer can become a reader without letting go, a reader cannot become a writer.
 *
 * <p>Without a connection, and when the session expires: as {@link Mutex}.
 */
public final class ReadWriteLock {
    private static final String READ = "__READ__";
    private static final String WRITE = "__WRIT__";

    private final MusterClient client;
    private final String path;

    /** The lock at {@code path}, a directory that is created when it is needed. */
    public ReadWriteLock(MusterClient client, String path) {
        this.client = client.onOwnLane();
        this.path = path;
    }

    /** Asks to read; as {@link Mutex#lockAsync}. */
    public CompletableFuture<Lease> readAsync(Duration limit) {
        return ask(READ, Rule.TOGETHER, limit);
    }

    /** Waits to read; as {@link Mutex#lock(Duration)}. */
    public Lease read(Duration limit) throws InterruptedException {
        return Turn.await(readAsync(limit));
    }

    /** Asks to write; as {@link Mutex#lockAsync}. */
    public CompletableFuture<Lease> writeAsync(Duration limit) {
        return ask(WRITE, Rule.ALONE, limit);
    }

    /** Waits to write; as {@link Mutex#lock(Duration)}. */
    public Lease write(Duration limit) throws InterruptedException {
        return Turn.await(writeAsync(limit));
    }

    private CompletableFuture<Lease> ask(String tag, Rule rule, Duration limit) {
        Contender contender =
                Contender.join(client, new Contender.Seat(path, tag, Bytes.EMPTY), rule);
        CompletableFuture<Lease> coming = contender.granted().thenApply(held -> held);
        return Turn.within(limit, coming, contender::leave, Lease::close);
    }

    /**
     * Makes a writer a reader, in one step: no other writer comes in between, and readers that wait
     * behind it come in. The writer's lease is released if this succeeds, and stays as it is if
     * not.
     *
     * @param writer a lease of this lock's for writing
     */
    public CompletableFuture<Lease> downgrade(Lease writer, Duration limit) {
        if (!(writer instanceof Held held) || !held.nodePath().contains("-" + WRITE)) {
            throw new IllegalArgumentException(writer.nodePath() + " is no writer's");
        }
        String name = held.nodePath().substring(path.length() + 1).replace(WRITE, READ);
        Txn swap =
                new Txn()
                        .create(path + "/" + name, Bytes.EMPTY, CreateSpec.ephemeral())
                        .delete(held.nodePath(), Expect.any());
        held.leaving();
        CompletableFuture<Lease> reading = new CompletableFuture<>();
        Steps.when(
                client.txn(swap),
                result -> swapped(held, result, name, reading),
                failure -> {
                    held.left(false);
                    reading.completeExceptionally(failure);
                });
        return Turn.within(limit, reading, () -> {}, Lease::close);
    }

    private void swapped(
            Held writer, TxnResult result, String name, CompletableFuture<Lease> reading) {
        boolean done = result instanceof TxnResult.Committed;
        writer.left(done);
        if (!done) {
            reading.completeExceptionally(
                    new NotGrantedException("the lease was lost before the downgrade"));
            return;
        }
        Contender contender =
                Contender.at(
                        client, new Contender.Seat(path, READ, Bytes.EMPTY), Rule.TOGETHER, name);
        CompletableFuture<Held> unused =
                contender
                        .granted()
                        .whenComplete((held, thrown) -> {
                            if (thrown != null) {
                                reading.completeExceptionally(thrown);
                            } else if (!reading.complete(held)) {
                                held.close();
                            }
                        });
    }
}
