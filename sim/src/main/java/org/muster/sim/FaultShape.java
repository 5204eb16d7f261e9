package org.muster.sim;

import org.muster.sim.host.DiskNemesis;
import org.muster.sim.world.LinkOptions;
import org.muster.sim.world.Rng;

/**
 * What goes wrong in one run, and how often; each kind is off in half of all runs.
 *
 * @param crashEveryNs mean time between process crashes, 0 for none
 * @param powerEveryNs mean time between power losses, 0 for none
 * @param pauseEveryNs mean time between pauses of the server, 0 for none
 * @param jumpEveryNs mean time between jumps of the wall clock, 0 for none
 * @param linkEveryNs mean time between faults of a connection, 0 for none
 * @param clientEveryNs mean time between naps of a client, 0 for none
 * @param fullEveryNs mean time between episodes of a full disk, 0 for none
 * @param damageChance probability of damage at a restart
 * @param powerKept probability that an unsynced sector or name survives a power loss
 * @param inOrder whether names are lost from the last on
 * @param disk what goes wrong with single operations
 * @param links how links behave
 */
record FaultShape(
        long crashEveryNs,
        long powerEveryNs,
        long pauseEveryNs,
        long jumpEveryNs,
        long linkEveryNs,
        long clientEveryNs,
        long fullEveryNs,
        double damageChance,
        double powerKept,
        boolean inOrder,
        DiskNemesis.Rates disk,
        LinkOptions links) {
    private static final long SECOND = 1_000_000_000L;

    /** Faults drawn at random for a run of {@code lengthNs}. */
    public static FaultShape draw(Rng rng, long lengthNs) {
        return new FaultShape(
                every(rng, 2 * SECOND, lengthNs),
                every(rng, 3 * SECOND, lengthNs),
                every(rng, 3 * SECOND, lengthNs),
                every(rng, 2 * SECOND, lengthNs),
                every(rng, SECOND / 2, lengthNs),
                every(rng, SECOND, lengthNs),
                every(rng, 5 * SECOND, lengthNs),
                rng.chance(0.5) ? 0 : rng.nextDouble() * 0.5,
                rng.chance(0.4) ? 0 : rng.nextDouble(),
                rng.chance(0.4),
                new DiskNemesis.Rates(
                        rng.chance(0.5) ? 0 : rng.nextDouble() * 0.01,
                        rng.chance(0.5) ? 0 : rng.nextDouble() * 0.01,
                        rng.chance(0.7) ? 0 : rng.nextDouble() * 0.002),
                new LinkOptions(
                        20_000L,
                        rng.logUniform(100_000L, 5_000_000L),
                        rng.chance(0.5) ? 0 : rng.nextDouble() * 0.02,
                        rng.logUniform(10_000_000L, 2 * SECOND),
                        rng.chance(0.1) ? 7 : 1 << 16));
    }

    private static long every(Rng rng, long leastNs, long mostNs) {
        return rng.nextBoolean() ? 0 : rng.logUniform(leastNs, Math.max(leastNs, mostNs));
    }
}
