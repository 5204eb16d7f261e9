package org.muster.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.muster.bench.failure.BenchFailure;

final class LoadLoopTest {
    private static final byte[] FRAME = Frames.getData("/x", false);

    private final AtomicLong served = new AtomicLong();
    private final ServerSocket server;

    LoadLoopTest() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void closeServer() throws IOException {
        server.close();
    }

    @Test
    void everyRequestIsSentOnceAndItsReplyCounted() {
        serve(0, 0);
        try (LoadLoop loop = new LoadLoop(address(), LoadLoop.Shape.of(3, 4))) {
            List<byte[]> frames = java.util.Collections.nCopies(1001, FRAME);
            loop.start(new Requests.Once(frames), 3, 4);
            LoadResult result = loop.runToEnd();
            assertEquals(1001, result.answered());
            assertEquals(1001, served.get());
            assertEquals(1001, result.writes().count());
        }
    }

    @Test
    void aReplyOutOfOrderFails() {
        serve(1, 0);
        try (LoadLoop loop = new LoadLoop(address(), LoadLoop.Shape.of(1, 1))) {
            loop.start(new Requests.Same(FRAME), 1, 1);
            BenchFailure failure = assertThrows(BenchFailure.class, loop::runToEnd);
            assertTrue(failure.toString().contains("expected the reply to request 1, got 2"));
        }
    }

    @Test
    void anErrorInAReplyFails() {
        serve(0, -101);
        try (LoadLoop loop = new LoadLoop(address(), LoadLoop.Shape.of(1, 1))) {
            loop.start(new Requests.Same(FRAME), 1, 1);
            BenchFailure failure = assertThrows(BenchFailure.class, loop::runToEnd);
            assertTrue(failure.toString().contains("error -101"));
        }
    }

    @Test
    void aPacedLoadTellsOfEveryAnswer() {
        serve(0, 0);
        AtomicLong told = new AtomicLong();
        try (LoadLoop loop = new LoadLoop(address(), new LoadLoop.Shape(2, 1024, 4096, 65_536))) {
            loop.runPaced(
                    new Requests.Same(FRAME),
                    1,
                    (sentNs, answeredNs) -> told.incrementAndGet(),
                    () -> told.get() >= 20);
        }
        assertEquals(served.get(), told.get());
    }

    private InetSocketAddress address() {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    /** A server that grants every session and answers every request with a fault if asked. */
    private void serve(int xidShift, int error) {
        Thread.ofVirtual().start(() -> accept(xidShift, error));
    }

    private void accept(int xidShift, int error) {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> converse(socket, xidShift, error));
            }
        } catch (IOException e) {
            assertTrue(server.isClosed());
        }
    }

    private void converse(Socket socket, int xidShift, int error) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            in.readNBytes(in.readInt());
            out.write(new byte[] {0, 0, 0, 37, 0, 0, 0, 0, 0, 0, 1, 0});
            out.write(new byte[29]);
            while (true) {
                byte[] request = in.readNBytes(in.readInt());
                assertEquals(FRAME.length - 4, request.length);
                assertEquals("/x", new String(request, 12, 2, StandardCharsets.US_ASCII));
                served.incrementAndGet();
                out.writeInt(16);
                out.writeInt(java.nio.ByteBuffer.wrap(request).getInt() + xidShift);
                out.writeLong(1);
                out.writeInt(error);
            }
        } catch (IOException e) {
            // The load is over.
            assertTrue(served.get() >= 0);
        }
    }
}
