package org.muster.wire.peer;

import java.util.Iterator;
import org.muster.model.snapshot.SnapshotRecord;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.snapshot.SnapshotBodyWriter;

/** Puts a state behind its SNAP packet onto the connection, in steps. */
public final class StateStreamWriter {
    /** What ends the stream in every release. */
    static final String SIGNATURE = "BenWasHere";

    private final SnapshotBodyWriter body;

    /** Of a state's {@code records}: sessions, ACLs, nodes, in this order. */
    public StateStreamWriter(Iterator<SnapshotRecord> records) {
        this.body = new SnapshotBodyWriter(records);
    }

    /**
     * Appends to {@code out} until that is at least {@code length} long, but one record in any
     * case; true once the state and its signature are complete.
     */
    public boolean step(ByteWriter out, int length) {
        if (!body.step(out, length)) {
            return false;
        }
        out.writeString(SIGNATURE);
        return true;
    }
}
