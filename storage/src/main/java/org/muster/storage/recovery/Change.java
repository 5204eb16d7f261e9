package org.muster.storage.recovery;

import java.util.List;
import org.muster.storage.name.LogName;

/** One thing that settling a directory does to its files. */
public sealed interface Change {

    /** Which of the two directories. */
    enum Where {
        /** That of the snapshots. */
        SNAPSHOTS,
        /** That of the logs. */
        LOGS
    }

    /** Deletes an unfinished file of Muster's own. */
    record DropTemporary(Where where, String name) implements Change {}

    /** Deletes a log without a single record. */
    record DropBlank(LogName log) implements Change {}

    /** Renames a file so that nobody reads it as data any more. */
    record SetAside(Where where, String name) implements Change {}

    /**
     * Writes the kept ranges of a log anew, in place of it.
     *
     * @param copyFirst whether the original is copied aside before
     */
    record Rewrite(LogName log, List<Range> kept, boolean copyFirst) implements Change {}

    /** Bytes {@code [from, to)} of a file. */
    record Range(long from, long to) {}
}
