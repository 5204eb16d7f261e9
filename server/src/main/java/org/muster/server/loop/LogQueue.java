package org.muster.server.loop;

import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.Zxid;
import org.muster.replica.core.CoreInput;

/** The log as the core's loop sees it. */
interface LogQueue {
    /** Adds a record to this turn's batch. */
    void append(long generation, Zxid zxid, Bytes payload);

    /** Ends the turn: the batch is on its way, or, if this returns something, safe already. */
    CoreInput.@Nullable LogSynced endTurn();

    /** Nothing has come for a while. */
    void idle();

    /** Makes everything appended safe, and closes the log. */
    void shutDown();
}
