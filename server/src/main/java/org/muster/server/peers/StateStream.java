package org.muster.server.peers;

import org.muster.model.Zxid;
import org.muster.model.peer.FromLeader;
import org.muster.state.State;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.peer.LeaderPackets;
import org.muster.wire.peer.StateStreamWriter;

/** A whole state on its way to a learner, named by the packet before it. */
public final class StateStream implements OutgoingStream {
    private final Zxid label;
    private final StateStreamWriter writer;
    private boolean begun;

    /** {@code state} under the name {@code label}. */
    public StateStream(State state, Zxid label) {
        this.label = label;
        this.writer = new StateStreamWriter(state.export());
    }

    @Override
    public boolean step(ByteWriter out, int budgetBytes) {
        if (!begun) {
            begun = true;
            LeaderPackets.write(out, new FromLeader.Snap(label));
        }
        return writer.step(out, out.length() + budgetBytes);
    }

    @Override
    public void close() {
        // The state is nobody's.
    }
}
