package org.muster.state;

import org.muster.model.SessionId;
import org.muster.model.ZPath;
import org.muster.state.auth.AccessList;

/**
 * One thing that a transaction changed, with what is needed to tell watchers of it: who may see the
 * event is decided by the ACLs as they were at that moment.
 */
public sealed interface Change {
    /** A znode was created. */
    record Created(ZPath path, AccessList acl, AccessList parentAcl) implements Change {}

    /** A znode was deleted; {@code acl} is the one it had. */
    record Deleted(ZPath path, AccessList acl, AccessList parentAcl) implements Change {}

    /** The data of a znode was set. */
    record DataChanged(ZPath path, AccessList acl) implements Change {}

    /** A session was opened, or attached anew. */
    record SessionOpened(SessionId session, int timeoutMs) implements Change {}

    /** A session ended; its ephemerals went in changes before this one. */
    record SessionClosed(SessionId session) implements Change {}
}
