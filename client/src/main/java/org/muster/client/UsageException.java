package org.muster.client;

/** What was asked cannot be done by anybody: a defect of the calling program. */
public final class UsageException extends MusterException {
    private static final long serialVersionUID = 1;

    UsageException(Problem problem) {
        super(problem);
    }
}
