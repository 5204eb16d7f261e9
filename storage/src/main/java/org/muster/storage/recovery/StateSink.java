package org.muster.storage.recovery;

import org.muster.model.TreeDigest;
import org.muster.model.Zxid;
import org.muster.model.txn.LoggedTxn;
import org.muster.storage.snapshot.SnapshotSink;
import org.muster.storage.snapshot.UnfitRecordException;

/** Where recovery builds the state; storage itself does not know what a tree is. */
public interface StateSink extends SnapshotSink {

    /** Forgets everything and starts from the state of a server that has never served. */
    void beginEmpty();

    /**
     * Forgets everything, from an earlier attempt too, and starts from nothing: records follow,
     * then {@link #loaded}.
     *
     * @param zxid the snapshot's
     * @param own whether Muster wrote it: then it holds the state of its zxid to the last byte
     */
    void beginSnapshot(Zxid zxid, boolean own);

    /** The snapshot is complete: the digest of its tree. */
    TreeDigest loaded() throws UnfitRecordException;

    /**
     * Applies the next transaction, by the idempotent rules, for the snapshot may hold parts of it:
     * the digest of the tree after it.
     */
    TreeDigest apply(LoggedTxn txn);

    /**
     * What the snapshot lacked that no transaction behind it has brought, for people; empty if
     * nothing. Asked once everything is applied: a snapshot that lacks something is damaged.
     */
    default String missing() {
        return "";
    }
}
