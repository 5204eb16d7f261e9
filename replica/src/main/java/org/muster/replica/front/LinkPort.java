package org.muster.replica.front;

/** The shell's end of one connection; called only during the front's turns. */
public interface LinkPort {
    /** Who is at the other end, for operators, such as {@code /127.0.0.1:48402}. */
    String remote();

    /**
     * Sends bytes, whole frames only; the array is the front's again when this returns.
     *
     * @return how many bytes, these included, the socket has not taken yet
     */
    long send(byte[] source, int offset, int length);

    /**
     * Closes the connection once everything sent is out; {@link Front#disconnected} need not be
     * told of it.
     */
    void close();

    /** Reads nothing more from the socket. Frames already read may still be handed in. */
    void stopReading();

    /** Reads again. */
    void resumeReading();
}
