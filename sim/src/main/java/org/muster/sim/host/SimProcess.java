package org.muster.sim.host;

import org.muster.sim.world.CrashException;
import org.muster.sim.world.World;

/**
 * One life of the server process: its tasks run while it lives, wait while it is paused, and end
 * with it.
 */
final class SimProcess {
    /** Told that the process is dead. */
    interface Undertaker {
        /** It died of {@code cause}. */
        void died(String cause);
    }

    private final World world;
    private final Undertaker undertaker;
    private boolean alive = true;
    private long pausedUntilNs;

    SimProcess(World world, Undertaker undertaker) {
        this.world = world;
        this.undertaker = undertaker;
    }

    boolean isAlive() {
        return alive;
    }

    /** Lets {@code work} happen after {@code delayNs}, later if the process is paused then. */
    void later(long delayNs, Runnable work) {
        world.after(delayNs, () -> perform(work));
    }

    private void perform(Runnable work) {
        if (!alive) {
            return;
        }
        long leftNs = pausedUntilNs - world.nowNs();
        if (leftNs > 0) {
            later(leftNs, work);
            return;
        }
        try {
            work.run();
        } catch (CrashException crash) {
            die("crash at " + crash.getMessage());
        }
    }

    /** All tasks stand still for {@code durationNs}. */
    void pause(long durationNs) {
        pausedUntilNs = Math.max(pausedUntilNs, world.nowNs() + durationNs);
    }

    /** Ends the process. */
    void die(String cause) {
        if (alive) {
            alive = false;
            undertaker.died(cause);
        }
    }
}
