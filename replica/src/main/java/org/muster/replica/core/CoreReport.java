package org.muster.replica.core;

import java.util.List;
import org.muster.model.SessionId;
import org.muster.model.Zxid;
import org.muster.state.State;

/**
 * What a core knows about itself, for operators.
 *
 * @param committed the last committed state
 * @param proposed the last transaction given a zxid
 * @param outstandingProposals proposed but not committed
 * @param buckets the live sessions by the time they will expire, earliest first
 */
public record CoreReport(
        State committed, Zxid proposed, int outstandingProposals, List<Bucket> buckets) {

    /**
     * Sessions that expire together unless they are heard from.
     *
     * @param expiresInMs from the moment of the report, negative when overdue
     */
    public record Bucket(long expiresInMs, List<SessionId> sessions) {}
}
