package org.muster.storage.history;

import org.muster.model.Zxid;

/** Whether the log on disk can bring a member up to date that holds the history up to a zxid. */
public sealed interface Lookup {

    /**
     * It can, from {@code zxid} on.
     *
     * @param zxid the last transaction up to the one asked for; nothing is missing behind it
     * @param logBytes how many bytes of records lie behind it
     */
    record Found(Zxid zxid, long logBytes) implements Lookup {}

    /** It could, but a snapshot is less to send. */
    record TooLarge() implements Lookup {}

    /** It cannot: it begins later, or it is not proven that nothing is missing. */
    record Unprovable(String reason) implements Lookup {}
}
