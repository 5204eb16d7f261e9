package org.muster.server.loop;

import java.util.function.Consumer;
import org.muster.model.Bytes;
import org.muster.model.Zxid;
import org.muster.replica.core.CoreInput;

/** The log as the core's loop sees it. */
interface LogQueue {
    /** Adds a record to this turn's batch. */
    void append(long generation, Zxid zxid, Bytes payload);

    /** Adds an order, to be carried out after all records appended before. */
    void order(LogOrder order);

    /**
     * Ends the turn: the batch is on its way.
     *
     * @param answers told at once of what is done and safe already
     */
    void endTurn(Consumer<CoreInput> answers);

    /** Nothing has come for a while. */
    void idle();

    /** Makes everything appended safe, and closes the log. */
    void shutDown();
}
