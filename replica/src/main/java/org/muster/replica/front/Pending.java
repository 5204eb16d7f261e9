package org.muster.replica.front;

import java.util.List;
import org.muster.model.Id;
import org.muster.model.request.Request;

/** A request that waits for its answer or for its turn. */
final class Pending {
    final int xid;
    final Request request;
    final List<Id> identities;
    final long arrivedNs;
    final int frameBytes;

    /** Whether the core has it; else it runs here when it comes to the head. */
    boolean forwarded;

    /** Whether it has its answer already, out of turn: a ping that waited long. */
    boolean answered;

    Pending(int xid, Request request, List<Id> identities, long arrivedNs, int frameBytes) {
        this.xid = xid;
        this.request = request;
        this.identities = identities;
        this.arrivedNs = arrivedNs;
        this.frameBytes = frameBytes;
    }
}
