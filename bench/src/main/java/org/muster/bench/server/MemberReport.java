package org.muster.bench.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a member says of itself when asked the four-letter word {@code srvr}.
 *
 * @param mode leader, follower, observer or standalone
 * @param zxid of the last transaction it has applied
 */
record MemberReport(String mode, long zxid) {
    private static final int TIMEOUT_MS = 1_000;
    private static final int MAX_ANSWER_BYTES = 1 << 16;

    /** Asks a member; nothing if it does not answer or does not serve. */
    static Optional<MemberReport> of(InetSocketAddress server) {
        try (Socket socket = new Socket()) {
            socket.connect(server, TIMEOUT_MS);
            socket.setSoTimeout(TIMEOUT_MS);
            socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes(MAX_ANSWER_BYTES);
            return parse(new String(answer, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Reads an answer; nothing if it names no mode or no zxid. */
    static Optional<MemberReport> parse(String answer) {
        Optional<String> mode = field(answer, "Mode: ");
        Optional<String> zxid = field(answer, "Zxid: 0x");
        if (mode.isEmpty() || zxid.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new MemberReport(mode.get(), Long.parseUnsignedLong(zxid.get(), 16)));
    }

    private static Optional<String> field(String text, String label) {
        return text.lines()
                .filter(line -> line.startsWith(label))
                .map(line -> line.substring(label.length()).strip())
                .findFirst();
    }

    boolean leads() {
        return mode.equals("leader");
    }

    boolean follows() {
        return mode.equals("follower");
    }
}
