package org.muster.wire.client;

import org.muster.model.ErrorCode;
import org.muster.model.WatchEvent;
import org.muster.model.request.Op;
import org.muster.model.request.Response;
import org.muster.wire.jute.ByteWriter;

/** Encodes what a server sends once a session is attached: replies and watch events. */
public final class ReplyWriter {
    private static final int SYNC_CONNECTED = 3;

    private ReplyWriter() {}

    /** Appends the frame that answers a request for {@code op} with {@code response}. */
    public static void reply(ByteWriter out, int xid, long zxid, Op op, Response response) {
        int frame = out.beginFrame();
        if (response instanceof Response.Refused refused) {
            header(out, xid, zxid, refused.code());
        } else {
            header(out, xid, zxid, ErrorCode.OK);
            OpRow.of(op).writeResponse(out, response);
        }
        out.endFrame(frame);
    }

    /**
     * Begins the frame of a reply whose body the caller writes itself; give the result to {@link
     * ByteWriter#endFrame}.
     */
    public static int beginReply(ByteWriter out, int xid, long zxid) {
        int frame = out.beginFrame();
        header(out, xid, zxid, ErrorCode.OK);
        return frame;
    }

    /** Appends a frame that is a header and nothing else. */
    public static void headerOnly(ByteWriter out, int xid, long zxid, ErrorCode code) {
        int frame = out.beginFrame();
        header(out, xid, zxid, code);
        out.endFrame(frame);
    }

    /** Appends the frame of a watch event; {@code zxid} is -1 for one made by setWatches. */
    public static void event(ByteWriter out, long zxid, WatchEvent event) {
        int frame = out.beginFrame();
        header(out, Xids.EVENT, zxid, ErrorCode.OK);
        out.writeInt(event.type().code());
        out.writeInt(SYNC_CONNECTED);
        out.writePath(event.path());
        out.endFrame(frame);
    }

    private static void header(ByteWriter out, int xid, long zxid, ErrorCode code) {
        out.writeInt(xid);
        out.writeLong(zxid);
        out.writeInt(code.code());
    }
}
