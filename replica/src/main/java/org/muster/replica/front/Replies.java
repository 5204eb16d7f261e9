package org.muster.replica.front;

import org.muster.model.ErrorCode;
import org.muster.model.request.Op;
import org.muster.model.request.Response;
import org.muster.wire.client.ReplyWriter;
import org.muster.wire.client.Xids;
import org.muster.wire.jute.ByteWriter;

/** Writes replies and counts them. */
final class Replies {
    private static final long NO_ZXID = 0;

    private final View view;
    private final Outlet outlet;
    private final FrontStatistics totals;

    /** Where the reply that is being written begins. */
    private int frame;

    Replies(View view, Outlet outlet, FrontStatistics totals) {
        this.view = view;
        this.outlet = outlet;
        this.totals = totals;
    }

    /** Begins a reply of what the front's root shows; then comes its body, then {@link #end}. */
    ByteWriter begin(Connection to, int xid) {
        ByteWriter out = outlet.writer(to);
        frame = ReplyWriter.beginReply(out, xid, view.zxid());
        return out;
    }

    /** Ends what {@link #begin} began. */
    void end(Connection to, int xid, Op op, long arrivedNs) {
        ByteWriter out = outlet.writer(to);
        out.endFrame(frame);
        count(to, out.length() - frame);
        totals.counts.replyBytes += out.length() - frame - Integer.BYTES;
        totals.read(replied(to, xid, view.zxid(), op, arrivedNs));
    }

    /** Answers with what the front's root shows. */
    void reply(Connection to, int xid, Op op, Response response, long arrivedNs) {
        write(to, xid, view.zxid(), op, response);
        totals.read(replied(to, xid, view.zxid(), op, arrivedNs));
    }

    /** Answers what the core has decided, under {@code zxid}. */
    void reply(Connection to, Pending asked, long zxid, Response response) {
        Op op = asked.request.op();
        write(to, asked.xid, zxid, op, response);
        long latencyMs = replied(to, asked.xid, zxid, op, asked.arrivedNs);
        if (op == Op.SYNC) {
            totals.read(latencyMs);
        } else {
            totals.updated(latencyMs);
        }
    }

    private void write(Connection to, int xid, long zxid, Op op, Response response) {
        ByteWriter out = outlet.writer(to);
        int before = out.length();
        ReplyWriter.reply(out, xid, zxid, op, response);
        int bytes = out.length() - before;
        count(to, bytes);
        if (op != Op.PING && op != Op.AUTH && op != Op.SASL) {
            totals.counts.replyBytes += bytes - Integer.BYTES;
        }
    }

    /** The latency in ms. */
    private long replied(Connection to, int xid, long zxid, Op op, long arrivedNs) {
        // Most are answered in the turn they came in.
        long latencyMs = arrivedNs == view.nowNs() ? 0 : view.msSince(arrivedNs);
        to.statistics.replied(op, xid, zxid, view.nowNs(), latencyMs);
        outlet.written(to);
        return latencyMs;
    }

    /** Answers a ping, whatever its xid. */
    void pong(Connection to, long arrivedNs) {
        reply(to, Xids.PING, Op.PING, Response.Empty.INSTANCE, arrivedNs);
    }

    /** Answers a ping under no zxid. */
    void pongWithoutZxid(Connection to, long arrivedNs) {
        write(to, Xids.PING, NO_ZXID, Op.PING, Response.Empty.INSTANCE);
        replied(to, Xids.PING, to.statistics.lastZxid, Op.PING, arrivedNs);
    }

    /** Answers outside the order of transactions: the zxid tells the client nothing. */
    void replyWithoutZxid(Connection to, int xid, Op op, Response response) {
        write(to, xid, NO_ZXID, op, response);
    }

    /** Answers an operation that does not exist. */
    void unimplemented(Connection to, int xid) {
        ByteWriter out = outlet.writer(to);
        int before = out.length();
        ReplyWriter.headerOnly(out, xid, -1, ErrorCode.UNIMPLEMENTED);
        count(to, out.length() - before);
    }

    private void count(Connection to, int bytes) {
        to.statistics.sent++;
        totals.sent++;
        totals.sized(bytes - Integer.BYTES);
    }
}
