package org.muster.model.peer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sign of life from Muster to Muster, far more frequent than {@link FromLeader.Ping}.
 *
 * <p>Each side's times are from its own clock and mean nothing to the other, which only returns
 * them: an echo proves that the sender was heard at or after that moment, whatever the network
 * delayed since.
 *
 * @param sentNs the sender's clock
 * @param echoNs {@link #sentNs} of the last beat heard from the other side, 0 before the first
 * @param heldNs how long the sender has had that beat
 * @param quorumAgeNs of a leader: how long ago it knew for certain that a quorum followed it; of a
 *     learner {@link #NO_QUORUM}
 * @param state the sender's newest state whose digest it knows
 * @param touched of a learner: sessions alive, for clients that wait for the leader to know it
 */
public record Beat(
        long sentNs,
        long echoNs,
        long heldNs,
        long quorumAgeNs,
        @Nullable StateDigest state,
        List<TouchedSession> touched)
        implements FromLearner, FromLeader {
    /** Of one who cannot speak for a quorum. */
    public static final long NO_QUORUM = -1;
}
