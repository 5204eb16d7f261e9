package org.muster.state.prepare;

import java.util.List;
import org.muster.model.Id;
import org.muster.model.SessionId;

/**
 * Who asks.
 *
 * @param session {@link SessionId#NONE} for the server itself
 * @param identities those of the connection when the request was read
 */
public record Caller(SessionId session, List<Id> identities) {
    /** The server itself. */
    public static final Caller SERVER = new Caller(SessionId.NONE, List.of());
}
