package org.muster.replica.front;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.muster.model.Now;

/** Which connections the shell is told not to read from, and why. */
final class ReadControl {
    private static final long NS_PER_MS = 1_000_000;

    private final LinkedHashSet<Connection> stopped = new LinkedHashSet<>();
    private long nowNs;

    void beginTurn(Now now) {
        nowNs = now.monotonicNs();
    }

    /** The time of this turn. */
    long nowNs() {
        return nowNs;
    }

    /** Reads no more from {@code connection}, for {@code reason}, a STOPPED bit. */
    void stop(Connection connection, int reason) {
        if (connection.stopped == 0) {
            connection.stoppedSinceNs = nowNs;
            stopped.add(connection);
            connection.port.stopReading();
        }
        connection.stopped |= (byte) reason;
    }

    /** {@code reason} holds no longer. */
    void resume(Connection connection, int reason) {
        if ((connection.stopped & reason) != 0) {
            connection.stopped &= (byte) ~reason;
            if (connection.stopped == 0) {
                stopped.remove(connection);
                connection.port.resumeReading();
            }
        }
    }

    /** {@code reason} holds no longer for anybody. */
    void resumeAll(int reason) {
        for (Connection connection : snapshot()) {
            resume(connection, reason);
        }
    }

    /** {@code connection} is gone. */
    void forget(Connection connection) {
        if (connection.stopped != 0) {
            stopped.remove(connection);
        }
    }

    /** The connections not read from, in the order they were stopped. */
    List<Connection> snapshot() {
        return new ArrayList<>(stopped);
    }

    /** Whether {@code connection} has been stopped for longer than twice its session's timeout. */
    boolean isOverdue(Connection connection) {
        return nowNs - connection.stoppedSinceNs > 2L * connection.timeoutMs * NS_PER_MS;
    }
}
