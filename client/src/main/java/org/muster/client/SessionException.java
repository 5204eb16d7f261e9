package org.muster.client;

/** The session ended, or the client was closed, before the answer came. */
public final class SessionException extends MusterException {
    private static final long serialVersionUID = 1;

    SessionException(Problem problem) {
        super(problem);
    }
}
