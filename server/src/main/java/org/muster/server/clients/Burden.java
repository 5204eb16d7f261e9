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
    private final List<ClientChannel> clogged = new ArrayList<>();
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
    void clog(ClientChannel channel) {
        grown = true;
        if (!clogged.contains(channel)) {
            clogged.add(channel);
        }
    }

    /** A connection's socket took everything, or it is gone. */
    void unclog(ClientChannel channel) {
        clogged.remove(channel);
    }

    /** Closes those whose sockets take least, until the rest is within the bound. */
    void relieve() {
        if (!grown) {
            return;
        }
        grown = false;
        long sum = 0;
        for (ClientChannel channel : clogged) {
            sum += channel.unsentBytes();
        }
        while (sum > maxBytes && !clogged.isEmpty()) {
            ClientChannel worst =
                    clogged.stream()
                            .max(Comparator.comparingLong(ClientChannel::unsentBytes))
                            .orElseThrow();
            sum -= worst.unsentBytes();
            clogged.remove(worst);
            worst.giveUp();
        }
    }
}
