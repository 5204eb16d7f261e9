package org.muster.storage.log;

/** What the bytes of a bad frame look like when nothing valid follows in the file. */
public enum BadShape {
    /** Cut off: its end is missing or zero, and nothing but zeros follows. */
    CUT,
    /** At least one of its sectors holds only zeros, as if it had never been written. */
    SECTOR_MISSING,
    /** Complete, with an end mark, but its checksum or content is wrong. */
    WHOLE,
    /** Anything else. */
    OTHER
}
