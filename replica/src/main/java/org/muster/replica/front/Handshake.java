package org.muster.replica.front;

import java.util.ArrayDeque;
import org.muster.model.SessionId;
import org.muster.replica.ReplicaConfig;
import org.muster.replica.route.Delivery;
import org.muster.replica.route.Submission;
import org.muster.replica.trace.TraceEvent;
import org.muster.wire.client.ConnectRequest;
import org.muster.wire.client.ConnectResponse;
import org.muster.wire.jute.ByteReader;
import org.muster.wire.jute.MalformedException;

/**
 * The first frame of a connection and its answer. Source: client protocol, sequence of checks on a
 * ConnectRequest; those about the session itself are the core's.
 */
final class Handshake {
    private static final long NS_PER_MS = 1_000_000;

    private final ReplicaConfig config;
    private final View view;
    private final Hold hold;
    private final Exit exit;
    private final Exit.Wires wires;
    private final FrontStatistics totals;

    /** Connections in the order they came, as long as they might be without a session. */
    private final ArrayDeque<Connection> silent = new ArrayDeque<>();

    Handshake(ReplicaConfig config, View view, Hold hold, Exit.Ways ways, FrontStatistics totals) {
        this.config = config;
        this.view = view;
        this.hold = hold;
        this.exit = ways.exit();
        this.wires = ways.wires();
        this.totals = totals;
    }

    /** {@code connection} has until the deadline to speak. */
    void expect(Connection connection) {
        silent.add(connection);
    }

    /** The ConnectRequest that {@code in} should hold. */
    void accept(Connection connection, ByteReader in) {
        ConnectRequest request;
        try {
            request = ConnectRequest.read(in);
        } catch (MalformedException malformed) {
            exit.cut(connection, TraceEvent.Cause.UNREADABLE);
            return;
        }
        // A client that has seen more than this member knows must find another, and so must one
        // that would wait in vain.
        if (request.lastZxidSeen() > view.zxid()) {
            exit.cut(connection, TraceEvent.Cause.AHEAD);
            return;
        }
        if (hold.isOver(view.nowNs())) {
            exit.cut(connection, TraceEvent.Cause.LEADERLESS);
            return;
        }
        boolean fresh = request.session().equals(SessionId.NONE);
        connection.phase = fresh ? Connection.Phase.OPENING : Connection.Phase.ATTACHING;
        totals.counts.revalidations += fresh ? 0 : 1;
        connection.sentReadOnly = request.hasReadOnly();
        wires.reading().stop(connection, Connection.STOPPED_ATTACHING);
        wires.outgoing()
                .add(
                        new Submission.Connect(
                                connection.link,
                                request.session(),
                                request.password(),
                                negotiate(request.timeoutMs())));
    }

    private int negotiate(int requestedMs) {
        return Math.min(
                Math.max(requestedMs, config.minSessionTimeoutMs()), config.maxSessionTimeoutMs());
    }

    /** The core found the session in order. */
    void attached(Connection connection, Delivery.Attached attached) {
        if (connection.phase == Connection.Phase.OPENING) {
            // It has not been read from since its request came.
            totals.updated(view.msSince(connection.stoppedSinceNs));
        }
        connection.phase = Connection.Phase.OPEN;
        connection.session = attached.session();
        connection.timeoutMs = attached.timeoutMs();
        answer(
                connection,
                new ConnectResponse(
                        attached.timeoutMs(), attached.session(), attached.password(), false));
        connection.statistics.attached(view.zxid(), view.nowNs());
        wires.reading().resume(connection, Connection.STOPPED_ATTACHING);
    }

    /** The core did not. */
    void refused(Connection connection) {
        answer(connection, ConnectResponse.REFUSED);
        exit.close(connection);
    }

    /** The core had opened a session for a client that went away meanwhile. */
    void missed(Delivery.Attached attached) {
        wires.outgoing().add(new Submission.Disconnected(attached.link(), attached.session()));
    }

    private void answer(Connection connection, ConnectResponse response) {
        response.write(wires.outlet().writer(connection), connection.sentReadOnly);
        connection.statistics.sent++;
        totals.sent++;
    }

    /** Closes the connections that have not spoken within their time. */
    void tick() {
        long deadlineNs = view.nowNs() - config.handshakeTimeoutMs() * NS_PER_MS;
        while (true) {
            Connection oldest = silent.peek();
            if (oldest == null) {
                return;
            }
            if (oldest.phase == Connection.Phase.NEW) {
                // Nothing has been sent to it, so this is when it was accepted.
                if (oldest.lastSentNs - deadlineNs > 0) {
                    return;
                }
                totals.counts.sessionlessExpired++;
                exit.cut(oldest, TraceEvent.Cause.SILENT);
            }
            silent.remove();
        }
    }
}
