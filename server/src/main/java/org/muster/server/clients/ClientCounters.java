package org.muster.server.clients;

/** What one client loop counts besides its front; read and written on the loop only. */
public final class ClientCounters {
    long bytesReceived;
    long bytesSent;
    long rejected;
    long dropped;
    long handshakes;
    long words;
    long wordsAnswered;

    ClientCounters() {}

    /** The counts now. */
    Figures figures() {
        return new Figures(
                bytesReceived, bytesSent, rejected, dropped, handshakes, words, wordsAnswered);
    }

    /** Forgets all counts ({@code srst}). */
    void reset() {
        bytesReceived = 0;
        bytesSent = 0;
        rejected = 0;
        dropped = 0;
        handshakes = 0;
        words = 0;
        wordsAnswered = 0;
    }

    /**
     * The counts at one moment.
     *
     * @param rejected connections turned away at the caps or by the throttle
     * @param dropped connections that the client's side ended without closing its session
     * @param handshakes connection requests
     * @param words four-letter words received
     */
    public record Figures(
            long bytesReceived,
            long bytesSent,
            long rejected,
            long dropped,
            long handshakes,
            long words,
            long wordsAnswered) {}
}
