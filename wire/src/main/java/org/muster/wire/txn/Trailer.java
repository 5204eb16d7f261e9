package org.muster.wire.txn;

/**
 * What Muster writes behind a record's digest, where Apache ZooKeeper reads no further.
 *
 * @param previousZxid the record before this one in the log, across files and epochs
 * @param durableZxid the highest zxid known to be synced when this record's batch was composed
 */
public record Trailer(long previousZxid, long durableZxid) {
    /** How many bytes it takes: mark, two zxids, CRC-32C of everything before the CRC. */
    public static final int BYTES = 24;

    /** The four characters it begins with. */
    static final int MARK = 0x5a4b5831; // "ZKX1"
}
