package org.muster.client;

/** Who asked may not do it, or is not who was claimed. */
public final class AccessException extends MusterException {
    private static final long serialVersionUID = 1;

    AccessException(Problem problem) {
        super(problem);
    }
}
