package org.muster.model;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Checks a claim on many drawn cases. One number decides a case; a failure names it, and {@code
 * -Dmuster.seed=N} runs that case alone.
 */
public final class Property {
    private static final long FIRST_SEED = 20_260_101L;

    private Property() {}

    /** A claim about what {@code random} decides. */
    @FunctionalInterface
    public interface Claim {
        /** Throws if the claim is false. */
        void check(RandomGenerator random) throws Exception;
    }

    /** Checks {@code claim} on {@code cases} cases. */
    public static void holds(int cases, Claim claim) {
        Long only = Long.getLong("muster.seed");
        if (only != null) {
            check(only, claim);
            return;
        }
        for (long seed = FIRST_SEED; seed < FIRST_SEED + cases; seed++) {
            check(seed, claim);
        }
    }

    private static void check(long seed, Claim claim) {
        try {
            claim.check(new SplittableRandom(seed));
        } catch (Exception | AssertionError failure) {
            throw new AssertionError(
                    "does not hold; repeat with -Dmuster.seed=" + seed + ": " + failure, failure);
        }
    }
}
