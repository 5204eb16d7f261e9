package org.muster.server.sockets;

import io.netty.channel.IoEventLoop;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** One event loop as the sockets on it share it. */
public final class SocketLoop {
    /** Above this many bytes that wait, a socket says so. */
    static final int HIGH_WATER_BYTES = 256 << 10;

    /** Below this many bytes it says that they are gone. */
    static final int LOW_WATER_BYTES = 64 << 10;

    /** How long a closing socket may take to get rid of what was sent. */
    static final int CLOSE_SECONDS = 10;

    private static final int SCRATCH_BYTES = 1 << 16;

    private final IoEventLoop eventLoop;
    private final Owner owner;
    private final byte[] scratch = new byte[SCRATCH_BYTES];
    private @Nullable Window window;
    private @Nullable InetAddress lastHost;

    /** Whose sockets they are. */
    public interface Owner {
        /** A socket was accepted: who hears of it. */
        SocketEvents accepted(StreamSocket socket);

        /** A fault of this program came out of an event. */
        void broken(Throwable cause);
    }

    /** The sockets of {@code owner} on {@code eventLoop}. */
    public SocketLoop(IoEventLoop eventLoop, Owner owner) {
        this.eventLoop = eventLoop;
        this.owner = owner;
    }

    IoEventLoop eventLoop() {
        return eventLoop;
    }

    Owner owner() {
        return owner;
    }

    /** Where a socket's bytes are handed over. */
    byte[] scratch() {
        return scratch;
    }

    Window window() {
        Window present = window;
        if (present == null) {
            present = new Window(SCRATCH_BYTES);
            window = present;
        }
        return present;
    }

    /** {@code host}, as the one object that all connections in a row from there share. */
    InetAddress shared(InetAddress host) {
        InetAddress last = lastHost;
        if (last != null && last.equals(host)) {
            return last;
        }
        lastHost = host;
        return host;
    }

    /** Does this now; what goes wrong is the owner's. */
    void guarded(Runnable event) {
        try {
            event.run();
        } catch (RuntimeException | Error failure) {
            owner.broken(failure);
        }
    }

    /** Does this in a later round. */
    void later(Runnable event) {
        eventLoop.execute(() -> guarded(event));
    }
}
