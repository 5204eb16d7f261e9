package org.muster.sim.host;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.muster.model.Zxid;
import org.muster.model.peer.FromLeader;
import org.muster.model.snapshot.SnapshotRecord;

/** A state on its way to a learner. */
final class StateStream implements PeerEnd.Stream {
    private static final int RECORDS_A_STEP = 8;

    private final Zxid label;
    private final Iterator<SnapshotRecord> records;
    private boolean begun;

    StateStream(Zxid label, Iterator<SnapshotRecord> records) {
        this.label = label;
        this.records = records;
    }

    @Override
    public boolean step(PeerEnd end) {
        if (!begun) {
            begun = true;
            end.transmit(new FromLeader.Snap(label));
            return false;
        }
        List<SnapshotRecord> part = new ArrayList<>();
        while (records.hasNext() && part.size() < RECORDS_A_STEP) {
            part.add(records.next());
        }
        if (!part.isEmpty()) {
            end.transmit(new FromLeader.SnapshotPart(part));
            return false;
        }
        end.transmit(new FromLeader.SnapshotEnd());
        return true;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
