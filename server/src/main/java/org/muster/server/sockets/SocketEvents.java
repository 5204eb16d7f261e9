package org.muster.server.sockets;

/** Who hears what happens to one socket, on its loop. */
public interface SocketEvents {
    /** It can be used from now on. */
    void opened();

    /** Bytes came: the first {@code length} of {@code source}, which is the loop's again then. */
    void received(byte[] source, int length);

    /** The other side will send nothing more; it may still read. */
    void inputEnded();

    /** Of the bytes that {@link StreamSocket#send} told to wait, few or none still do. */
    void drained();

    /** It is gone, whoever closed it. Comes once, last, and only behind {@link #opened}. */
    void closed();
}
