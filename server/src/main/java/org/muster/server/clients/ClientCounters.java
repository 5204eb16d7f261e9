package org.muster.server.clients;

import org.muster.server.metrics.Traffic;

/** What one client loop counts besides its front; read and written on the loop only. */
final class ClientCounters {
    long bytesReceived;
    long rejected;
    long tooLarge;
    long dropped;
    long handshakes;
    long packetsIn;
    long packetsOut;

    ClientCounters() {}

    /** The counts now. */
    Traffic traffic() {
        return new Traffic(
                bytesReceived, rejected, tooLarge, dropped, handshakes, packetsIn, packetsOut);
    }

    /** Forgets what adds to the packets that are shown. */
    void resetPackets() {
        packetsIn = 0;
        packetsOut = 0;
    }

    /** Forgets all other counts. */
    void reset() {
        bytesReceived = 0;
        rejected = 0;
        tooLarge = 0;
        dropped = 0;
        handshakes = 0;
    }
}
