package org.muster.replica.core;

import java.util.List;
import org.muster.model.Id;
import org.muster.model.SessionId;
import org.muster.model.request.WriteRequest;

/** A request on its way to becoming a transaction. */
record Draft(SessionId session, int cxid, WriteRequest request, List<Id> identities) {
    /** What the member asks of itself for {@code session}. */
    static Draft own(SessionId session, WriteRequest request) {
        return new Draft(session, 0, request, List.of());
    }
}
