package org.muster.testkit.chaos;

/**
 * One operation on a register, as its client saw it.
 *
 * @param session of which session it was
 * @param number its place among the client's operations
 * @param value what was written or read; every write writes another one
 * @param beginNs before it was sent
 * @param endNs after its reply came, if one came
 * @param zxid of the write, or of the one whose value was read; -1 if unknown
 * @param version of the register, -1 if unknown
 */
record Op(
        long session,
        long number,
        Kind kind,
        String key,
        String value,
        long beginNs,
        long endNs,
        long zxid,
        int version) {

    /** What it does. */
    enum Kind {
        WRITE,
        /** A read behind a sync. */
        FRESH_READ,
        PLAIN_READ
    }

    /** Whether its reply came. */
    boolean isKnown() {
        return zxid >= 0;
    }
}
