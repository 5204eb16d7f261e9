package org.muster.replica.front;

import org.muster.model.SessionId;
import org.muster.replica.route.Submission;
import org.muster.replica.trace.TraceEvent;
import org.muster.replica.trace.Tracer;

/** The ways in which a connection ends; each may find it gone already. */
final class Exit {
    private final Links links;
    private final Watching watching;
    private final Line line;
    private final ReadControl reading;
    private final Outlet outlet;
    private final Outgoing outgoing;
    private final Tracer tracer;

    Exit(Links links, Watching watching, Line line, Wires wires) {
        this.links = links;
        this.watching = watching;
        this.line = line;
        this.reading = wires.reading();
        this.outlet = wires.outlet();
        this.outgoing = wires.outgoing();
        this.tracer = wires.tracer();
    }

    /** What leads out of a front. */
    record Wires(ReadControl reading, Outlet outlet, Outgoing outgoing, Tracer tracer) {}

    /** What ends connections, with what leads out of the front. */
    record Ways(Exit exit, Wires wires) {}

    /** Closes behind everything that was answered. */
    void close(Connection connection) {
        if (connection.phase != Connection.Phase.GONE) {
            outlet.flush(connection);
            forget(connection);
            connection.port.close();
        }
    }

    /** Closes without another byte. */
    void cut(Connection connection) {
        if (connection.phase != Connection.Phase.GONE) {
            forget(connection);
            connection.port.close();
        }
    }

    /** The same because of what its client did. */
    void cut(Connection connection, TraceEvent.Cause cause) {
        if (connection.phase != Connection.Phase.GONE) {
            tracer.trace(new TraceEvent.ConnectionCut(connection.port.remote(), cause));
            cut(connection);
        }
    }

    /** Its socket is gone. */
    void lost(Connection connection) {
        if (connection.phase != Connection.Phase.GONE) {
            forget(connection);
        }
    }

    /** Closes it if its last request is answered. */
    void closeIfAnswered(Connection connection) {
        if (connection.closeWhenAnswered
                && !connection.isConnecting()
                && !connection.hasPending()) {
            close(connection);
        }
    }

    private void forget(Connection connection) {
        boolean connecting = connection.isConnecting();
        connection.phase = Connection.Phase.GONE;
        links.remove(connection);
        watching.forget(connection);
        reading.forget(connection);
        line.abandon(connection);
        outlet.discard(connection);
        if (connecting || !connection.session.equals(SessionId.NONE)) {
            outgoing.add(new Submission.Disconnected(connection.link, connection.session));
        }
    }
}
