package org.muster.replica.front;

import org.jspecify.annotations.Nullable;
import org.muster.model.Invariant;
import org.muster.model.Zxid;
import org.muster.model.request.WriteRequest;
import org.muster.replica.route.Delivery;
import org.muster.replica.route.Reply;
import org.muster.state.Changes;
import org.muster.state.State;

/**
 * Takes what the core tells in its order. For each transaction: the events it brings, the reply to
 * whoever asked for it, the new root, and then the reads that waited behind that reply, on exactly
 * that root. So on one connection nothing is seen out of order, and nothing waits for more than it
 * must.
 */
final class Deliveries {
    private final int front;
    private final View view;
    private final Links links;
    private final Line line;
    private final FrontCounts counts;
    private final Steps steps;

    /** What deliveries find their connections by, and where odd ones count. */
    record Wiring(Links links, Line line, FrontCounts counts) {}

    /** What deliveries lead to. */
    record Steps(
            Hold hold,
            Events events,
            Replies replies,
            Handshake handshake,
            Intake intake,
            Exit exit) {}

    Deliveries(int front, View view, Wiring wiring, Steps steps) {
        this.front = front;
        this.view = view;
        this.links = wiring.links();
        this.line = wiring.line();
        this.counts = wiring.counts();
        this.steps = steps;
    }

    void accept(Delivery delivery) {
        switch (delivery) {
            case Delivery.Committed(Zxid zxid, State after, Changes changes, var reply) -> {
                steps.events().tell(zxid.value(), changes);
                view.advance(after);
                if (reply != null) {
                    answered(reply, zxid.value());
                }
            }
            case Delivery.Answered(Reply reply) -> answered(reply, view.zxid());
            case Delivery.Attached attached -> {
                if (attached.front() == front) {
                    attached(attached);
                }
            }
            case Delivery.Refused(int of, long link) -> {
                Connection connection = find(of, link);
                if (connection != null) {
                    steps.handshake().refused(connection);
                }
            }
            case Delivery.Held _ -> steps.hold().begin(view.nowNs());
            case Delivery.Resumed _ -> {
                steps.hold().end();
                links.snapshot().forEach(steps.intake()::advance);
            }
            case Delivery.Reset(State state) -> {
                links.snapshot().forEach(this::cutIfUsed);
                view.advance(state);
            }
            case Delivery.Detached(int of, long link) -> {
                Connection connection = find(of, link);
                if (connection != null) {
                    steps.exit().cut(connection);
                }
            }
        }
    }

    /** One that has not said anything yet has not been told anything either. */
    private void cutIfUsed(Connection connection) {
        if (connection.phase != Connection.Phase.NEW) {
            steps.exit().cut(connection);
        }
    }

    private @Nullable Connection find(int of, long link) {
        return of == front ? links.find(link) : null;
    }

    private void attached(Delivery.Attached attached) {
        Connection connection = links.find(attached.link());
        if (connection == null) {
            steps.handshake().missed(attached);
            return;
        }
        steps.handshake().attached(connection, attached);
        steps.intake().begin(connection);
    }

    /** The reply to the first request in its connection's line; then those behind it run. */
    private void answered(Reply reply, long zxid) {
        Connection to = find(reply.front(), reply.link());
        if (to == null) {
            counts.staleReplies += reply.front() == front ? 1 : 0;
            return;
        }
        Pending first = Invariant.present(line.first(to), "a reply answers a request");
        Invariant.require(
                first.forwarded && first.xid == reply.xid(),
                "replies come in the order of the requests");
        line.leave(to);
        steps.replies().reply(to, first, zxid, reply.response());
        if (first.request instanceof WriteRequest.CloseSession) {
            steps.exit().close(to);
        } else {
            steps.intake().advance(to);
        }
    }
}
