package org.muster.storage.log;

import org.muster.model.Zxid;
import org.muster.wire.txn.TxnRecord;

/** What lies at one place of a log file. */
public sealed interface Frame {

    /** A whole record in {@code [offset, end)}; {@code chain} is the file's hash including it. */
    record Good(long offset, long end, int checksum, TxnRecord content) implements Frame {
        /** The record's zxid. */
        public Zxid zxid() {
            return content.txn().header().zxid();
        }
    }

    /** Only zeros, or nothing, from here to the end of the file. */
    record End(long offset) implements Frame {}

    /**
     * Neither; see {@link LogFileReader#shapeOf} for what it looks like.
     *
     * @param reason what is wrong, for people
     */
    record Bad(long offset, String reason) implements Frame {}
}
