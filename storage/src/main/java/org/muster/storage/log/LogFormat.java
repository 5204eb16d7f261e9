package org.muster.storage.log;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Constants of a log file: a header of 16 bytes, then frames of checksum (8), length (4), payload
 * and an end mark (1); after the last frame only zeros.
 */
final class LogFormat {
    static final int HEADER_BYTES = 16;
    static final int MAGIC = 0x5a4b_4c47; // "ZKLG"
    static final int VERSION = 2;

    /** Before the payload: checksum and length. */
    static final int PREFIX_BYTES = 12;

    /** What a frame adds to its payload. */
    static final int OVERHEAD_BYTES = 13;

    static final byte END_OF_RECORD = 'B';

    /** The smallest payload: a transaction's header. */
    static final int MIN_PAYLOAD_BYTES = 32;

    /** Where the zxid lies in a payload. */
    static final int ZXID_OFFSET = 12;

    static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private LogFormat() {}

    /** A fresh header. */
    static byte[] header() {
        byte[] header = new byte[HEADER_BYTES];
        INT.set(header, 0, MAGIC);
        INT.set(header, 4, VERSION);
        return header;
    }

    /**
     * The hash over a file's records so far ({@code chain}, 0 at its beginning) and one more. It
     * tells a record in the wrong place from the right one; it need not resist an adversary.
     */
    static long chain(long chain, long zxid, int checksum) {
        long mixed = (chain ^ zxid) * 0x9e37_79b9_7f4a_7c15L;
        mixed = (mixed ^ (mixed >>> 29) ^ (checksum & 0xffff_ffffL)) * 0xbf58_476d_1ce4_e5b9L;
        return mixed ^ (mixed >>> 32);
    }
}
