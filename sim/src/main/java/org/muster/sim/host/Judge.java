package org.muster.sim.host;

import java.util.List;
import org.muster.model.Bytes;
import org.muster.model.SessionId;
import org.muster.model.Zxid;
import org.muster.replica.core.Core;
import org.muster.replica.route.Delivery;
import org.muster.state.State;

/** What a machine tells those who judge what its server does. */
interface Judge {
    /** The core wants this record in its log. */
    void appended(Zxid zxid, Bytes payload);

    /** The history on the disk was replaced, and ends with {@code last}. */
    void replaced(Zxid last);

    /** The core told its fronts of a committed transaction. */
    void delivered(Delivery.Committed committed);

    /** The core ended a turn, with a role it did not have before. */
    void changedRole(Core core);

    /** The core attached a connection to {@code session}. */
    void attached(Delivery.Attached attached);

    /** A front told the core that it heard from these sessions until {@code upToNs}. */
    void told(List<SessionId> heard, long upToNs);

    /** A front took a frame of {@code session} at {@code monotonicNs}. */
    void contact(long session, long monotonicNs);

    /** The process could not work for {@code durationNs}. */
    void late(long durationNs);

    /** A frame that shows {@code zxid} leaves for a client. */
    void emitting(long zxid);

    /**
     * A start has {@code state}, which ends at {@code zxid}, before settling or, {@code real},
     * after.
     */
    void recovered(Zxid zxid, State state, boolean real);

    /** The core hears that {@code upTo} is safe in its log: a moment to try a crash on a copy. */
    void flushed(Zxid upTo);

    /** A moment at which everything that must always hold can be looked at. */
    void inspect();
}
