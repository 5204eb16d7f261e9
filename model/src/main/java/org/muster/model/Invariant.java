package org.muster.model;

import org.jspecify.annotations.Nullable;

/** Checks that hold in every correct run; a failure is a defect of Muster, never of its input. */
public final class Invariant {
    private Invariant() {}

    /**
     * Does nothing if {@code holds}.
     *
     * @throws BrokenInvariantException otherwise; the loop that owns the caller reports and halts
     */
    public static void require(boolean holds, String claim) {
        if (!holds) {
            throw new BrokenInvariantException(claim);
        }
    }

    /**
     * Gives {@code value}.
     *
     * @throws BrokenInvariantException if it is null; the loop that owns the caller reports and
     *     halts
     */
    public static <T> T present(@Nullable T value, String claim) {
        if (value == null) {
            throw new BrokenInvariantException(claim);
        }
        return value;
    }
}
