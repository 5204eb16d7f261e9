package org.muster.server.sockets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every kind of {@link StreamSocket} does, against plain sockets of the JDK. */
@Timeout(60)
final class StreamSocketTest {
    /** More than two sockets' buffers hold. */
    private static final int MUCH = 16 << 20;

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @EnumSource
    void whatComesInPiecesComesWholeAndInOrder(Transport transport) throws Exception {
        try (SocketRig rig = SocketRig.of(transport, 1);
                Socket client = rig.connect()) {
            SocketRig.Heard server = rig.accepted();
            byte[] sent = bytes(300_000);
            Random random = new Random(7);
            int at = 0;
            while (at < sent.length) {
                int count = Math.min(sent.length - at, 1 + random.nextInt(9_000));
                client.getOutputStream().write(sent, at, count);
                at += count;
            }
            server.awaitInput(sent.length);
            assertArrayEquals(sent, server.input());
            assertEquals(client.getLocalSocketAddress(), server.socket.remote());
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatASlowClientDoesNotTakeWaitsForItAndIsTold(Transport transport) throws Exception {
        try (SocketRig rig = SocketRig.of(transport, 1);
                Socket client = rig.connect()) {
            SocketRig.Heard server = rig.accepted();
            byte[] sent = bytes(MUCH);
            long unsent =
                    rig.ask(
                            server,
                            socket -> {
                                long waiting = 0;
                                for (int at = 0; at < MUCH; at += MUCH / 16) {
                                    waiting = socket.send(sent, at, MUCH / 16);
                                }
                                return waiting;
                            });
            assertTrue(unsent > SocketLoop.HIGH_WATER_BYTES, "unsent " + unsent);
            assertTrue(rig.ask(server, StreamSocket::unsentBytes) > SocketLoop.HIGH_WATER_BYTES);
            assertEquals(0, server.timesDrained());
            assertArrayEquals(sent, client.getInputStream().readNBytes(MUCH));
            server.awaitDrained();
            rig.turns(server);
            assertEquals(1, server.timesDrained());
            assertEquals(0, rig.ask(server, StreamSocket::unsentBytes));
            byte[] more = bytes(100);
            assertEquals(0, rig.ask(server, socket -> socket.send(more, 0, more.length)));
            assertArrayEquals(more, client.getInputStream().readNBytes(more.length));
        }
    }

    @ParameterizedTest
    @EnumSource
    void manySmallSendsToASlowClientKeepTheirOrder(Transport transport) throws Exception {
        try (SocketRig rig = SocketRig.of(transport, 1);
                Socket client = rig.connect()) {
            SocketRig.Heard server = rig.accepted();
            byte[] sent = bytes(MUCH);
            rig.ask(
                    server,
                    socket -> {
                        int at = 0;
                        for (int length = 1;
                                at < sent.length;
                                length = 1 + (length + 997) % 9_973) {
                            int count = Math.min(length, sent.length - at);
                            socket.send(sent, at, count);
                            at += count;
                        }
                        return 0L;
                    });
            assertArrayEquals(sent, client.getInputStream().readNBytes(MUCH));
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsHandedOverWhileItIsStopped(Transport transport) throws Exception {
        try (SocketRig rig = SocketRig.of(transport, 1);
                Socket client = rig.connect()) {
            SocketRig.Heard server = rig.accepted();
            for (int round = 1; round <= 3; round++) {
                rig.tell(server, StreamSocket::stopReading);
                rig.turns(server);
                client.getOutputStream().write(bytes(1_000));
                rig.turns(server);
                assertEquals((round - 1) * 1_000, server.input().length);
                rig.tell(server, StreamSocket::resumeReading);
                server.awaitInput(round * 1_000);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatClosesItsHalfStillGetsWhatIsSent(Transport transport) throws Exception {
        try (SocketRig rig = SocketRig.of(transport, 1);
                Socket client = rig.connect()) {
            SocketRig.Heard server = rig.accepted();
            client.getOutputStream().write(bytes(10));
            client.shutdownOutput();
            server.awaitEnd();
            assertEquals(10, server.input().length);
            byte[] sent = bytes(MUCH);
            rig.tell(server, socket -> socket.send(sent, 0, sent.length));
            rig.tell(server, StreamSocket::closeWhenSent);
            assertArrayEquals(sent, client.getInputStream().readAllBytes());
            server.awaitClosed();
            assertEquals(1, server.ends());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"EPOLL", "NIO"})
    void theEndThatComesWhileItIsStoppedIsHeardAfterwards(Transport transport) throws Exception {
        try (SocketRig rig = SocketRig.of(transport, 1);
                Socket client = rig.connect()) {
            SocketRig.Heard server = rig.accepted();
            rig.tell(server, StreamSocket::stopReading);
            rig.turns(server);
            client.getOutputStream().write(bytes(10));
            client.shutdownOutput();
            rig.turns(server);
            assertEquals(0, server.ends());
            rig.tell(server, StreamSocket::resumeReading);
            server.awaitEnd();
            assertEquals(10, server.input().length);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatResetsIsGoneOnce(Transport transport) throws Exception {
        try (SocketRig rig = SocketRig.of(transport, 1)) {
            SocketRig.Heard server;
            try (Socket client = rig.connect()) {
                server = rig.accepted();
                client.getOutputStream().write(bytes(10));
                server.awaitInput(10);
                client.setSoLinger(true, 0);
            }
            server.awaitClosed();
            // What is said to it afterwards is said to nobody.
            assertEquals(0, rig.ask(server, socket -> socket.send(bytes(10), 0, 10)));
            rig.tell(server, StreamSocket::stopReading);
            rig.tell(server, StreamSocket::resumeReading);
            rig.tell(server, StreamSocket::closeWhenSent);
            rig.tell(server, StreamSocket::close);
            rig.turns(server);
            assertEquals(1, server.closes());
        }
    }

    @ParameterizedTest
    @EnumSource(names = "EPOLL")
    void aClientThatResetsIsGoneEvenWhileItIsStopped(Transport transport) throws Exception {
        try (SocketRig rig = SocketRig.of(transport, 1)) {
            SocketRig.Heard server;
            try (Socket client = rig.connect()) {
                server = rig.accepted();
                rig.tell(server, StreamSocket::stopReading);
                client.getOutputStream().write(bytes(10));
                rig.turns(server);
                client.setSoLinger(true, 0);
            }
            server.awaitClosed();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatIsResetHearsOfNoOrderlyEnd(Transport transport) throws Exception {
        try (SocketRig rig = SocketRig.of(transport, 1);
                Socket client = rig.connect()) {
            SocketRig.Heard server = rig.accepted();
            rig.tell(server, StreamSocket::reset);
            assertThrows(SocketException.class, () -> client.getInputStream().read());
            server.awaitClosed();
        }
    }

    @ParameterizedTest
    @EnumSource
    void closingWithOutputWaitingDropsIt(Transport transport) throws Exception {
        try (SocketRig rig = SocketRig.of(transport, 1);
                Socket client = rig.connect()) {
            SocketRig.Heard server = rig.accepted();
            byte[] sent = bytes(MUCH);
            rig.tell(
                    server,
                    socket -> {
                        socket.send(sent, 0, sent.length);
                        socket.closeWhenSent();
                        socket.close();
                        assertEquals(0, server.closes(), "told within the call");
                    });
            server.awaitClosed();
            assertEquals(0, rig.ask(server, StreamSocket::unsentBytes));
            byte[] taken = client.getInputStream().readAllBytes();
            assertTrue(taken.length < sent.length, "got all " + taken.length);
            assertArrayEquals(Arrays.copyOf(sent, taken.length), taken);
            rig.turns(server);
            assertEquals(1, server.closes());
            assertEquals(0, server.timesDrained());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatGoesAwayWithOutputWaitingIsGone(Transport transport) throws Exception {
        try (SocketRig rig = SocketRig.of(transport, 1)) {
            SocketRig.Heard server;
            try (Socket client = rig.connect()) {
                server = rig.accepted();
                byte[] sent = bytes(MUCH);
                rig.tell(server, StreamSocket::stopReading);
                rig.tell(server, socket -> socket.send(sent, 0, sent.length));
                assertEquals(sent[0], (byte) client.getInputStream().read());
            }
            server.awaitClosed();
            assertEquals(1, server.closes());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"EPOLL", "NIO"})
    void manyClientsAreServedByAllLoopsAndAllGo(String name) throws Exception {
        try (SocketRig rig = SocketRig.of(Transport.valueOf(name), 2)) {
            List<Socket> clients = new ArrayList<>();
            List<SocketRig.Heard> servers = new ArrayList<>();
            Set<Object> loops = new HashSet<>();
            for (int i = 0; i < 400; i++) {
                clients.add(rig.connect());
                SocketRig.Heard server = rig.accepted();
                servers.add(server);
                loops.add(server.loop);
            }
            assertEquals(2, loops.size());
            for (int i = 0; i < clients.size(); i++) {
                byte[] sent = bytes(i + 1);
                clients.get(i).getOutputStream().write(sent);
                servers.get(i).awaitInput(sent.length);
                assertArrayEquals(sent, servers.get(i).input());
                rig.tell(servers.get(i), socket -> socket.send(sent, 0, sent.length));
                assertArrayEquals(sent, clients.get(i).getInputStream().readNBytes(sent.length));
            }
            for (int i = 0; i < clients.size(); i++) {
                clients.get(i).close();
                servers.get(i).awaitEnd();
                rig.tell(servers.get(i), StreamSocket::closeWhenSent);
                servers.get(i).awaitClosed();
                assertEquals(1, servers.get(i).ends());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFaultInAnEventIsTheOwners(Transport transport) throws Exception {
        try (SocketRig rig = SocketRig.of(transport, 1);
                Socket client = rig.connect()) {
            SocketRig.Heard server = rig.accepted();
            server.failOnInput();
            client.getOutputStream().write(1);
            assertEquals("on input", rig.fault().getMessage());
        }
    }

    @ParameterizedTest
    @EnumSource
    void afterItIsClosedAListenerAcceptsNobody(Transport transport) throws Exception {
        try (SocketRig rig = SocketRig.of(transport, 1);
                Socket earlier = rig.connect()) {
            SocketRig.Heard server = rig.accepted();
            rig.closeListener();
            rig.awaitRefusal();
            byte[] sent = bytes(10);
            rig.tell(server, socket -> socket.send(sent, 0, sent.length));
            InputStream in = earlier.getInputStream();
            assertArrayEquals(sent, in.readNBytes(sent.length));
            assertFalse(server.closes() > 0, "those there are stay");
        }
    }
}
