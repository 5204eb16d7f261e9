package org.muster.zab;

import java.util.List;
import org.muster.model.Epoch;
import org.muster.model.ServerId;
import org.muster.model.Zxid;

/**
 * What a member knows of its ensemble, for operators.
 *
 * @param step the finest name of what it is doing now, such as {@code election} or {@code
 *     discovery}
 * @param leader the one it leads with, follows or tries; null while it has no candidate
 * @param learners of a leader, in the order of their ids
 */
public record ZabReport(
        String step,
        org.muster.model.peer.@org.jspecify.annotations.Nullable Vote vote,
        @org.jspecify.annotations.Nullable ServerId leader,
        Epoch accepted,
        Epoch current,
        Zxid proposed,
        Zxid synced,
        Zxid delivered,
        List<LearnerReport> learners) {

    /**
     * One learner of this leader.
     *
     * @param synced whether it takes part in the broadcast
     * @param acked up to where its disk is known to reach
     */
    public record LearnerReport(
            long link, ServerId learner, boolean observer, boolean synced, Zxid acked) {}
}
