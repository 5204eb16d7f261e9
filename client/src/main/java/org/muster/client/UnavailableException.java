package org.muster.client;

/** No server answered in time, or none could take it: trying again may help. */
public final class UnavailableException extends MusterException {
    private static final long serialVersionUID = 1;

    UnavailableException(Problem problem) {
        super(problem);
    }
}
