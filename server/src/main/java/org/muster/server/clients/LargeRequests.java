package org.muster.server.clients;

import java.util.concurrent.atomic.AtomicLongArray;

/** What large requests in progress weigh on all loops together, and the bound on it. */
final class LargeRequests {
    private final int largeBytes;
    private final long maxBytes;
    private final AtomicLongArray perLoop;

    /** A request longer than {@code largeBytes} is large; they may weigh {@code maxBytes}. */
    LargeRequests(int largeBytes, long maxBytes, int loops) {
        this.largeBytes = largeBytes;
        this.maxBytes = maxBytes;
        this.perLoop = new AtomicLongArray(loops);
    }

    /** {@code loop} has large requests of {@code bytes} in progress now; the loop itself tells. */
    void tell(int loop, long bytes) {
        perLoop.setOpaque(loop, bytes);
    }

    /** Whether a request of {@code length} is not large, or there is room for it. */
    boolean admit(int length) {
        if (length <= largeBytes) {
            return true;
        }
        long sum = length;
        for (int loop = 0; loop < perLoop.length(); loop++) {
            sum += perLoop.getOpaque(loop);
        }
        return sum <= maxBytes;
    }
}
