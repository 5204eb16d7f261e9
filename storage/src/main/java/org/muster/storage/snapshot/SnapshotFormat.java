package org.muster.storage.snapshot;

/** Constants of the uncompressed content of a snapshot. */
final class SnapshotFormat {
    static final int HEADER_BYTES = 16;
    static final int MAGIC = 0x5a4b_534e; // "ZKSN"
    static final int VERSION = 2;
    static final long DBID = -1;

    /** A seal: the Adler-32 of all bytes before it as a long, then the string "/". */
    static final int SEAL_BYTES = 13;

    /** Path and data lengths, ACL id and stat of a node without path and data. */
    static final int NODE_FIXED_BYTES = 4 + 4 + 8 + 60;

    private SnapshotFormat() {}
}
