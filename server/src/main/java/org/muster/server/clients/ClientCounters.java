package org.muster.server.clients;

import org.muster.server.metrics.Traffic;

/** What one client loop counts besides its front; read and written on the loop only. */
final class ClientCounters {
    long bytesReceived;
    long bytesSent;
    long rejected;
    long tooLarge;
    long dropped;
    long handshakes;
    long words;
    long wordsAnswered;

    ClientCounters() {}

    /** The counts now. */
    Traffic traffic() {
        return new Traffic(
                bytesReceived,
                bytesSent,
                rejected,
                tooLarge,
                dropped,
                handshakes,
                words,
                wordsAnswered);
    }

    /** Forgets what adds to the packets that are shown. */
    void resetPackets() {
        words = 0;
        wordsAnswered = 0;
    }

    /** Forgets all other counts. */
    void reset() {
        bytesReceived = 0;
        bytesSent = 0;
        rejected = 0;
        tooLarge = 0;
        dropped = 0;
        handshakes = 0;
    }
}
