package org.muster.server.metrics;

/**
 * What the client sockets counted, besides their fronts.
 *
 * @param bytesReceived frames and words with what surrounds them
 * @param rejected connections turned away at the caps or by the throttle
 * @param tooLarge large requests for which there was no room
 * @param dropped connections that the client's side ended without closing its session
 * @param handshakes connection requests that the throttle let through
 * @param packetsIn what came and no front saw: four-letter words, handshakes turned away
 * @param packetsOut answers to words
 */
public record Traffic(
        long bytesReceived,
        long rejected,
        long tooLarge,
        long dropped,
        long handshakes,
        long packetsIn,
        long packetsOut) {
    /** Nothing counted. */
    public static final Traffic NONE = new Traffic(0, 0, 0, 0, 0, 0, 0);

    /** The sums of both. */
    public Traffic plus(Traffic other) {
        return new Traffic(
                bytesReceived + other.bytesReceived,
                rejected + other.rejected,
                tooLarge + other.tooLarge,
                dropped + other.dropped,
                handshakes + other.handshakes,
                packetsIn + other.packetsIn,
                packetsOut + other.packetsOut);
    }
}
