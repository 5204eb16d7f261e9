package org.muster.sim.host;

import org.muster.model.ServerId;
import org.muster.sim.check.Agreement;
import org.muster.zab.ZabConfig;

/**
 * A machine's place in an ensemble.
 *
 * @param config what its consensus is told
 * @param net the network between the members
 * @param agreement what all members together have decided
 * @param isMarked whether its operator says that it is new when it starts for the first time
 */
public record Seat(ZabConfig config, PeerNet net, Agreement agreement, boolean isMarked) {
    /** Its number. */
    public ServerId id() {
        return config.self();
    }
}
