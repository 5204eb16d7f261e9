package org.muster.model.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.PersistedStat;
import org.muster.model.SessionId;
import org.muster.model.ZPath;

/**
 * One record of a snapshot. They come in the order sessions, ACLs, nodes; a node after its parent,
 * the root first with the {@linkplain ZPath#EMPTY empty path}.
 */
public sealed interface SnapshotRecord {

    /** A live session and its timeout. */
    record Session(SessionId id, int timeoutMs) implements SnapshotRecord {}

    /** A number for an ACL, valid within the snapshot. */
    record AclEntry(long id, List<Acl> acl) implements SnapshotRecord {}

    /** A znode; {@code aclId} is an {@link AclEntry}'s, or {@link #OPEN_ACL}. */
    record Node(ZPath path, @Nullable Bytes data, long aclId, PersistedStat stat)
            implements SnapshotRecord {}

    /** The id that stands for "everybody may do everything" without an entry. */
    long OPEN_ACL = -1;
}
