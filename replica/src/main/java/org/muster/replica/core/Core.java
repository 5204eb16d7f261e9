package org.muster.replica.core;

import org.muster.model.Now;
import org.muster.replica.ReplicaConfig;
import org.muster.state.State;

/**
 * The order of all writes of one member, and its sessions. Single-threaded; performs nothing
 * itself; equal inputs give equal effects.
 *
 * <p>A turn is any number of {@link #step}s and one {@link #endTurn}.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class Core {
    /** Takes office over {@code recovered}; fronts are numbered 0 to {@code fronts - 1}. */
    public Core(ReplicaConfig config, State recovered, int fronts, Now now) {
        throw new UnsupportedOperationException("in the making");
    }

    /** Handles one input. */
    public void step(Now now, CoreInput input, CoreEffects out) {
        throw new UnsupportedOperationException("in the making");
    }

    /** Ends the turn: hands each front what it must hear of it. */
    public void endTurn(CoreEffects out) {
        throw new UnsupportedOperationException("in the making");
    }

    /** What operators ask for. */
    public CoreReport report() {
        throw new UnsupportedOperationException("in the making");
    }
}
