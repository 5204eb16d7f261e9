package org.muster.server;

/** The server cannot start; the message is one line for people. */
public final class StartException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    StartException(int exitCode, String line) {
        super(line);
        this.exitCode = exitCode;
    }

    /** What the process should end with. */
    public int exitCode() {
        return exitCode;
    }
}
