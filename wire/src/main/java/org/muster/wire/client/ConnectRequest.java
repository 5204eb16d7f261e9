package org.muster.wire.client;

import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.SessionId;
import org.muster.wire.jute.ByteReader;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.jute.MalformedException;

/**
 * The first frame of a client.
 *
 * @param lastZxidSeen the newest zxid the client knows of, 0 for a new one
 * @param timeoutMs the session timeout it would like
 * @param session {@link SessionId#NONE} to open a session, else the one to attach to
 * @param readOnly whether it would take a server that only reads
 * @param hasReadOnly whether it sent that byte at all; old clients do not, and then want none back
 */
public record ConnectRequest(
        long lastZxidSeen,
        int timeoutMs,
        SessionId session,
        @Nullable Bytes password,
        boolean readOnly,
        boolean hasReadOnly) {

    /** Reads the frame's payload; surplus bytes are ignored. */
    public static ConnectRequest read(ByteReader in) throws MalformedException {
        in.readInt(); // protocol version, without meaning
        long lastZxidSeen = in.readLong();
        int timeoutMs = in.readInt();
        SessionId session = new SessionId(in.readLong());
        Bytes password = in.readBuffer();
        boolean hasReadOnly = in.remaining() > 0;
        boolean readOnly = hasReadOnly && in.readBool();
        return new ConnectRequest(
                lastZxidSeen, timeoutMs, session, password, readOnly, hasReadOnly);
    }

    /** Appends the frame, length included. */
    public void write(ByteWriter out) {
        int frame = out.beginFrame();
        out.writeInt(0);
        out.writeLong(lastZxidSeen);
        out.writeInt(timeoutMs);
        out.writeLong(session.value());
        out.writeBuffer(password);
        if (hasReadOnly) {
            out.writeBool(readOnly);
        }
        out.endFrame(frame);
    }
}
