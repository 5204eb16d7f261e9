package org.muster.zab;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.muster.model.Invariant;

/** Simulated time: what happens when, and what happens at the same moment keeps its order. */
public final class Timeline {
    private static final long MS = 1_000_000;

    private record Event(long atNs, long order, Runnable what) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(
                    Comparator.comparingLong(Event::atNs).thenComparingLong(Event::order));
    private long nowNs = MS;
    private long order;

    /** Now, in nanoseconds. */
    public long nowNs() {
        return nowNs;
    }

    /** Now, in milliseconds. */
    public long nowMs() {
        return nowNs / MS;
    }

    /** Does {@code what} after {@code ms}. */
    public void in(long ms, Runnable what) {
        at(nowNs + ms * MS, what);
    }

    /** Does {@code what} at {@code ns}, or now if that is over. */
    public void at(long ns, Runnable what) {
        events.add(new Event(Math.max(ns, nowNs), order++, what));
    }

    /** Lets {@code ms} pass. */
    public void runFor(long ms) {
        long endNs = nowNs + ms * MS;
        while (next().atNs() <= endNs) {
            step();
        }
        nowNs = endNs;
    }

    /** Runs until {@code goal} is reached and gives how many milliseconds that took. */
    public long runUntil(BooleanSupplier goal, long limitMs, Supplier<String> whatThereIs) {
        long start = nowMs();
        while (!goal.getAsBoolean()) {
            if (nowMs() - start > limitMs) {
                throw new AssertionError("not within " + limitMs + " ms: " + whatThereIs.get());
            }
            step();
        }
        return nowMs() - start;
    }

    private Event next() {
        return Invariant.present(events.peek(), "something is always due");
    }

    private void step() {
        Event event = Invariant.present(events.poll(), "something is always due");
        nowNs = event.atNs();
        event.what().run();
    }
}
