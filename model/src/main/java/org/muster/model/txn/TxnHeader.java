package org.muster.model.txn;

import org.muster.model.SessionId;
import org.muster.model.Zxid;

/**
 * What every transaction carries.
 *
 * @param session who asked; {@link SessionId#NONE} for the server itself
 * @param cxid the request's xid, 0 for the server's own
 * @param timeMs the proposer's wall clock
 */
public record TxnHeader(SessionId session, int cxid, Zxid zxid, long timeMs) {}
