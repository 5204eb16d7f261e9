package org.muster.sim.host;

import org.jspecify.annotations.Nullable;
import org.muster.sim.check.Terms;
import org.muster.sim.world.Rng;

/**
 * How the server of one run is built and how fast its threads come to their turns.
 *
 * @param fronts event loops with connections
 * @param tickTimeMs width of an expiry bucket; sessions last 2 to 20 of them
 * @param segmentBytes size of a log file
 * @param fillsSegments whether log files are prepared ahead
 * @param snapshotEveryRecords transactions between two snapshots
 * @param purges whether old snapshots and logs are deleted
 * @param maxTurnDelayNs how long a thread may wait for its turn
 * @param maxWriteNs how long a write to the log may take
 * @param maxSyncNs how long a sync may take
 * @param slowChance probability that a delay is a hundred times as long
 * @param clockRate how fast the monotonic clock runs
 * @param maxOutstanding requests a front takes in before it stops reading
 * @param maxOutstandingBytes the same in bytes
 * @param separateLogs whether logs have a disk of their own
 * @param forceSync whether the log is synced; else only a crash of the process loses nothing
 * @param enforceQuota whether hard quotas refuse writes
 * @param hasSuper whether there is a super user, "super" with the password "secret"
 * @param sweepEveryMs how often containers and TTL znodes are looked for
 * @param sweepPerMinute how many of them may go a minute
 */
public record ServerShape(
        int fronts,
        int tickTimeMs,
        int segmentBytes,
        boolean fillsSegments,
        long snapshotEveryRecords,
        boolean purges,
        long maxTurnDelayNs,
        long maxWriteNs,
        long maxSyncNs,
        double slowChance,
        double clockRate,
        int maxOutstanding,
        long maxOutstandingBytes,
        boolean separateLogs,
        boolean forceSync,
        boolean enforceQuota,
        boolean hasSuper,
        int sweepEveryMs,
        int sweepPerMinute) {
    private static final String SUPER_DIGEST = "super:lK75jTNcA+U9vtVEw5vB51mj/w4=";

    /** A shape drawn at random. */
    public static ServerShape draw(Rng rng) {
        double drift = rng.chance(0.05) ? 0.05 : 0.0005;
        return new ServerShape(
                (int) rng.between(1, 3),
                (int) rng.between(200, 1_000),
                (int) rng.between(4, 128) << 10,
                rng.chance(0.8),
                rng.chance(0.8) ? rng.between(5, 200) : Long.MAX_VALUE,
                rng.nextBoolean(),
                rng.chance(0.5) ? 200_000L : rng.logUniform(100_000L, 50_000_000L),
                rng.logUniform(10_000L, 5_000_000L),
                rng.logUniform(100_000L, 20_000_000L),
                rng.chance(0.5) ? 0 : rng.nextDouble() * 0.02,
                1 + (rng.nextDouble() * 2 - 1) * drift,
                rng.chance(0.3) ? (int) rng.between(1, 8) : 1_000,
                rng.chance(0.2) ? rng.between(100, 2_000) : 64L << 10,
                rng.chance(0.3),
                rng.chance(0.9),
                rng.nextBoolean(),
                rng.nextBoolean(),
                (int) rng.between(200, 2_000),
                rng.chance(0.4) ? 10_000 : (int) rng.logUniform(40, 1_000));
    }

    /**
     * The same for a member of an ensemble, whose promises need syncs and whose threads are
     * quicker.
     */
    public ServerShape forMember() {
        return paced(
                Math.min(maxTurnDelayNs, 5_000_000L),
                Math.min(maxSyncNs, 10_000_000L),
                Math.min(slowChance, 0.002));
    }

    /** The same on a machine with nothing else to do. */
    public ServerShape calm() {
        return paced(Math.min(maxTurnDelayNs, 200_000L), Math.min(maxSyncNs, 2_000_000L), 0);
    }

    private ServerShape paced(long turnDelayNs, long syncNs, double slow) {
        return new ServerShape(
                fronts,
                tickTimeMs,
                segmentBytes,
                fillsSegments,
                snapshotEveryRecords,
                purges,
                turnDelayNs,
                maxWriteNs,
                syncNs,
                slow,
                clockRate,
                maxOutstanding,
                maxOutstandingBytes,
                separateLogs,
                true,
                enforceQuota,
                hasSuper,
                sweepEveryMs,
                sweepPerMinute);
    }

    /** The digest of the super user, null if there is none. */
    @Nullable String superDigest() {
        return hasSuper ? SUPER_DIGEST : null;
    }

    /** What clients may rely on. */
    public Terms terms(boolean ensemble) {
        return new Terms(
                2 * tickTimeMs,
                20 * tickTimeMs,
                enforceQuota,
                superDigest(),
                sweepPerMinute,
                ensemble);
    }

    /** How long a thread waits for its turn this time. */
    long turnDelayNs(Rng rng) {
        return slowed(rng, rng.between(1_000L, maxTurnDelayNs));
    }

    /** How long a write takes this time. */
    long writeDelayNs(Rng rng) {
        return slowed(rng, rng.between(1_000L, maxWriteNs));
    }

    /** How long a sync takes this time. */
    long syncDelayNs(Rng rng) {
        return slowed(rng, rng.between(1_000L, maxSyncNs));
    }

    private long slowed(Rng rng, long delayNs) {
        return rng.chance(slowChance) ? delayNs * 100 : delayNs;
    }
}
