package org.muster.server.loop;

import org.muster.model.Epoch;
import org.muster.model.Zxid;
import org.muster.state.State;
import org.muster.zab.ZabStart;

/** What a member's consensus asks of its disk beyond appending; each order is answered once. */
public sealed interface LogOrder {

    /** Make both epochs and the standing durable, after everything appended before. */
    record KeepEpochs(long token, Epoch accepted, Epoch current, ZabStart.Standing standing)
            implements LogOrder {}

    /** Cut everything behind {@code to}; {@code applied} is where the core's state is. */
    record Truncate(long generation, Zxid to, Zxid applied) implements LogOrder {}

    /** Let {@code state} replace log and snapshots. */
    record Install(long generation, State state) implements LogOrder {}
}
