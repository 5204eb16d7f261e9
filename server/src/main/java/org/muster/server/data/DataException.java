package org.muster.server.data;

/** The data directories cannot be served from; the message is one line for people. */
public final class DataException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With the line to show. */
    public DataException(String line) {
        super(line);
    }
}
