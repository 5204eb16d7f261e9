package org.muster.recipes.election;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.muster.client.MusterClient;
import org.muster.client.MusterException;
import org.muster.recipes.lease.Lease;
import org.muster.recipes.lease.LeaseState;
import org.muster.recipes.line.Contender;
import org.muster.recipes.line.Held;
import org.muster.recipes.line.Rule;
import org.muster.recipes.line.Steps;
import org.muster.recipes.worker.Workers;

/** One that stands in an {@link Election} until it is closed. */
public final class Candidate implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Candidate.class.getName());

    private final MusterClient client;
    private final Contender.Seat seat;
    private final Election.Work work;
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private @Nullable Contender contender;
    private @Nullable Held leadership;
    private boolean closed;

    Candidate(MusterClient client, Contender.Seat seat, Election.Work work) {
        this.client = client;
        this.seat = seat;
        this.work = work;
    }

    /** Whether it certainly leads now. */
    public synchronized boolean isLeader() {
        return leadership != null
                && leadership.state() != LeaseState.LOST
                && leadership.state() != LeaseState.RELEASED;
    }

    /** Its leadership, if it leads. */
    public synchronized Optional<Lease> leadership() {
        return Optional.ofNullable(isLeader() ? leadership : null);
    }

    /** Lets the next one lead and stands again at the end of the line. */
    public void resign() {
        Held held;
        synchronized (this) {
            held = leadership;
        }
        if (held != null) {
            held.close();
        }
    }

    /** Completes when it stands no more, because it was closed or standing became impossible. */
    public CompletableFuture<String> ended() {
        return Steps.forUsers(ended);
    }

    /** Stands no more, and resigns if it leads. */
    @Override
    public void close() {
        end("closed");
    }

    private void end(String why) {
        Contender waiting;
        Held held;
        synchronized (this) {
            closed = true;
            waiting = contender;
            held = leadership;
        }
        ended.complete(why);
        if (waiting != null) {
            waiting.leave();
        }
        if (held != null) {
            held.close();
        }
    }

    void stand() {
        Contender next;
        synchronized (this) {
            if (closed) {
                return;
            }
            next = Contender.join(client, seat, Rule.ALONE);
            contender = next;
        }
        Steps.when(next.granted(), this::elected, this::failed);
    }

    private void failed(MusterException failure) {
        synchronized (this) {
            if (closed) {
                return;
            }
        }
        end(String.valueOf(failure.getMessage()));
    }

    private void elected(Held held) {
        synchronized (this) {
            contender = null;
            leadership = held;
            if (closed) {
                held.close();
                return;
            }
        }
        CompletableFuture<?> leading =
                CompletableFuture.completedFuture(held)
                        .thenComposeAsync(lease -> begin(lease), Workers.USERS)
                        .handle((done, thrown) -> over(held, thrown));
        Steps.done(leading, done -> {});
    }

    private CompletableFuture<?> begin(Held held) {
        CompletableFuture<?> running = work.lead(held);
        Steps.done(held.lost(), why -> running.cancel(true));
        return running;
    }

    private boolean over(Held held, @Nullable Throwable thrown) {
        boolean cancelled =
                thrown instanceof CancellationException
                        || (thrown != null && thrown.getCause() instanceof CancellationException);
        if (thrown != null && !cancelled) {
            LOG.log(System.Logger.Level.WARNING, "a leader's work failed: it resigns", thrown);
        }
        synchronized (this) {
            leadership = null;
        }
        held.close();
        // Not at once: an election of one whose work fails must not spin.
        Steps.later(Steps.pauseMs(3), this::stand);
        return true;
    }
}
