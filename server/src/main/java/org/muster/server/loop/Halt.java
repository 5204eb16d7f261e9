package org.muster.server.loop;

import org.jspecify.annotations.Nullable;

/** Ends the process at once, without the orderly stop. */
public interface Halt {
    /** A thread met an error that leaves nothing certain. */
    int UNEXPECTED = 1;

    /** The disk failed; whether it kept what it was asked to is not certain. */
    int DISK_FAILED = 71;

    /** Says why and ends the process; every thread may call it, the first call counts. */
    void now(int exitCode, String reason, @Nullable Throwable cause);
}
