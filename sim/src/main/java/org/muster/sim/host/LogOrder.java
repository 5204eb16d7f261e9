package org.muster.sim.host;

import org.muster.model.Bytes;
import org.muster.model.Epoch;
import org.muster.model.Zxid;
import org.muster.state.State;
import org.muster.zab.ZabStart;

/** What the thread of the log is to do, one after the other. */
sealed interface LogOrder {
    /** Appends a record. */
    record Append(long generation, Zxid zxid, Bytes payload) implements LogOrder {}

    /** Makes promises and standing durable. */
    record Keep(long token, Epoch accepted, Epoch current, ZabStart.Standing standing)
            implements LogOrder {}

    /** Cuts the end of the history off, for a core whose state is at {@code applied}. */
    record Cut(long generation, Zxid to, Zxid applied) implements LogOrder {}

    /** Replaces everything by {@code state}. */
    record Install(long generation, State state) implements LogOrder {}
}
