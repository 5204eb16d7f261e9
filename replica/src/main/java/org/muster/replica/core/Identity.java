package org.muster.replica.core;

import org.muster.model.ServerId;
import org.muster.replica.session.SessionIds;
import org.muster.replica.session.SessionPasswords;

/**
 * What a member makes sessions with.
 *
 * @param attachmentMark of a member of an ensemble: the cxid of the transactions that bring a
 *     session to a connection here; 0 is that of opening one
 */
record Identity(SessionIds ids, SessionPasswords passwords, int attachmentMark) {
    /** Below every xid of the client protocol, so that nobody takes it for a request's. */
    private static final int FIRST_MARK = -1000;

    /** The {@link #attachmentMark} of {@code member}. */
    static int attachmentMark(ServerId member) {
        return FIRST_MARK - (int) member.value();
    }
}
