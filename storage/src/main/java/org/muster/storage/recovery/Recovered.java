package org.muster.storage.recovery;

import java.util.List;
import java.util.Optional;
import org.muster.model.Zxid;
import org.muster.storage.name.SnapshotName;

/** What recovery found. Nothing on disk has changed yet. */
public sealed interface Recovered {

    /** What the operator should be told, in the order of discovery. */
    List<Finding> findings();

    /**
     * The sink holds every acknowledged transaction. {@link #settlement} must be carried out before
     * anybody is served.
     *
     * @param last the last transaction in the sink
     * @param ending how the log ended
     * @param loaded what the state was built from
     */
    record Intact(
            Zxid last, Ending ending, Loaded loaded, Settlement settlement, List<Finding> findings)
            implements Recovered {}

    /**
     * Acknowledged transactions may be missing: nobody may be served, and the sink's state is only
     * a beginning of the history.
     *
     * @param repair keeps everything up to the damage's last good zxid and sets the rest aside;
     *     only for an operator who accepts the loss; empty if no state can be had at all
     */
    record Suspect(Damage damage, Optional<Settlement> repair, List<Finding> findings)
            implements Recovered {}

    /** How the log ended. */
    enum Ending {
        /** There was never anything: a first start. */
        EMPTY,
        /** With its last whole record. */
        CLEAN,
        /** With bytes that were never acknowledged; settling cuts them. */
        TORN
    }

    /**
     * What the state was built from.
     *
     * @param snapshot empty if the whole history was in the log
     * @param snapshotBytes size of its file
     * @param records transactions replayed behind it
     * @param logBytes bytes of those
     */
    record Loaded(
            Optional<SnapshotName> snapshot, long snapshotBytes, long records, long logBytes) {

        /** Whether there was neither a snapshot nor a log. */
        public boolean isNothing() {
            return snapshot.isEmpty() && records == 0;
        }
    }
}
