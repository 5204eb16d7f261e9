package org.muster.storage.snapshot;

import org.muster.model.snapshot.SnapshotRecord;

/** Takes the records of a snapshot: sessions, ACLs, nodes, in this order. */
@FunctionalInterface
public interface SnapshotSink {
    /** Takes the next record. */
    void accept(SnapshotRecord record) throws UnfitRecordException;
}
