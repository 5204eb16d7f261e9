package org.muster.replica.front;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.muster.replica.ReplicaConfig.FrontLimits;
import org.muster.wire.jute.ByteWriter;

/**
 * What a turn has for the sockets: one buffer for each connection that gets something, sent as a
 * whole at the end of the turn or when it has become large.
 */
final class Outlet {
    private static final int SEND_AT_BYTES = 1 << 18;

    /** Idle writers kept at most: of any size, and of at most {@link #SMALL_BYTES}. */
    private static final int KEPT_WRITERS = 64;

    private static final int KEPT_SMALL_WRITERS = 1 << 14;
    private static final int SMALL_BYTES = 512;

    private final FrontLimits limits;
    private final ReadControl reading;
    private final ArrayDeque<ByteWriter> idle = new ArrayDeque<>();
    private final ArrayList<Connection> filled = new ArrayList<>();
    private final ArrayList<Connection> overfull = new ArrayList<>();

    Outlet(FrontLimits limits, ReadControl reading) {
        this.limits = limits;
        this.reading = reading;
    }

    /** Where to write what {@code connection} gets. */
    ByteWriter writer(Connection connection) {
        ByteWriter out = connection.out;
        if (out == null) {
            out = idle.isEmpty() ? new ByteWriter() : idle.pop();
            connection.out = out;
            filled.add(connection);
        }
        return out;
    }

    /** A reply was written: sends early if much has gathered, so that a slow reader shows. */
    void written(Connection connection) {
        ByteWriter out = connection.out;
        if (out != null && out.length() >= SEND_AT_BYTES) {
            send(connection, out);
            out.clear();
        }
    }

    /** Sends what each connection got, and gives the connections that are too slow to live. */
    List<Connection> flush() {
        for (Connection connection : filled) {
            flush(connection);
        }
        filled.clear();
        if (overfull.isEmpty()) {
            return List.of();
        }
        List<Connection> tooSlow = new ArrayList<>(overfull);
        overfull.clear();
        return tooSlow;
    }

    /** Sends what {@code connection} got so far. */
    void flush(Connection connection) {
        ByteWriter out = connection.out;
        if (out != null) {
            send(connection, out);
            discard(connection);
        }
    }

    /** Forgets what {@code connection} got so far. */
    void discard(Connection connection) {
        ByteWriter out = connection.out;
        if (out != null) {
            connection.out = null;
            out.clear();
            if (idle.size() < KEPT_WRITERS
                    || (out.array().length <= SMALL_BYTES && idle.size() < KEPT_SMALL_WRITERS)) {
                idle.push(out);
            }
        }
    }

    private void send(Connection connection, ByteWriter out) {
        if (out.length() == 0) {
            return;
        }
        connection.lastSentNs = reading.nowNs();
        long unsent = connection.port.send(out.array(), 0, out.length());
        if (unsent > limits.maxOutputBytes()) {
            overfull.add(connection);
        } else if (unsent > limits.pauseOutputBytes()) {
            reading.stop(connection, Connection.STOPPED_OUTPUT);
        }
    }
}
