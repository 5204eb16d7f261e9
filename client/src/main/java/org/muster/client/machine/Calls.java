package org.muster.client.machine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.muster.client.machine.Failure.Kind;

/**
 * Calls that are not on their way: those that wait to be sent, and those in doubt, whose answer was
 * lost with a connection. Both in the order in which they were made.
 */
final class Calls {
    private final ArrayDeque<Call> queue = new ArrayDeque<>();
    private final List<Call> doubts = new ArrayList<>();
    private long nextNumber;
    private long nextDeadlineNs = Long.MAX_VALUE;

    void add(Call call) {
        call.number = nextNumber++;
        queue.add(call);
        nextDeadlineNs = Math.min(nextDeadlineNs, call.deadlineNs);
    }

    int queued() {
        return queue.size();
    }

    /** The next call to send, or null. */
    @Nullable Call poll() {
        Call call = queue.poll();
        while (call != null && call.isEnded()) {
            call = queue.poll();
        }
        return call;
    }

    /**
     * Takes back what was on its way: some goes again, of some it must be found out. All of it, if
     * it was applied, was applied after {@code answeredZxid}, for answers come in order.
     */
    void interrupted(Iterable<Link.Slot> pending, long answeredZxid) {
        List<Call> again = new ArrayList<>();
        for (Link.Slot slot : pending) {
            Call call = slot.call();
            if (call == null || slot.prelude() || call.isEnded()) {
                continue;
            }
            if (call.proof instanceof Proof.Repeat) {
                again.add(call);
            } else {
                call.zxidWhenSent = Math.max(call.zxidWhenSent, answeredZxid);
                doubts.add(call);
            }
        }
        again(again);
        doubts.sort(Comparator.comparingLong(call -> call.number));
    }

    /** Puts calls back in their old places. */
    void again(List<Call> calls) {
        if (!calls.isEmpty()) {
            List<Call> all = new ArrayList<>(queue);
            all.addAll(calls);
            all.sort(Comparator.comparingLong(call -> call.number));
            queue.clear();
            queue.addAll(all);
        }
    }

    /** The calls in doubt now. */
    List<Call> doubts() {
        doubts.removeIf(Call::isEnded);
        return List.copyOf(doubts);
    }

    /** A call in doubt turned out not to have been applied. */
    void again(Call call) {
        doubts.remove(call);
        call.maybeApplied = false;
        again(List.of(call));
    }

    /** Ends all that {@code concerned} holds for. */
    void fail(Predicate<Call> concerned, Kind kind, String detail) {
        for (Call call : everything()) {
            if (concerned.test(call)) {
                call.fail(kind, detail);
            }
        }
        doubts.removeIf(Call::isEnded);
        queue.removeIf(Call::isEnded);
    }

    private List<Call> everything() {
        List<Call> all = new ArrayList<>(doubts);
        all.addAll(queue);
        return all;
    }

    long nextDeadlineNs() {
        return nextDeadlineNs;
    }

    /** Ends what is too late, also among what is on its way, once the first deadline has passed. */
    void expire(long nowNs, Iterable<Link.Slot> pending, String detail) {
        if (nowNs < nextDeadlineNs) {
            return;
        }
        List<Call> all = everything();
        for (Link.Slot slot : pending) {
            if (slot.call() != null && !slot.prelude()) {
                all.add(slot.call());
            }
        }
        nextDeadlineNs = Long.MAX_VALUE;
        for (Call call : all) {
            if (call.deadlineNs <= nowNs) {
                call.fail(Kind.TIMEOUT, detail);
            } else if (!call.isEnded()) {
                nextDeadlineNs = Math.min(nextDeadlineNs, call.deadlineNs);
            }
        }
        doubts.removeIf(Call::isEnded);
        queue.removeIf(Call::isEnded);
    }
}
