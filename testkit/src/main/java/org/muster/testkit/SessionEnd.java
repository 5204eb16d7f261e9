package org.muster.testkit;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import org.muster.model.Bytes;
import org.muster.model.SessionId;
import org.muster.model.request.WriteRequest;
import org.muster.wire.client.ConnectRequest;
import org.muster.wire.client.ConnectResponse;
import org.muster.wire.client.RequestWriter;
import org.muster.wire.jute.ByteReader;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.jute.MalformedException;

/** Ends a session as its owner would; the owner then finds that it has expired. */
final class SessionEnd {
    private static final int ANSWER_MS = 10_000;
    private static final int TIMEOUT_MS = 10_000;

    private SessionEnd() {}

    /**
     * Takes the session over and closes it, until a server says that it is gone: its owner may take
     * it back in between.
     *
     * @throws IOException if the server cannot be reached
     */
    static void of(long session, Bytes password, InetSocketAddress server) throws IOException {
        while (exists(session, password, server)) {
            Thread.onSpinWait();
        }
    }

    /** Whether the server still knew the session; it is then asked to close it. */
    private static boolean exists(long session, Bytes password, InetSocketAddress server)
            throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(server, ANSWER_MS);
            socket.setSoTimeout(ANSWER_MS);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            ByteWriter out = new ByteWriter();
            new ConnectRequest(0, TIMEOUT_MS, new SessionId(session), password, false, true)
                    .write(out);
            socket.getOutputStream().write(out.toArray());
            if (ConnectResponse.read(new ByteReader(frame(in))).timeoutMs() == 0) {
                return false;
            }
            out.clear();
            RequestWriter.write(out, 1, new WriteRequest.CloseSession());
            socket.getOutputStream().write(out.toArray());
            frame(in);
            return true;
        } catch (MalformedException notZooKeeper) {
            throw new IOException("not an answer to a handshake", notZooKeeper);
        } catch (EOFException | SocketException takenBack) {
            return true;
        }
    }

    private static byte[] frame(DataInputStream in) throws IOException {
        byte[] frame = new byte[in.readInt()];
        in.readFully(frame);
        return frame;
    }
}
