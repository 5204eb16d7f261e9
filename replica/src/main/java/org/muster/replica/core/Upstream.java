package org.muster.replica.core;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.Epoch;
import org.muster.model.SessionId;
import org.muster.model.ZPath;
import org.muster.model.Zxid;
import org.muster.model.peer.Feature;
import org.muster.model.peer.FromLearner;
import org.muster.model.peer.TouchedSession;
import org.muster.model.request.LinkRequest;
import org.muster.model.request.Op;
import org.muster.model.request.Request;
import org.muster.model.request.WriteRequest;
import org.muster.replica.route.Submission;
import org.muster.wire.client.RequestWriter;
import org.muster.wire.jute.ByteWriter;
import org.muster.zab.ZabPhase;

/** The way from a learner to its leader. */
final class Upstream {
    /** No ping has this zxid. */
    private static final Zxid UNASKED = new Zxid(-1);

    private final ZabPort port;
    private final long link;
    private final boolean knowsAttachments;
    private final Epoch epoch;
    private final ByteWriter encoder = new ByteWriter(1024);

    Upstream(ZabPort port, ZabPhase.Following phase) {
        this.port = port;
        this.link = phase.link();
        this.knowsAttachments = phase.agreed().has(Feature.ATTACHMENTS);
        this.epoch = phase.epoch();
    }

    /** Whether the leader, a Muster, has proposed {@code zxid} itself. */
    boolean hasProposed(Zxid zxid) {
        return knowsAttachments && Epoch.of(zxid).equals(epoch);
    }

    /** Whether an attachment is a transaction for the leader: whether it is a Muster. */
    boolean knowsAttachments() {
        return knowsAttachments;
    }

    void write(Lane lane, Submission.Write write) {
        port.tellLeader(
                link,
                new FromLearner.Request(
                        write.session(),
                        write.xid(),
                        write.request().op().code(),
                        record(write.request()),
                        write.identities(),
                        knowsAttachments ? new Zxid(lane.attachment) : null));
    }

    void sync(SessionId session, int xid, @Nullable ZPath path) {
        Bytes record = record(new LinkRequest.Sync(path));
        port.tellLeader(
                link,
                new FromLearner.Request(session, xid, Op.SYNC.code(), record, List.of(), null));
    }

    /** Asks for a write that no client asks for. */
    void ask(SessionId session, int cxid, WriteRequest request) {
        int type = request.op().code();
        port.tellLeader(
                link,
                new FromLearner.Request(session, cxid, type, record(request), List.of(), null));
    }

    void open(SessionId session, int timeoutMs) {
        encoder.clear();
        encoder.writeInt(timeoutMs);
        Bytes record = Bytes.owning(encoder.toArray());
        port.tellLeader(
                link,
                new FromLearner.Request(session, 0, Op.CREATE_SESSION.code(), record, null, null));
    }

    void revalidate(SessionId session, int timeoutMs) {
        port.tellLeader(link, new FromLearner.Revalidate(session, timeoutMs));
    }

    void answerPing(Zxid proposed, List<TouchedSession> touched) {
        port.tellLeader(link, new FromLearner.PingReply(proposed, touched));
    }

    /** Tells of sessions without having been asked. */
    void tell(List<TouchedSession> touched) {
        answerPing(UNASKED, touched);
    }

    private Bytes record(Request request) {
        encoder.clear();
        RequestWriter.writeRecord(encoder, request);
        return Bytes.owning(encoder.toArray());
    }
}
