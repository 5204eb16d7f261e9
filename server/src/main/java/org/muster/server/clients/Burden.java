package org.muster.server.clients;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What clients make one loop keep for them: beginnings of frames, and output that their sockets do
 * not take. Each has a bound; at the bound the connections that keep most are closed, so that no
 * number of slow clients takes the memory of the others.
 */
final class Burden {
    private final long maxBytes;
    private final List<ClientConnection> clogged = new ArrayList<>();
    private long heldInput;
    private boolean grown;

    /** With a bound of {@code maxBytes} for input, and the same for output. */
    Burden(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** A beginning of a frame grew by so many bytes; whether it may be kept. */
    boolean keepInput(long moreBytes) {
        heldInput += moreBytes;
        return heldInput <= maxBytes || moreBytes <= 0;
    }

    /** A connection's socket took less than it was given. */
    void clog(ClientConnection connection) {
        grown = true;
        if (!clogged.contains(connection)) {
            clogged.add(connection);
        }
    }

    /** A connection's socket took everything, or it is gone. */
    void unclog(ClientConnection connection) {
        clogged.remove(connection);
    }

    /** Closes those whose sockets take least, until the rest is within the bound. */
    void relieve() {
        if (!grown) {
            return;
        }
        grown = false;
        long sum = 0;
        for (ClientConnection connection : clogged) {
            sum += connection.unsentBytes();
        }
        while (sum > maxBytes && !clogged.isEmpty()) {
            ClientConnection worst =
                    clogged.stream()
                            .max(Comparator.comparingLong(ClientConnection::unsentBytes))
                            .orElseThrow();
            sum -= worst.unsentBytes();
            clogged.remove(worst);
            worst.giveUp();
        }
    }
}
