package org.muster.recipes.lease;

/** What was asked for could not be had in time; nothing of the attempt is left behind. */
public final class NotGrantedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With what was asked for, and how long. */
    public NotGrantedException(String message) {
        super(message);
    }
}
