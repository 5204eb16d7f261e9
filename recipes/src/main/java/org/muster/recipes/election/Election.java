package org.muster.recipes.election;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.muster.client.CallOption;
import org.muster.client.Expect;
import org.muster.client.MusterClient;
import org.muster.client.Txn;
import org.muster.client.TxnResult;
import org.muster.model.Bytes;
import org.muster.recipes.lease.Lease;
import org.muster.recipes.line.Contender;
import org.muster.recipes.line.Steps;
import org.muster.recipes.line.Ticket;

/**
 * The election of one leader among candidates, on the znodes of Curator's {@code LeaderLatch}.
 *
 * <p><b>Guarantees.</b> At any time at most one candidate's lease is certain; a leader that was
 * stopped and does not know yet that another leads is fenced by {@link Lease#guard} and the token,
 * without any clock. Who waits longest leads next, and only the next one is woken.
 *
 * <p><b>Without a connection</b> a leader keeps leading until its lease's clock ends it; its work
 * is told first, by {@link Lease#lost}. A short cut costs no leadership. <b>When the session
 * expires</b> the lease is lost, and the candidate stands again, behind the others.
 */
public final class Election {
    /** What a leader does: begins when called, and is over when the future completes. */
    @FunctionalInterface
    public interface Work {
        /** Begins to lead; the future is cancelled when the lease is lost. */
        CompletableFuture<?> lead(Lease leadership);
    }

    private final MusterClient client;
    private final String path;

    /** The election at {@code path}, a directory that is created when it is needed. */
    public Election(MusterClient client, String path) {
        this.client = client.onOwnLane();
        this.path = path;
    }

    /**
     * Stands as a candidate, and leads whenever elected: {@code work} is called on a thread that it
     * may block. When the work is over or fails, the candidate resigns and stands again; when the
     * lease is lost, the work's future is cancelled.
     *
     * @param id what observers see, and candidates can be named by
     */
    public Candidate run(String id, Work work) {
        Candidate candidate = new Candidate(client, seat(id), work);
        candidate.stand();
        return candidate;
    }

    private Contender.Seat seat(String id) {
        return new Contender.Seat(path, "latch-", Bytes.utf8(id));
    }

    /**
     * Lets {@code observer} hear who leads, now and whenever it changes, until what is returned is
     * closed: the leader's id, or empty while there is none. Intermediate leaders may be skipped.
     */
    public Observation observe(Consumer<? super java.util.Optional<Leader>> observer) {
        return Observation.begin(client, path, observer);
    }

    /** All candidates, the leader first. */
    public CompletableFuture<List<Leader>> candidates() {
        return Steps.forUsers(
                client.children(path, CallOption.Consistency.SYNCED)
                        .thenCompose(found -> read(Ticket.inOrder(found.names()))));
    }

    private CompletableFuture<List<Leader>> read(List<Ticket> line) {
        CompletableFuture<List<Leader>> all = CompletableFuture.completedFuture(List.of());
        for (Ticket ticket : line) {
            CompletableFuture<@Nullable Leader> one =
                    client.get(path + "/" + ticket.name())
                            .<@Nullable Leader>thenApply(Leader::of)
                            .exceptionally(gone -> null);
            all = all.thenCombine(one, Election::append);
        }
        return all;
    }

    private static List<Leader> append(List<Leader> some, @Nullable Leader one) {
        if (one == null) {
            return some;
        }
        List<Leader> more = new ArrayList<>(some);
        more.add(one);
        return more;
    }

    /**
     * Lets the candidate {@code id} lead next: those before it, the leader included, lose their
     * places in one transaction and stand again behind it. False if the line changed meanwhile or
     * there is no such candidate.
     *
     * @param leadership the lease of the present leader
     */
    public CompletableFuture<Boolean> yieldTo(Lease leadership, String id) {
        return candidates()
                .thenCompose(line -> {
                    Txn txn = leadership.guard();
                    for (Leader candidate : line) {
                        if (candidate.id().equals(id)) {
                            return txn.size() == 1
                                    ? CompletableFuture.completedFuture(false)
                                    : client.txn(txn)
                                            .thenApply(TxnResult.Committed.class::isInstance);
                        }
                        txn.delete(candidate.nodePath(), Expect.any());
                    }
                    return CompletableFuture.completedFuture(false);
                });
    }
}
