package org.muster.server.peers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.muster.server.sockets.Transport;

/** {@link ElectionLinks}, among themselves and against bytes of the reference. */
final class ElectionLinksTest {
    private static final int PATIENCE_MS = 20_000;
    private static final int END = -1;
    private static final ElectionSettings SETTINGS =
            new ElectionSettings(5_000, 60_000, 20, 200, 2, 50);

    private List<Integer> ports = List.of();

    @BeforeEach
    void findPorts() throws IOException {
        ports = Elector.freePorts(3);
    }

    private Elector elector(long id) throws Transport.TransportException {
        return new Elector(id, ports, SETTINGS);
    }

    @Test
    void eachMemberReachesEachOther() throws Exception {
        try (Elector one = elector(1);
                Elector two = elector(2);
                Elector three = elector(3)) {
            one.send(2, 11);
            one.send(3, 12);
            two.send(1, 21);
            two.send(3, 22);
            three.send(1, 31);
            three.send(2, 32);
            one.awaitVote(2, 21);
            one.awaitVote(3, 31);
            two.awaitVote(1, 11);
            two.awaitVote(3, 32);
            three.awaitVote(1, 12);
            three.awaitVote(2, 22);
        }
    }

    @Test
    void theSmallerIdIsCalledBack() throws Exception {
        try (Elector one = elector(1);
                Elector three = elector(3)) {
            one.send(3, 5);
            three.awaitVote(1, 5);
            one.awaitReachable(3, true);
        }
    }

    @Test
    void whatWasSaidBeforeTheOtherStartedReachesIt() throws Exception {
        try (Elector three = elector(3)) {
            three.send(1, 1);
            three.send(1, 2);
            three.send(1, 3);
            try (Elector one = elector(1)) {
                one.awaitVote(3, 3);
            }
        }
    }

    @Test
    void aRestartedMemberHearsTheLastThingSaidAgain() throws Exception {
        try (Elector two = elector(2)) {
            for (long round = 1; round <= 3; round++) {
                try (Elector one = elector(1)) {
                    one.send(2, round);
                    two.awaitVote(1, round);
                    two.send(1, 40);
                    one.awaitVote(2, 40);
                }
                two.awaitReachable(1, false);
            }
            try (Elector one = elector(1)) {
                // It says nothing to ask for an answer, but by its call.
                one.send(2, 99);
                one.awaitVote(2, 40);
            }
        }
    }

    @Test
    void strangersAndMalformedBytesEndOnlyTheirOwnConnection() throws Exception {
        try (Elector one = elector(1);
                Elector two = elector(2)) {
            two.send(1, 1);
            one.awaitVote(2, 1);
            assertEquals(END, answerTo(greeting(7)));
            assertEquals(END, answerTo(greeting(1)));
            assertEquals(END, answerTo(greeting(Long.MAX_VALUE)));
            assertEquals(END, answerTo(greeting(-3)));
            assertEquals(
                    END, answerTo("ffffffffffff0003" + "0000000000000003" + "00000001" + "61"));
            assertEquals(END, answerTo("ffffffffffff0000" + "0000000000000003" + "00000801"));
            assertEquals(END, answerTo(greeting(3) + "00080001"));
            assertEquals(END, answerTo(greeting(3) + "00000000"));
            assertEquals(END, answerTo(greeting(3) + "0000000400000009"));
            two.send(1, 2);
            one.awaitVote(2, 2);
            assertTrue(one.told().contains("no other member"), one.told());
        }
    }

    @Test
    void silentConnectionsKeepNobodyOutAndAreFew() throws Exception {
        try (Elector one = elector(1);
                Elector two = elector(2)) {
            try (Socket silent = dial();
                    Socket hesitant = dial()) {
                silent.setTcpNoDelay(true);
                hesitant.getOutputStream().write(0xff);
                try (Socket third = dial()) {
                    assertEquals(END, third.getInputStream().read());
                }
            }
            two.send(1, 1);
            one.awaitVote(2, 1);
        }
    }

    @Test
    void theOldestFormOfGreetingIsUnderstood() throws Exception {
        try (Elector one = elector(1);
                Socket bare = dial()) {
            write(bare, "0000000000000003");
            one.awaitReachable(3, true);
            one.send(3, 4);
            DataInputStream in = new DataInputStream(bare.getInputStream());
            assertEquals(in.readInt(), in.readNBytes(44 + "version=0".length()).length);
        }
    }

    @Test
    void greetsAndVotesInTheReferencesBytes() throws Exception {
        try (ServerSocket reference =
                        new ServerSocket(ports.get(0), 5, InetAddress.getLoopbackAddress());
                Elector two = elector(2)) {
            reference.setSoTimeout(PATIENCE_MS);
            two.send(1, 1);
            try (Socket accepted = reference.accept()) {
                String address = "127.0.0.1:" + ports.get(1);
                String expected =
                        "ffffffffffff0000"
                                + "0000000000000002"
                                + "%08x".formatted(address.length())
                                + hex(address)
                                + "00000035"
                                + "00000000"
                                + "0000000000000002"
                                + "0000000000000000"
                                + "0000000000000001"
                                + "0000000000000000"
                                + "00000002"
                                + "00000009"
                                + hex("version=0");
                byte[] bytes = HexFormat.of().parseHex(expected);
                assertArrayEquals(bytes, accepted.getInputStream().readNBytes(bytes.length));
            }
        }
    }

    @Test
    void whatARefusingMemberDidNotReadIsSaidAgain() throws Exception {
        try (ServerSocket refusing =
                        new ServerSocket(ports.get(0), 5, InetAddress.getLoopbackAddress());
                Elector two = elector(2)) {
            refusing.setSoTimeout(PATIENCE_MS);
            two.send(1, 1);
            int greeting = 2 * Long.BYTES + Integer.BYTES + ("127.0.0.1:" + ports.get(1)).length();
            for (int refusal = 0; refusal < 3; refusal++) {
                try (Socket accepted = refusing.accept()) {
                    // Past the greeting, so that the vote is on its way or sent.
                    accepted.getInputStream().readNBytes(greeting + Integer.BYTES);
                }
            }
            try (Socket accepted = refusing.accept()) {
                accepted.setSoTimeout(PATIENCE_MS);
                int vote = Integer.BYTES + 44 + "version=0".length();
                assertEquals(
                        greeting + vote,
                        accepted.getInputStream().readNBytes(greeting + vote).length);
            }
        }
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String greeting(long id) {
        String address = "127.0.0.1:1";
        return "ffffffffffff0000%016x%08x".formatted(id, address.length()) + hex(address);
    }

    private Socket dial() throws IOException {
        for (int attempt = 0; ; attempt++) {
            try {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), ports.get(0));
                socket.setSoTimeout(PATIENCE_MS);
                return socket;
            } catch (IOException notListeningYet) {
                if (attempt == 10_000) {
                    throw notListeningYet;
                }
                Thread.onSpinWait();
            }
        }
    }

    /** What member 1 answers to these bytes: its first byte, or {@link #END}. */
    private int answerTo(String hex) throws IOException {
        try (Socket socket = dial()) {
            write(socket, hex);
            return socket.getInputStream().read();
        } catch (java.net.SocketException reset) {
            return END;
        }
    }

    private static void write(Socket socket, String hex) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(HexFormat.of().parseHex(hex));
        out.flush();
    }
}
