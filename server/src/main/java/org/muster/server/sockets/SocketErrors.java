package org.muster.server.sockets;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Tells the errors of one socket, which end its channel, from faults of this program. */
public final class SocketErrors {
    private SocketErrors() {}

    /**
     * Whether this is about a socket alone.
     *
     * <p>Netty's epoll takes a socket out of its set when nothing is left to wait for: its reading
     * stopped, its other side closed. It cannot put it back (4.2.18): reading again then ends in an
     * unchecked exception.
     */
    public static boolean isOne(Throwable cause) {
        return cause instanceof IOException || cause instanceof UncheckedIOException;
    }
}
