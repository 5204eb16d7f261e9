package org.muster.model.peer;

/**
 * What two Musters may say to each other beyond the reference's protocol, once both have announced
 * it.
 */
public enum Feature {
    /** {@link FromLearner.AckUpTo} instead of one {@link FromLearner.Ack} for each proposal. */
    CUMULATIVE_ACKS(0),
    /** {@link FromLeader.CommitUpTo} instead of one {@link FromLeader.Commit} for each proposal. */
    COMMIT_WATERMARKS(1),
    /** {@link Beat}s, in both directions. */
    BEATS(2),
    /** {@link FromLeader.TakeOver}. */
    TAKE_OVER(3),
    /** {@link FromLearner.Request}s carry the zxid of their attachment. */
    ATTACHMENTS(4),
    /** {@link FromLeader.NewLeader} carries a {@link StateDigest}. */
    STATE_DIGESTS(5);

    private final int number;

    Feature(int number) {
        this.number = number;
    }

    /** The bit that stands for it on the wire. */
    public long bit() {
        return 1L << number;
    }
}
