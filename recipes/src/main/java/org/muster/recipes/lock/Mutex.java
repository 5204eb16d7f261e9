package org.muster.recipes.lock;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.muster.client.Code;
import org.muster.client.MusterClient;
import org.muster.client.MusterException;
import org.muster.model.Bytes;
import org.muster.recipes.lease.Lease;
import org.muster.recipes.line.Contender;
import org.muster.recipes.line.Rule;
import org.muster.recipes.line.Steps;
import org.muster.recipes.line.Ticket;
import org.muster.recipes.line.Turn;

/**
 * A lock that one at a time can hold, on the znodes of Curator's {@code InterProcessMutex}.
 *
 * <p><b>Guarantees.</b> Of all leases on one path at most one is certain at any time; later holders
 * have greater tokens. First come, first served: each waiter watches only the node of the one
 * before it, so a release wakes one waiter; calls made at once while the directory is missing have
 * no order. The lock belongs to whoever has the lease, in whatever thread. It is not reentrant: see
 * {@link ReentrantMutex}.
 *
 * <p><b>Without a connection</b> waiters keep their place and holders their lease, for as long as
 * its clock allows. <b>When the session expires</b> the lease is lost, before anybody else can get
 * the lock; waiters join again at the end of the line.
 */
public final class Mutex {
    private static final Duration FOREVER = Duration.ofDays(10_000);

    private final MusterClient client;
    private final String path;
    private final Bytes owner;
    private final String tag;

    /** The lock at {@code path}, a directory that is created when it is needed. */
    public Mutex(MusterClient client, String path) {
        this(client, path, "");
    }

    /** The same, telling those who look at the nodes who {@code owner} is. */
    public Mutex(MusterClient client, String path, String owner) {
        this(client, path, owner, "lock-");
    }

    private Mutex(MusterClient client, String path, String owner, String tag) {
        this.client = client.onOwnLane();
        this.path = path;
        this.owner = Bytes.utf8(owner);
        this.tag = tag;
    }

    /**
     * The lock at {@code path} with names as kazoo's {@code Lock} gives them. All who use a path
     * must agree on the names: kazoo and Curator do not see each other.
     */
    public static Mutex namedAsByKazoo(MusterClient client, String path, String owner) {
        return new Mutex(client, path, owner, Contender.KAZOO);
    }

    /**
     * Asks for the lock. The future fails with {@link org.muster.recipes.lease.NotGrantedException}
     * after {@code limit}; cancelling it gives up the place in the line.
     */
    public CompletableFuture<Lease> lockAsync(Duration limit) {
        Contender contender =
                Contender.join(client, new Contender.Seat(path, tag, owner), Rule.ALONE);
        CompletableFuture<Lease> coming = contender.granted().thenApply(held -> held);
        return Turn.within(limit, coming, contender::leave, Lease::close);
    }

    /**
     * Waits for the lock.
     *
     * @throws org.muster.recipes.lease.NotGrantedException after {@code limit}
     */
    public Lease lock(Duration limit) throws InterruptedException {
        return Turn.await(lockAsync(limit));
    }

    /** Waits for the lock, however long it takes. */
    public Lease lock() throws InterruptedException {
        return lock(FOREVER);
    }

    /**
     * The lock if nobody has it or waits for it. Nothing is written if somebody does; if somebody
     * comes in the same moment, the place in the line is given up again.
     */
    public CompletableFuture<Optional<Lease>> tryLock() {
        CompletableFuture<Boolean> free =
                client.children(path)
                        .thenApply(found -> Ticket.inOrder(found.names()).isEmpty())
                        .exceptionally(Mutex::isMissing);
        return Steps.forUsers(
                free.thenCompose(isFree ->
                        isFree ? first() : CompletableFuture.completedFuture(Optional.empty())));
    }

    private static boolean isMissing(Throwable thrown) {
        MusterException failure = MusterException.of(thrown);
        if (failure.code() == Code.NO_NODE) {
            return true;
        }
        throw failure;
    }

    private CompletableFuture<Optional<Lease>> first() {
        CompletableFuture<Optional<Lease>> answer = new CompletableFuture<>();
        Contender contender =
                Contender.join(
                        client,
                        new Contender.Seat(path, tag, owner),
                        (line, own) -> {
                            if (own > 0) {
                                answer.complete(Optional.empty());
                            }
                            return Rule.ALONE.waitsFor(line, own);
                        });
        Steps.when(
                contender.granted(),
                held -> {
                    if (!answer.complete(Optional.of(held))) {
                        held.close();
                    }
                },
                answer::completeExceptionally);
        Steps.done(
                answer,
                got -> {
                    if (got.isEmpty()) {
                        contender.leave();
                    }
                });
        return answer;
    }

    /** The names of the nodes of holder and waiters, in the order of their turns. */
    public CompletableFuture<List<String>> line() {
        return Steps.forUsers(
                client.children(path)
                        .thenApply(found ->
                                Ticket.inOrder(found.names()).stream().map(Ticket::name).toList()));
    }
}
