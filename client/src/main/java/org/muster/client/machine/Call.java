package org.muster.client.machine;

import org.jspecify.annotations.Nullable;
import org.muster.model.request.Request;
import org.muster.model.request.Response;
import org.muster.model.request.WriteRequest;

/**
 * One request of the application on its way to its one end; owned by the machine once submitted.
 */
public final class Call {
    final Request request;
    final @Nullable Request prelude;
    final @Nullable Watch watch;
    final Proof proof;
    final long deadlineNs;

    private final Reply reply;

    /** Its place in the order of calls. */
    long number;

    /** Newest transaction this client knew of when it was sent last. */
    long zxidWhenSent;

    int attempts;

    /** Whether a server may have applied it: it is a write, was sent, and nobody has told. */
    boolean maybeApplied;

    private boolean ended;

    /** A call, to be made in this manner. */
    public Call(Request request, Manner manner, Reply reply) {
        this.request = request;
        this.prelude = manner.prelude();
        this.watch = manner.watch();
        this.proof = manner.proof();
        this.deadlineNs = manner.deadlineNs();
        this.reply = reply;
    }

    boolean isWrite() {
        return request instanceof WriteRequest;
    }

    /** Whether there is nothing left to do for it: it has its end, or nobody waits for it. */
    boolean isEnded() {
        return ended || !reply.isWanted();
    }

    void answer(Response response, long zxid, boolean resolved) {
        if (!ended) {
            ended = true;
            reply.answered(response, zxid, resolved);
        }
    }

    void fail(Failure failure) {
        if (!ended) {
            ended = true;
            reply.failed(failure);
        }
    }

    void fail(Failure.Kind kind, String detail) {
        fail(Failure.of(kind, maybeApplied, detail));
    }
}
