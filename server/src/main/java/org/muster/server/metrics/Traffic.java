package org.muster.server.metrics;

/**
 * What the client sockets counted, besides their fronts.
 *
 * @param bytesReceived frames and words with what surrounds them
 * @param rejected connections turned away at the caps or by the throttle
 * @param tooLarge large requests for which there was no room
 * @param dropped connections that the client's side ended without closing its session
 * @param handshakes connection requests
 * @param words four-letter words received
 */
public record Traffic(
        long bytesReceived,
        long bytesSent,
        long rejected,
        long tooLarge,
        long dropped,
        long handshakes,
        long words,
        long wordsAnswered) {
    /** Nothing counted. */
    public static final Traffic NONE = new Traffic(0, 0, 0, 0, 0, 0, 0, 0);

    /** The sums of both. */
    public Traffic plus(Traffic other) {
        return new Traffic(
                bytesReceived + other.bytesReceived,
                bytesSent + other.bytesSent,
                rejected + other.rejected,
                tooLarge + other.tooLarge,
                dropped + other.dropped,
                handshakes + other.handshakes,
                words + other.words,
                wordsAnswered + other.wordsAnswered);
    }
}
