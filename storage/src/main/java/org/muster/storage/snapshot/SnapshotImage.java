package org.muster.storage.snapshot;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.muster.model.TreeDigest;
import org.muster.model.Zxid;
import org.muster.model.snapshot.SnapshotRecord;

/**
 * A state at exactly one zxid, to be written.
 *
 * @param zxid the last transaction in it, which must be durable in the log
 * @param digest its tree's digest, null to leave the section out
 * @param records sessions, ACLs, nodes, in this order; read once, from one thread
 */
public record SnapshotImage(
        Zxid zxid, @Nullable TreeDigest digest, Iterator<SnapshotRecord> records) {}
