package org.muster.server.peers;

import org.muster.wire.jute.ByteWriter;

/**
 * Something long that a link sends in its place among the messages, made piece by piece on a worker
 * while the link can take more.
 */
interface OutgoingStream extends AutoCloseable {
    /**
     * Appends about {@code budgetBytes}; whether that was the last piece.
     *
     * @throws StreamException if there can be no more, so that the link must be closed
     */
    boolean step(ByteWriter out, int budgetBytes) throws StreamException;

    /** Gives up what it holds; after the last step, or when the link is gone. */
    @Override
    void close();

    /** The stream cannot go on; the message is for the log. */
    final class StreamException extends Exception {
        private static final long serialVersionUID = 1L;

        /** With the line for the log. */
        StreamException(String line) {
            super(line);
        }
    }
}
