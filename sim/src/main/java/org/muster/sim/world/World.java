package org.muster.sim.world;

import java.util.PriorityQueue;

/**
 * Simulated time and everything that is going to happen in it, in one thread.
 *
 * <p>Events of one instant happen in the order they were scheduled, so a run is a function of its
 * seed alone.
 */
public final class World {
    private record Event(long timeNs, long sequence, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(timeNs, other.timeNs);
            return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
        }
    }

    private final PriorityQueue<Event> queue = new PriorityQueue<>();
    private final Rng rng;
    private final Schedule schedule;
    private final Trace trace = new Trace();
    private final Coverage coverage = new Coverage();
    private long nowNs;
    private long sequence;
    private long steps;

    /** A world at time 0 whose decisions follow from {@code seed}. */
    public World(long seed) {
        this(seed, Schedule.everything());
    }

    /** The same, but only what {@code schedule} allows is done to the system. */
    public World(long seed, Schedule schedule) {
        this.rng = Rng.ofSeed(seed);
        this.schedule = schedule;
    }

    /** Simulated true time since the start, nanoseconds. */
    public long nowNs() {
        return nowNs;
    }

    /** Events carried out so far. */
    public long steps() {
        return steps;
    }

    /** The root stream of random decisions: take named streams from it. */
    public Rng rng() {
        return rng;
    }

    /** What is done to the system in this run. */
    public Schedule schedule() {
        return schedule;
    }

    /**
     * Whether number {@code number} of the faults or steps called {@code kind} happens; if so it is
     * remembered as {@code what}. What it decides must come from a stream of its own.
     */
    public boolean happens(String kind, long number, Object what) {
        if (!schedule.allows(kind, number)) {
            return false;
        }
        schedule.happens(new Schedule.Event(kind, number, nowNs, what));
        return true;
    }

    /** The record of this run. */
    public Trace trace() {
        return trace;
    }

    /** The rare things counted in this run. */
    public Coverage coverage() {
        return coverage;
    }

    /** Notes an event at the present time. */
    public void note(String what, Object... details) {
        trace.note(nowNs, what, details);
    }

    /** Lets {@code action} happen {@code delayNs} (at least 0) from now. */
    public void after(long delayNs, Runnable action) {
        queue.add(new Event(nowNs + Math.max(0, delayNs), sequence++, action));
    }

    /** Carries out events until {@code endNs}, or until {@code maxSteps} have happened in all. */
    public void runUntil(long endNs, long maxSteps) {
        while (steps < maxSteps) {
            Event next = queue.peek();
            if (next == null || next.timeNs > endNs) {
                nowNs = Math.max(nowNs, endNs);
                return;
            }
            queue.poll();
            nowNs = next.timeNs;
            steps++;
            next.action.run();
        }
    }
}
