package org.muster.sim.check;

import java.util.List;
import org.muster.model.Id;
import org.muster.model.request.LinkRequest;
import org.muster.model.request.Request;
import org.muster.model.request.WriteRequest;

/**
 * A request that was sent and not answered yet.
 *
 * @param shownBefore the highest zxid any client had been shown when it was sent
 */
record Pending(int xid, Request request, List<Id> identities, long shownBefore) {
    /** Whether it takes a zxid: a write that can be decoded. */
    boolean isTransaction() {
        return request instanceof WriteRequest && !(request instanceof WriteRequest.Undecodable);
    }

    /** Whether its answer may overtake others. */
    boolean mayOvertake() {
        return request instanceof LinkRequest.Ping || request instanceof LinkRequest.Auth;
    }
}
