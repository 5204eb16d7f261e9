package org.muster.zab;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.Epoch;
import org.muster.model.ServerId;
import org.muster.model.Zxid;

/**
 * What a member knows of its ensemble, for operators.
 *
 * @param step what it is doing now: {@code draining}, {@code election}, {@code discovery}, {@code
 *     synchronization} or {@code broadcast}
 * @param leader the one it leads as, follows or tries to follow; null while it looks
 * @param learners of a leader, in the order they came
 */
public record ZabReport(
        String step,
        @Nullable ServerId leader,
        Epoch accepted,
        Epoch current,
        ZabStart.Standing standing,
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
