package org.muster.replica.core;

import java.util.List;
import org.muster.model.SessionId;
import org.muster.model.Zxid;
import org.muster.state.State;
import org.muster.zab.ZabPhase;
import org.muster.zab.ZabReport;

/**
 * What a core knows about itself, for operators.
 *
 * @param committed the last committed state
 * @param proposed the last transaction given a zxid
 * @param outstandingProposals proposed here but not committed
 * @param buckets of a leader, the live sessions by the time they will expire, earliest first
 * @param attached the sessions with a connection to this member
 * @param phase what it may do; a standalone server leads
 * @param ensemble leader, epochs and learners
 * @param proposals in all times in office
 */
public record CoreReport(
        State committed,
        Zxid proposed,
        int outstandingProposals,
        List<Bucket> buckets,
        int attached,
        ZabPhase phase,
        ZabReport ensemble,
        Proposals proposals) {

    /** How many transactions a leader proposed, and how many of them wait no more. */
    public record Proposals(long made, long settled) {
        static final Proposals NONE = new Proposals(0, 0);

        Proposals plus(Proposals later) {
            return new Proposals(made + later.made, settled + later.settled);
        }
    }

    /**
     * Sessions that expire together unless they are heard from.
     *
     * @param expiresInMs from the moment of the report, negative when overdue
     */
    public record Bucket(long expiresInMs, List<SessionId> sessions) {}
}
