package org.muster.bench.server;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.muster.bench.failure.BenchFailure;
import org.muster.bench.load.Frames;
import org.muster.bench.proc.Pause;

/**
 * Finds the moment a server serves: a session is granted and a read of the root answered in it.
 *
 * <p>Some servers accept connections a little too early and never answer those, so a new attempt
 * starts while earlier ones still wait.
 */
final class ReadyProbe {
    private static final int AFTER_REFUSAL_MS = 2;
    private static final int PATIENCE_MS = 30;
    private static final int ATTEMPT_LIMIT_MS = 5_000;
    private static final int SESSION_TIMEOUT_MS = 4_000;
    private static final int HANDSHAKE_PAYLOAD = 37;
    private static final byte[] CLOSE_SESSION = {0, 0, 0, 8, 0, 0, 0, 2, -1, -1, -1, -11};

    private final InetSocketAddress address;
    private final CompletableFuture<Long> servedNs = new CompletableFuture<>();

    ReadyProbe(InetSocketAddress address) {
        this.address = address;
    }

    /** Makes one more attempt and waits a little; tells whether any attempt has succeeded. */
    boolean serves() {
        CompletableFuture<Void> refused = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> attempt(refused));
        try {
            CompletableFuture.anyOf(servedNs, refused).get(PATIENCE_MS, TimeUnit.MILLISECONDS);
            if (!servedNs.isDone()) {
                Pause.ms(AFTER_REFUSAL_MS);
            }
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException | ExecutionException e) {
            throw new BenchFailure("interrupted", e);
        }
        return servedNs.isDone();
    }

    /** When the first read was answered, by System.nanoTime; once {@link #serves} said so. */
    long servedNs() {
        return servedNs.join();
    }

    private void attempt(CompletableFuture<Void> refused) {
        try (Socket socket = new Socket()) {
            socket.connect(address, ATTEMPT_LIMIT_MS);
            socket.setSoTimeout(ATTEMPT_LIMIT_MS);
            OutputStream out = socket.getOutputStream();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            out.write(Frames.connect(SESSION_TIMEOUT_MS));
            if (in.readInt() == HANDSHAKE_PAYLOAD) {
                in.skipNBytes(HANDSHAKE_PAYLOAD);
                out.write(Frames.getData("/", false));
                in.skipNBytes(in.readInt());
                servedNs.complete(System.nanoTime());
                out.write(CLOSE_SESSION);
                in.skipNBytes(in.readInt());
            }
        } catch (IOException e) {
            refused.complete(null);
        }
    }
}
