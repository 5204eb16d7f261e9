package org.muster.replica.route;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.Id;
import org.muster.model.SessionId;
import org.muster.model.ZPath;
import org.muster.model.request.WriteRequest;

/**
 * What a front asks of the core. The core takes the submissions of one front in the order given.
 *
 * <p>A {@code link} is a front's own number for one connection, never used twice by that front.
 */
public sealed interface Submission {

    /**
     * A client wants a session: a new one if {@code session} is {@link SessionId#NONE}, else that
     * one again.
     *
     * @param timeoutMs negotiated
     */
    record Connect(long link, SessionId session, @Nullable Bytes password, int timeoutMs)
            implements Submission {}

    /**
     * A write of an attached session, with the identities its connection had when it was read.
     *
     * @param arrivedNs when it was read, by the monotonic clock
     */
    record Write(
            long link,
            SessionId session,
            int xid,
            WriteRequest request,
            List<Id> identities,
            long arrivedNs)
            implements Submission {}

    /** Asks to be answered when everything submitted before is committed. */
    record Sync(long link, SessionId session, int xid, @Nullable ZPath path)
            implements Submission {}

    /**
     * The connection is gone; its session lives on. What it submitted before still counts, except a
     * handshake that was not answered: then {@code session} is {@link SessionId#NONE}.
     */
    record Disconnected(long link, SessionId session) implements Submission {}

    /**
     * The sessions heard from since the last of these.
     *
     * @param upToNs the front has told of everything it heard until this monotonic time
     */
    record Touched(List<SessionId> sessions, long upToNs) implements Submission {}
}
