package org.muster.testkit;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.muster.wire.client.ConnectResponse;
import org.muster.wire.jute.ByteReader;
import org.muster.wire.jute.MalformedException;

/** One connection of a client and the one behind it. */
final class Relay {
    private static final int CONNECT_MS = 5_000;

    /** More than any frame; what begins with a larger number is an operator's word, or TLS. */
    private static final int FRAME_BOUND = 1 << 28;

    private final FaultProxy proxy;
    private final Socket client;
    private final Socket behind = new Socket();

    /** The xids of requests whose answers are swallowed. */
    private final Set<Integer> doomed = ConcurrentHashMap.newKeySet();

    Relay(FaultProxy proxy, Socket client) {
        this.proxy = proxy;
        this.client = client;
    }

    void start(InetSocketAddress server) {
        try {
            behind.connect(server, CONNECT_MS);
            client.setTcpNoDelay(true);
            behind.setTcpNoDelay(true);
        } catch (IOException unreachable) {
            close();
            return;
        }
        FaultProxy.start("proxy-requests", () -> copy(client, behind, this::request));
        FaultProxy.start("proxy-answers", () -> copy(behind, client, this::answer));
    }

    /** Sees each frame of one direction. */
    private interface Sight {
        /** Whether the frame may pass; if not, the connection ends. */
        boolean passes(byte[] frame, boolean first);
    }

    private void copy(Socket from, Socket to, Sight sight) {
        try {
            DataInputStream in = new DataInputStream(from.getInputStream());
            DataOutputStream out = new DataOutputStream(to.getOutputStream());
            boolean first = true;
            while (true) {
                int length = in.readInt();
                if (length < 0 || length > FRAME_BOUND) {
                    out.writeInt(length);
                    in.transferTo(out);
                    break;
                }
                byte[] frame = new byte[length];
                in.readFully(frame);
                proxy.awaitFlow();
                if (!sight.passes(frame, first)) {
                    break;
                }
                first = false;
                // In one piece, so that a cut falls between frames.
                out.write(ByteBuffer.allocate(4 + length).putInt(length).put(frame).array());
            }
        } catch (IOException ended) {
            close();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        close();
    }

    private boolean request(byte[] frame, boolean first) {
        if (!first && frame.length >= 8) {
            ByteBuffer header = ByteBuffer.wrap(frame);
            int xid = header.getInt();
            if (proxy.isVictim(header.getInt())) {
                doomed.add(xid);
            }
        }
        return true;
    }

    private boolean answer(byte[] frame, boolean first) {
        if (!first) {
            return !doomed.contains(ByteBuffer.wrap(frame).getInt());
        }
        try {
            ConnectResponse greeting = ConnectResponse.read(new ByteReader(frame));
            if (greeting.timeoutMs() > 0) {
                proxy.opened(greeting.session().value(), greeting.password());
            }
        } catch (MalformedException notOurs) {
            return true;
        }
        return true;
    }

    void close() {
        proxy.ended(this);
        for (Socket socket : List.of(client, behind)) {
            try {
                socket.close();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
