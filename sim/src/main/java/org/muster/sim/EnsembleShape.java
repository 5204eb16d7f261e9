package org.muster.sim;

import java.util.ArrayList;
import java.util.List;
import org.muster.model.ServerId;
import org.muster.model.peer.Membership;
import org.muster.sim.world.LinkOptions;
import org.muster.sim.world.Rng;
import org.muster.zab.ZabConfig;

/**
 * How the ensemble of one run is made, and what goes wrong between its members.
 *
 * @param membership who votes and who observes
 * @param limits how much history members keep in memory
 * @param extensions whether they say all that Apache's servers do not, or only what clients need to
 *     keep their connections
 * @param encodes whether messages go through the codecs
 * @param cutEveryNs mean time between two partitions, 0 for none
 * @param cutLongestNs the longest that one lasts
 * @param resetEveryNs mean time between two resets of a quorum connection, 0 for none
 * @param wipeChance probability that a planned crash finds the disk empty afterwards
 * @param boundaryChance probability of a crash between two effects
 * @param links how the network between members behaves
 */
record EnsembleShape(
        Membership membership,
        ZabConfig.Limits limits,
        boolean extensions,
        boolean encodes,
        long cutEveryNs,
        long cutLongestNs,
        long resetEveryNs,
        double wipeChance,
        double boundaryChance,
        LinkOptions links) {
    private static final long SECOND = 1_000_000_000L;

    /** A shape drawn at random for a run of {@code lengthNs}. */
    static EnsembleShape draw(Rng rng, long lengthNs) {
        return new EnsembleShape(
                membership(rng),
                new ZabConfig.Limits(
                        rng.chance(0.5) ? (int) rng.between(1, 30) : 20_000,
                        64L << 20,
                        rng.chance(0.1)),
                rng.chance(0.8),
                rng.chance(0.3),
                rng.chance(0.4) ? 0 : rng.logUniform(SECOND, Math.max(SECOND, lengthNs)),
                rng.logUniform(SECOND / 5, 10 * SECOND),
                rng.chance(0.5) ? 0 : rng.logUniform(SECOND / 4, Math.max(SECOND, lengthNs)),
                rng.chance(0.8) ? 0 : rng.nextDouble() * 0.3,
                rng.chance(0.6) ? 0 : rng.nextDouble() * 0.001,
                new LinkOptions(
                        20_000L,
                        rng.logUniform(100_000L, 3_000_000L),
                        rng.chance(0.5) ? 0 : rng.nextDouble() * 0.01,
                        rng.logUniform(10_000_000L, SECOND / 2),
                        1 << 16));
    }

    private static Membership membership(Rng rng) {
        int voters = rng.chance(0.6) ? 3 : rng.chance(0.7) ? 5 : rng.chance(0.5) ? 4 : 7;
        int observers = rng.chance(0.6) || voters == 7 ? 0 : 1 + rng.nextInt(2);
        return new Membership(0, ids(1, voters), ids(voters + 1, observers), List.of());
    }

    private static List<ServerId> ids(int first, int count) {
        List<ServerId> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(new ServerId(first + i));
        }
        return ids;
    }

    /** All members, voters first. */
    List<ServerId> members() {
        List<ServerId> all = new ArrayList<>(membership.voters());
        all.addAll(membership.observers());
        return all;
    }

    /** How many voters decide. */
    int majority() {
        return membership.voters().size() / 2 + 1;
    }
}
