package org.muster.storage.log;

import org.muster.model.Zxid;

/** What became of a leader's wish that this server forget the end of its history. */
public sealed interface Truncation {

    /** The disk ends with {@code last} now, durably; there is nothing behind it. */
    record Done(Zxid last) implements Truncation {}

    /** Nothing has changed: no whole history up to the wanted end is here. Ask for a snapshot. */
    record Impossible(String reason) implements Truncation {}
}
