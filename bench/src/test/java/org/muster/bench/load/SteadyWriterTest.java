package org.muster.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SteadyWriterTest {
    private static final long LIMIT_NS = 30_000_000_000L;
    private static final int SESSION_AT = 16;

    private final ConcurrentLinkedQueue<Long> sessions = new ConcurrentLinkedQueue<>();
    private final ServerSocket server;

    SteadyWriterTest() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void closeServer() throws IOException {
        server.close();
    }

    @Test
    void theLongestGapIsTheOneTheServerMade() throws Exception {
        CountDownLatch silent = new CountDownLatch(1);
        serve(request -> {
            if (request == 50) {
                await(silent);
            }
            return true;
        });
        try (SteadyWriter writer = writer()) {
            writer.await(49, LIMIT_NS);
            writer.begin();
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < 40_000_000L) {
                Thread.onSpinWait();
            }
            silent.countDown();
            writer.await(50, LIMIT_NS);
            assertTrue(writer.longestGapNs() >= 40_000_000L, "gap " + writer.longestGapNs());
            assertEquals(0, writer.disconnects());
        }
        assertEquals(List.of(0L), List.copyOf(sessions));
    }

    @Test
    void aLostConnectionIsCountedAndItsSessionTakenUpAgain() {
        serve(request -> request != 10);
        try (SteadyWriter writer = writer()) {
            writer.await(30, LIMIT_NS);
            assertEquals(1, writer.disconnects());
            writer.begin();
            assertEquals(0, writer.disconnects());
        }
        assertEquals(List.of(0L, 7L), List.copyOf(sessions));
    }

    private SteadyWriter writer() {
        InetSocketAddress address =
                new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
        return new SteadyWriter(List.of(address), "/x", new byte[3]);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What happens to a request, counted from 1 over all connections: is it answered? */
    private interface Fate {
        boolean answered(int request);
    }

    private void serve(Fate fate) {
        Thread.ofVirtual()
                .start(() -> {
                    int[] requests = {0};
                    while (!server.isClosed()) {
                        try (Socket socket = server.accept()) {
                            converse(socket, fate, requests);
                        } catch (IOException e) {
                            // The client has gone, or the test is over.
                            requests[0] += 0;
                        }
                    }
                });
    }

    private void converse(Socket socket, Fate fate, int[] requests) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        sessions.add(ByteBuffer.wrap(in.readNBytes(in.readInt())).getLong(SESSION_AT));
        out.writeInt(37);
        out.writeInt(0);
        out.writeInt(60_000);
        out.writeLong(7);
        out.writeInt(16);
        out.write(new byte[17]);
        while (true) {
            byte[] request = in.readNBytes(in.readInt());
            requests[0]++;
            if (!fate.answered(requests[0])) {
                return;
            }
            out.writeInt(16);
            out.writeInt(ByteBuffer.wrap(request).getInt());
            out.writeLong(1);
            out.writeInt(0);
        }
    }
}
