package org.muster.server.sockets;

import java.net.InetSocketAddress;

/**
 * One accepted connection, whatever serves it; called on its loop only. Of what happens to it tells
 * {@link SocketEvents}, never within one of these calls.
 */
public interface StreamSocket {
    /** Who is at the other end. */
    InetSocketAddress remote();

    /**
     * Sends bytes behind those sent before; the array is the caller's again when this returns.
     *
     * @return how many bytes, these included, wait for the other side to take them; 0 as long as
     *     they are so few that the kernel's buffer may merely be full for a moment; {@link
     *     Long#MAX_VALUE} if there was no memory to keep them, which leaves nothing but closing
     */
    long send(byte[] source, int offset, int length);

    /** How many bytes wait for the other side to take them. */
    long unsentBytes();

    /** Reads nothing more until told to. What has been read may still be handed over. */
    void stopReading();

    /** Reads again. */
    void resumeReading();

    /** Closes once everything sent is out, or after a while without that. */
    void closeWhenSent();

    /** Closes now; what waits is lost. */
    void close();

    /** Closes now, and lets the other side know of no orderly end. */
    void reset();
}
