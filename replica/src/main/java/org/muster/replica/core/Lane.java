package org.muster.replica.core;

import java.util.ArrayDeque;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.muster.model.SessionId;
import org.muster.model.request.WriteRequest;
import org.muster.model.txn.Txn;
import org.muster.model.txn.TxnHeader;
import org.muster.replica.route.Submission;

/**
 * One client of this member while another member decides: what it asked for and has not heard of,
 * in order. Behind a sync nothing is forwarded until it is answered.
 */
final class Lane {
    final SessionId session;
    final int front;
    final long link;
    final int timeoutMs;

    /** The zxid of its attachment; 0 if it was none of a transaction. */
    long attachment;

    /** Forwarded: a leader has it, or had it. */
    private final ArrayDeque<Submission> sent = new ArrayDeque<>(4);

    private final ArrayDeque<Submission> waiting = new ArrayDeque<>(4);

    Lane(SessionId session, Purpose.Place place, int timeoutMs, long attachment) {
        this.session = session;
        this.front = place.front();
        this.link = place.link();
        this.timeoutMs = timeoutMs;
        this.attachment = attachment;
    }

    boolean isAt(int front, long link) {
        return this.front == front && this.link == link;
    }

    /** {@code submission}, a write or a sync, comes behind all others. */
    void add(Submission submission) {
        waiting.add(submission);
    }

    /** A leader was asked for {@code submission}, behind all others asked for. */
    void addSent(Submission submission) {
        sent.add(submission);
    }

    boolean hasSent() {
        return !sent.isEmpty();
    }

    /** What may be forwarded or answered next; null if there is nothing, or it must wait. */
    @Nullable Submission next() {
        return sent.peekLast() instanceof Submission.Sync ? null : waiting.peek();
    }

    /** {@link #next} is being forwarded, or waits among what is forwarded for its answer here. */
    void forwarded() {
        sent.add(waiting.remove());
    }

    /** Whether {@code write} is answered where it came, without a leader: it says nothing. */
    static boolean isAnsweredHere(Submission.Write write) {
        return write.request() instanceof WriteRequest.Undecodable;
    }

    /** The next write to be answered here, if its turn has come: it leaves the lane. */
    Submission.@Nullable Write takeAnsweredHere() {
        if (sent.peek() instanceof Submission.Write write && isAnsweredHere(write)) {
            sent.remove();
            return write;
        }
        return null;
    }

    /**
     * The oldest write asked of a leader, if {@code header} and {@code txn} are what can have come
     * of it: it leaves the lane.
     */
    Submission.@Nullable Write takeWrite(TxnHeader header, Txn txn) {
        if (sent.peek() instanceof Submission.Write write
                && write.xid() == header.cxid()
                && !isAnsweredHere(write)
                && Outcomes.canBecome(write.request(), txn)) {
            sent.remove();
            return write;
        }
        return null;
    }

    /** {@code sync} leaves the lane; whether it was its turn. */
    boolean takeSync(Submission.Sync sync) {
        if (sync.equals(sent.peek())) {
            sent.remove();
            return true;
        }
        return false;
    }

    /** Nothing asked of a leader came to anything: all of it is to be asked for again. */
    void rewind() {
        while (!sent.isEmpty()) {
            waiting.addFirst(sent.removeLast());
        }
    }

    /** Visits everything in order. */
    void forEach(BiConsumer<Integer, Submission> visitor) {
        sent.forEach(submission -> visitor.accept(front, submission));
        waiting.forEach(submission -> visitor.accept(front, submission));
    }
}
