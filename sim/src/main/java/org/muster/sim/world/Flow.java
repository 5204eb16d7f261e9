package org.muster.sim.world;

import java.util.ArrayDeque;
import java.util.Deque;

/** One direction of one connection between two places: everything arrives in order, or waits. */
public final class Flow {
    private final Wires wires;
    private final long from;
    private final long to;
    private final Rng rng;
    private final Deque<Runnable> held = new ArrayDeque<>();
    private long lastArrivalNs;

    Flow(Wires wires, long from, long to, Rng rng) {
        this.wires = wires;
        this.from = from;
        this.to = to;
        this.rng = rng;
    }

    long from() {
        return from;
    }

    long to() {
        return to;
    }

    /** Lets {@code arrival} happen at the other end, after all that was carried before. */
    public void carry(Runnable arrival) {
        World world = wires.world();
        lastArrivalNs = Math.max(lastArrivalNs, world.nowNs() + wires.latencyNs(this, rng));
        world.after(lastArrivalNs - world.nowNs(), () -> arrive(arrival));
    }

    private void arrive(Runnable arrival) {
        if (!held.isEmpty() || wires.isCut(from, to)) {
            if (held.isEmpty()) {
                wires.hold(this);
            }
            held.add(arrival);
        } else {
            arrival.run();
        }
    }

    /** The cable is whole again: what waited comes soon, before what was sent later. */
    void release() {
        wires.world().after(wires.repeatNs(rng), this::drain);
    }

    private void drain() {
        while (!held.isEmpty()) {
            if (wires.isCut(from, to)) {
                wires.hold(this);
                return;
            }
            held.element().run();
            held.remove();
        }
    }
}
