package org.muster.wire.client;

import org.muster.model.WatchEvent;
import org.muster.model.request.Op;
import org.muster.model.request.Response;
import org.muster.wire.jute.ByteReader;
import org.muster.wire.jute.MalformedException;

/** Decodes what a server sends once a session is attached, for clients. */
public final class ReplyReader {
    private ReplyReader() {}

    /** What every reply and event begins with; {@code error} 0 for success. */
    public record Header(int xid, long zxid, int error) {}

    /** Reads the header. */
    public static Header header(ByteReader in) throws MalformedException {
        return new Header(in.readInt(), in.readLong(), in.readInt());
    }

    /** Reads what stands behind the header of a successful reply to {@code op}. */
    public static Response body(Op op, ByteReader in) throws MalformedException {
        return OpRow.of(op).readResponse(in);
    }

    /** Reads what stands behind the header of an event. */
    public static WatchEvent event(ByteReader in) throws MalformedException {
        int code = in.readInt();
        in.readInt(); // state: always connected
        for (WatchEvent.Type type : WatchEvent.Type.values()) {
            if (type.code() == code) {
                return new WatchEvent(type, in.requirePath());
            }
        }
        throw MalformedException.illegal("unknown event type " + code);
    }
}
