package org.muster.sim.workload;

import org.muster.sim.world.Rng;

/**
 * What the clients of one run do.
 *
 * @param clients how many there are
 * @param thinkNs mean pause between two requests of one client
 * @param depth requests a client has in flight at most
 * @param keys znodes that all of them fight over
 * @param readShare probability that a request is a read
 * @param watchShare probability that a read sets a watch, and weight of watch operations
 * @param multiShare probability that a write is a multi
 * @param ephemeralShare probability that a create is ephemeral
 * @param oddShare probability of a request with an odd path, flag, version or ACL
 * @param closeShare probability that a request ends the session
 * @param moveShare probability that a client reconnects for no reason instead
 * @param abandonShare probability that it then goes on asking on the old connection for a while
 * @param quotaShare probability that a write is about a quota
 * @param ttlShare probability that a write makes or keeps a TTL znode
 * @param timeoutMs session timeout asked for, before the server's bounds
 * @param dataBytes longest data
 */
public record LoadShape(
        int clients,
        long thinkNs,
        int depth,
        int keys,
        double readShare,
        double watchShare,
        double multiShare,
        double ephemeralShare,
        double oddShare,
        double closeShare,
        double moveShare,
        double abandonShare,
        double quotaShare,
        double ttlShare,
        int timeoutMs,
        int dataBytes) {

    /** One request after the other, nothing odd. */
    public static LoadShape calm() {
        return new LoadShape(1, 5_000_000L, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4_000, 60);
    }

    /** A shape drawn at random. */
    public static LoadShape draw(Rng rng) {
        int clients = (int) rng.between(1, 8);
        int depth = (int) rng.between(1, 16);
        // Bursts are (1 + depth) / 2 long on average: about 10 to 300 requests a second in all.
        long requestsPerS = rng.logUniform(10, 300);
        return new LoadShape(
                clients,
                500_000_000L * clients * (1 + depth) / requestsPerS,
                depth,
                (int) rng.between(1, 8),
                rng.nextDouble() * 0.8,
                rng.nextDouble(),
                rng.chance(0.5) ? rng.nextDouble() * 0.5 : 0,
                rng.nextDouble() * 0.6,
                rng.chance(0.5) ? rng.nextDouble() * 0.3 : 0,
                rng.chance(0.7) ? rng.nextDouble() * 0.02 : 0,
                rng.chance(0.7) ? rng.nextDouble() * (rng.chance(0.3) ? 0.2 : 0.03) : 0,
                rng.chance(0.5) ? 0.2 : 0.8,
                rng.chance(0.4) ? rng.nextDouble() * 0.2 : 0,
                rng.chance(0.4) ? rng.nextDouble() * 0.5 : 0,
                (int) rng.between(500, 8_000),
                rng.chance(0.2) ? 6_000 : 60);
    }
}
