package org.muster.client;

/** A server failed in another way. */
public final class ServerException extends MusterException {
    private static final long serialVersionUID = 1;

    ServerException(Problem problem) {
        super(problem);
    }
}
