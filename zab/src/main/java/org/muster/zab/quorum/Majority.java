package org.muster.zab.quorum;

import java.util.Arrays;
import org.muster.model.Invariant;

/**
 * The quorum rule "more than half of the voters".
 *
 * <p>Any two quorums share a voter, so that what one decided another cannot miss. Immutable; voters
 * are known by their index, {@code 0} to {@code voters - 1}.
 */
final class Majority {
    private final int voters;

    /** The rule among {@code voters} members, at least one. */
    Majority(int voters) {
        Invariant.require(voters > 0, "a quorum needs at least one voter");
        this.voters = voters;
    }

    /** How many voters there are. */
    int voters() {
        return voters;
    }

    /** Whether {@code count} of the voters are a quorum. */
    boolean suffices(int count) {
        return count > voters / 2;
    }

    /**
     * The highest watermark that a quorum has reached, when voter {@code i} has reached {@code
     * reached[i]}; the array is left as it is.
     */
    long reachedByQuorum(long[] reached) {
        Invariant.require(reached.length == voters, "one watermark for each voter");
        if (voters == 1) {
            return reached[0];
        }
        long[] ascending = reached.clone();
        Arrays.sort(ascending);
        return ascending[(voters - 1) / 2];
    }
}
