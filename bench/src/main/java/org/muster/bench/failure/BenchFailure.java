package org.muster.bench.failure;

/** A measurement that cannot go on; its message is the one line the user reads. */
public final class BenchFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A failure explained by this line. */
    public BenchFailure(String message) {
        super(message);
    }

    /** A failure explained by this line, with what caused it. */
    public BenchFailure(String message, Throwable cause) {
        super(message + ": " + cause, cause);
    }
}
