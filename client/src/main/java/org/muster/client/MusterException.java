package org.muster.client;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * An operation failed. Says what went wrong ({@link #code}), with what ({@link #path}), and above
 * all whether it was applied ({@link #outcome}).
 */
public abstract sealed class MusterException extends RuntimeException
        permits NodeException,
                AccessException,
                SessionException,
                UnavailableException,
                UsageException,
                ServerException {
    private static final long serialVersionUID = 1;

    private final Code code;
    private final Outcome outcome;
    private final boolean goalReached;
    private final String path;

    MusterException(Problem problem) {
        super(problem.message());
        this.code = problem.code();
        this.outcome = problem.outcome();
        this.goalReached = problem.goalReached();
        this.path = problem.path();
    }

    /** What went wrong. */
    public final Code code() {
        return code;
    }

    /** Whether the operation was applied. */
    public final Outcome outcome() {
        return outcome;
    }

    /**
     * Of an unknown outcome: whether the node was seen to be as the operation wanted it, though
     * perhaps by somebody else's doing.
     */
    public final boolean goalReached() {
        return goalReached;
    }

    /** The path it was about, or an empty text. */
    public final String path() {
        return path;
    }

    /**
     * The failure of this library inside what a future was completed with, or {@code thrown} itself
     * as a server error if there is none.
     */
    public static MusterException of(Throwable thrown) {
        Throwable at = thrown;
        while ((at instanceof CompletionException || at instanceof ExecutionException)
                && at.getCause() != null) {
            at = at.getCause();
        }
        if (at instanceof MusterException found) {
            return found;
        }
        MusterException wrapped =
                Problem.of(Code.SERVER_ERROR, Outcome.UNKNOWN, "", thrown.toString()).exception();
        wrapped.initCause(thrown);
        return wrapped;
    }
}
