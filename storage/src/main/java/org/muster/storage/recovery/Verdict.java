package org.muster.storage.recovery;

/** What a bad frame means. */
enum Verdict {
    /** An unacknowledged end: cut it and go on. */
    TORN,
    /** A later file continues from here: ignore the rest of this one. */
    SUPERSEDED,
    /** The snapshot holds what is damaged: skip to the next record. */
    COVERED,
    /** Nothing is missing, but bytes that nobody should have written lie between records. */
    SALVAGEABLE,
    /** Acknowledged transactions may be missing. */
    SUSPECT
}
