package org.muster.model.peer;

import org.jspecify.annotations.Nullable;
import org.muster.model.Epoch;
import org.muster.model.ServerId;

/**
 * Who a learner is, when it introduces itself to its leader.
 *
 * @param accepted the highest epoch it has promised to
 * @param protocolVersion {@link #PROTOCOL}; less means a learner of before epochs were negotiated
 * @param configVersion of its committed configuration, 0 for one that was never reconfigured
 * @param announcement only of a Muster
 */
public record LearnerInfo(
        Epoch accepted,
        ServerId sid,
        int protocolVersion,
        long configVersion,
        @Nullable Announcement announcement) {
    /** The version of all releases since 3.4. */
    public static final int PROTOCOL = 0x10000;
}
