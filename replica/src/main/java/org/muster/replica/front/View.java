package org.muster.replica.front;

import org.muster.model.Now;
import org.muster.state.State;

/** The moment and the state on which a front answers now; shared by its parts. */
final class View {
    private static final long NS_PER_MS = 1_000_000;

    private State root;
    private Now now = new Now(0, 0);

    View(State root) {
        this.root = root;
    }

    State root() {
        return root;
    }

    /** The zxid of the last transaction that {@link #root} shows. */
    long zxid() {
        return root.lastZxid().value();
    }

    void advance(State after) {
        root = after;
    }

    Now now() {
        return now;
    }

    long nowNs() {
        return now.monotonicNs();
    }

    void beginTurn(Now now) {
        this.now = now;
    }

    /** Whole milliseconds since {@code ns}. */
    long msSince(long ns) {
        return (now.monotonicNs() - ns) / NS_PER_MS;
    }
}
