package org.muster.server.clients;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How many connections there are, in all and from each address. Thread-safe. */
final class Admission {
    private final int maxTotal;
    private final int maxPerAddress;
    private final AtomicInteger total = new AtomicInteger();
    private final ConcurrentMap<InetAddress, Integer> perAddress = new ConcurrentHashMap<>();

    /** The two caps; 0 for none. */
    Admission(int maxTotal, int maxPerAddress) {
        this.maxTotal = maxTotal;
        this.maxPerAddress = maxPerAddress;
    }

    /** What became of a connection that asked to be let in. */
    enum Verdict {
        /** It is counted; {@link #leave} must follow. */
        ADMITTED,
        /** There are too many in all. */
        TOO_MANY,
        /** There are too many from its address. */
        TOO_MANY_FROM_ADDRESS
    }

    /** Counts a connection from {@code address} if the caps allow it. */
    Verdict enter(InetAddress address) {
        if (total.incrementAndGet() > maxTotal && maxTotal > 0) {
            total.decrementAndGet();
            return Verdict.TOO_MANY;
        }
        if (maxPerAddress > 0 && perAddress.merge(address, 1, Integer::sum) > maxPerAddress) {
            leave(address);
            return Verdict.TOO_MANY_FROM_ADDRESS;
        }
        return Verdict.ADMITTED;
    }

    /** An admitted connection is gone. */
    void leave(InetAddress address) {
        total.decrementAndGet();
        if (maxPerAddress > 0) {
            perAddress.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
        }
    }

    /** Connections in all. */
    int total() {
        return total.get();
    }
}
