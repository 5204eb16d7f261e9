package org.muster.cli.status;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Asks a server four-letter words. */
public final class WordClient {
    private static final int STANDARD_PORT = 2181;
    private static final int MAX_ANSWER_BYTES = 1 << 20;

    private final InetSocketAddress server;
    private final int timeoutMs;

    /**
     * Asks the server that {@code HOST[:PORT]} names, on port 2181 if none is given.
     *
     * @throws IllegalArgumentException if it names none
     */
    public static WordClient of(String server, int timeoutMs) {
        int colon = server.lastIndexOf(':');
        boolean bare = colon < 0 || server.endsWith("]");
        String host = bare ? server : server.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        try {
            int port = bare ? STANDARD_PORT : Integer.parseInt(server.substring(colon + 1));
            return new WordClient(new InetSocketAddress(host, port), timeoutMs);
        } catch (IllegalArgumentException noPort) {
            throw new IllegalArgumentException(server + " is not HOST:PORT", noPort);
        }
    }

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
