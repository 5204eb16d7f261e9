package org.muster.sim.world;

import org.muster.model.Now;

/** The two clocks of the simulated machine: the monotonic one drifts, the wall one also jumps. */
public final class SimClock {
    private static final long WALL_START_MS = 1_700_000_000_000L;

    private final World world;
    private final double rate;
    private final long monotonicStartNs;
    private long wallOffsetMs;

    /** A clock that runs {@code rate} times as fast as true time (1.0005 is 500 ppm fast). */
    public SimClock(World world, double rate, long monotonicStartNs) {
        this.world = world;
        this.rate = rate;
        this.monotonicStartNs = monotonicStartNs;
    }

    /** What a program on this machine reads now. */
    public Now now() {
        long elapsed = monotonicNs();
        return new Now(
                elapsed, WALL_START_MS + wallOffsetMs + (elapsed - monotonicStartNs) / 1_000_000L);
    }

    /** The monotonic clock alone. */
    public long monotonicNs() {
        return monotonicStartNs + (long) (world.nowNs() * rate);
    }

    /** Moves the wall clock by {@code byMs}, which may be negative. */
    public void jumpWall(long byMs) {
        wallOffsetMs += byMs;
    }
}
