package org.muster.server.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.muster.server.admin.Word;
import org.muster.server.admin.WordService;
import org.muster.server.config.ServerConfig.Listen;
import org.muster.server.loop.Visits;

@Timeout(30)
class WaitingRoomTest {
    private static final WordService WORDS =
            new WordService() {
                @Override
                public void answer(Word word, String asker, long mask, Consumer<String> reply) {
                    reply.accept(word.text() + " " + mask + "\n");
                }

                @Override
                public boolean enabled(Word word) {
                    return true;
                }
            };

    private static WaitingRoom open(int port) throws ClientPort.PortException {
        return WaitingRoom.open(new Listen("127.0.0.1", port), WORDS, new Visits("test"));
    }

    private static String say(InetSocketAddress room, String bytes) throws IOException {
        try (Socket socket = new Socket(room.getAddress(), room.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            byte[] answer = socket.getInputStream().readAllBytes();
            return new String(answer, StandardCharsets.UTF_8);
        }
    }

    @Test
    void wordsAreAnsweredAndClientsSentAway() throws Exception {
        try (WaitingRoom room = open(0)) {
            assertEquals("ruok 0\n", say(room.address(), "ruok"));
            assertEquals("stmk 7\n", say(room.address(), "stmk\0\0\0\0\0\0\0\u0007"));
            assertEquals("", say(room.address(), "\0\0\0-"));
        }
    }

    @Test
    void thePortIsFreeOnceItIsClosed() throws Exception {
        int port;
        try (WaitingRoom room = open(0)) {
            port = room.address().getPort();
            say(room.address(), "ruok");
            var refusal = assertThrows(ClientPort.PortException.class, () -> open(port));
            assertTrue(refusal.getMessage().contains("is in use"), refusal.getMessage());
        }
        try (ServerSocket next = new ServerSocket()) {
            next.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        }
    }
}
