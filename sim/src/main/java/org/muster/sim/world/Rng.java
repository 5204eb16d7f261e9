package org.muster.sim.world;

import java.util.random.RandomGenerator;

/**
 * One stream of random decisions, a pure function of (seed, stream name, counter).
 *
 * <p>Each kind of decision draws from a stream of its own, so that removing one fault, or adding a
 * draw in one place, does not shift the decisions made elsewhere under the same seed.
 */
public final class Rng implements RandomGenerator {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private final long key;
    private long counter;

    private Rng(long key) {
        this.key = key;
    }

    /** The root stream of a run. */
    public static Rng ofSeed(long seed) {
        return new Rng(mix(seed + GOLDEN));
    }

    /** A stream of its own for the decisions called {@code name}; does not draw from this one. */
    public Rng stream(String name) {
        long h = key;
        for (int i = 0; i < name.length(); i++) {
            h = mix(h ^ (name.charAt(i) + GOLDEN));
        }
        return new Rng(h);
    }

    /** The stream called {@code name} of the numbered thing {@code index}. */
    public Rng stream(String name, long index) {
        return stream(name).at(index);
    }

    /** The decisions of the numbered thing {@code index} of this stream; does not draw from it. */
    public Rng at(long index) {
        return new Rng(mix(key + mix(index + 1)));
    }

    @Override
    public long nextLong() {
        return mix(key + GOLDEN * ++counter);
    }

    /** True with the given probability, 0 to 1. */
    public boolean chance(double probability) {
        return nextDouble() < probability;
    }

    /** A whole number from {@code low} to {@code high}, both inclusive. */
    public long between(long low, long high) {
        return low + Long.remainderUnsigned(nextLong() >>> 1, high - low + 1);
    }

    /** A duration drawn log-uniformly from {@code [lowNs, highNs]}: small ones are as likely. */
    public long logUniform(long lowNs, long highNs) {
        double low = StrictMath.log((double) Math.max(1, lowNs));
        double high = StrictMath.log((double) Math.max(1, highNs));
        return (long) StrictMath.exp(low + nextDouble() * (high - low));
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
        return b ^ (b >>> 31);
    }
}
