package org.muster.replica.core;

import org.muster.model.Bytes;
import org.muster.model.Now;
import org.muster.model.Zxid;
import org.muster.zab.ZabEffects;
import org.muster.zab.ZabInput;
import org.muster.zab.ZabReport;

/** A member's consensus as its core uses it; a port, so that tests can play elections by hand. */
interface Consensus {

    /** Handles one input. */
    void step(Now now, ZabInput input, ZabEffects effects);

    /** Ends a turn, after all its inputs: sends what was gathered. */
    void endTurn(Now now, ZabEffects effects);

    /** Of a leader: the zxid that the next proposal gets. */
    Zxid nextZxid();

    /** Whether it leads and may propose. */
    boolean mayPropose();

    /** Proposes {@code payload} as the transaction {@code zxid}, which is {@link #nextZxid}. */
    void propose(Zxid zxid, Bytes payload, ZabEffects effects);

    /**
     * Of a leader: {@link ZabEffects#confirmed} follows, perhaps at once, when a quorum followed it
     * at some time from now on.
     */
    void confirm(Now now, long token, ZabEffects effects);

    /** Of a leader: gives up its office in order. */
    void handOver(Now now, ZabEffects effects);

    /** For operators. */
    ZabReport report();
}
