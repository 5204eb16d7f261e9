package org.muster.wire.client;

import org.muster.model.Bytes;
import org.muster.model.SessionId;
import org.muster.wire.jute.ByteReader;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.jute.MalformedException;

/**
 * The first frame of a server.
 *
 * @param timeoutMs the negotiated session timeout; 0 refuses the session
 * @param password 16 bytes
 */
public record ConnectResponse(int timeoutMs, SessionId session, Bytes password, boolean readOnly) {
    private static final Bytes NO_PASSWORD = Bytes.owning(new byte[16]);

    /** The session is not, or no longer, this client's. */
    public static final ConnectResponse REFUSED =
            new ConnectResponse(0, SessionId.NONE, NO_PASSWORD, false);

    /** Reads the frame's payload, with or without the last byte. */
    public static ConnectResponse read(ByteReader in) throws MalformedException {
        in.readInt();
        int timeoutMs = in.readInt();
        SessionId session = new SessionId(in.readLong());
        Bytes password = in.readBuffer();
        boolean readOnly = in.remaining() > 0 && in.readBool();
        return new ConnectResponse(
                timeoutMs, session, password == null ? NO_PASSWORD : password, readOnly);
    }

    /** Appends the frame; {@code withReadOnly} as the client's request had it. */
    public void write(ByteWriter out, boolean withReadOnly) {
        int frame = out.beginFrame();
        out.writeInt(0);
        out.writeInt(timeoutMs);
        out.writeLong(session.value());
        out.writeBuffer(password);
        if (withReadOnly) {
            out.writeBool(readOnly);
        }
        out.endFrame(frame);
    }
}
