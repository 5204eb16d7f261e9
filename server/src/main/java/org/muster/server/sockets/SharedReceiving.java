package org.muster.server.sockets;

import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;

/**
 * Receive buffers of one size, with one handle for all connections of a loop. A handle counts what
 * one round of reading one socket brings, and a loop that reads when a socket is ready finishes
 * such a round before it begins another; one for each connection would only be memory.
 */
final class SharedReceiving implements RecvByteBufAllocator {
    private final ExtendedHandle handle;

    /** Buffers of {@code bytes}. */
    SharedReceiving(int bytes) {
        handle = (ExtendedHandle) new FixedRecvByteBufAllocator(bytes).newHandle();
    }

    @Override
    public ExtendedHandle newHandle() {
        return handle;
    }
}
