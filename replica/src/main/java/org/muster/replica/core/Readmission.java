package org.muster.replica.core;

import org.muster.model.SessionId;
import org.muster.model.request.WriteRequest;
import org.muster.model.txn.LoggedTxn;
import org.muster.model.txn.Txn;

/**
 * How a member that has forgotten its past comes to vote again: by a transaction of its own that a
 * quorum acknowledges without it. An ordinary one, so that every server can read the log, and one
 * that shows nowhere: it ends a session that never was.
 */
final class Readmission {
    private final int mark;
    private final SessionId nobodys;

    /**
     * For the member whose transactions bear {@code mark}; {@code nobodys} is a session id that no
     * life of it has used or uses again, so that it never takes an earlier life's for its own.
     */
    Readmission(int mark, SessionId nobodys) {
        this.mark = mark;
        this.nobodys = nobodys;
    }

    /** Asks the leader. */
    void ask(Upstream leader) {
        leader.ask(nobodys, mark, new WriteRequest.CloseSession());
    }

    /** Whether {@code logged} is what was asked for. No client's request has this number. */
    boolean isGranted(LoggedTxn logged) {
        return logged.header().session().equals(nobodys)
                && logged.header().cxid() == mark
                && logged.txn() instanceof Txn.CloseSession;
    }
}
