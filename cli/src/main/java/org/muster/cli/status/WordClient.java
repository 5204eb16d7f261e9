package org.muster.cli.status;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Asks a server four-letter words. */
public final class WordClient {
    private static final int MAX_ANSWER_BYTES = 1 << 20;

    private final InetSocketAddress server;
    private final int timeoutMs;

    /** Asks {@code server}, with so much patience for the connection and for each answer. */
    public WordClient(InetSocketAddress server, int timeoutMs) {
        this.server = server;
        this.timeoutMs = timeoutMs;
    }

    /**
     * The whole answer to {@code word}.
     *
     * @throws IOException if there is none in time
     */
    public String ask(String word) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(server, timeoutMs);
            socket.setSoTimeout(timeoutMs);
            socket.getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
            return new String(
                    socket.getInputStream().readNBytes(MAX_ANSWER_BYTES), StandardCharsets.UTF_8);
        }
    }
}
