package org.muster.state.tree;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import org.muster.model.ZPath;

/**
 * The digest of one znode: the CRC-32 of its path, its data and 60 bytes of its Stat.
 *
 * <p>CRC-32 is linear: two inputs of equal length that differ in some bytes have checksums that
 * differ by the XOR of one term for each differing byte, and the term depends only on the
 * difference and on its distance from the end. The Stat comes last, so when only a field of it
 * changes, the new digest follows from the old one without looking at path and data again. That
 * makes the creation of a child cost a few table look-ups for its parent, however much data the
 * parent holds.
 *
 * <p>An instance keeps what it computes with for the next znode; it belongs to one thread.
 */
final class NodeDigest {
    private static final int STAT_LENGTH = 60;
    private static final int PZXID_AT = 16;
    private static final int CREATIONS_AT = 44;
    private static final int AVERSION_AT = 48;

    /** Up to this many bytes, one copy and one pass are cheaper than three passes. */
    private static final int COPY_LIMIT = 1024;

    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final byte[] NONE = {};
    private static final int[] TERMS = terms();

    private final CRC32 crc = new CRC32();
    private byte[] pad = NONE;

    NodeDigest() {}

    /** At {@code position * 256 + difference}: how the checksum changes. */
    private static int[] terms() {
        int[] table = new int[256];
        for (int i = 0; i < 256; i++) {
            int crc = i;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) != 0 ? crc >>> 1 ^ 0xedb88320 : crc >>> 1;
            }
            table[i] = crc;
        }
        int[] terms = new int[STAT_LENGTH * 256];
        System.arraycopy(table, 0, terms, (STAT_LENGTH - 1) * 256, 256);
        for (int i = (STAT_LENGTH - 1) * 256 - 1; i >= 0; i--) {
            int next = terms[i + 256];
            terms[i] = next >>> 8 ^ table[next & 0xff];
        }
        return terms;
    }

    /** The digest of {@code node}, whose path are the first {@code end} bytes of {@code path}. */
    int compute(ZPath path, int end, Znode node) {
        int dataLength = node.dataLength();
        crc.reset();
        if (end + dataLength <= COPY_LIMIT) {
            int length = end + dataLength + STAT_LENGTH;
            byte[] input = pad(length);
            path.copyRange(0, end, input, 0);
            node.copyDataTo(input, end);
            putStat(input, end + dataLength, node);
            crc.update(input, 0, length);
        } else {
            byte[] stat = pad(STAT_LENGTH);
            putStat(stat, 0, node);
            crc.update(path.copyRange(0, end));
            crc.update(node.content, node.content.length - dataLength, dataLength);
            crc.update(stat, 0, STAT_LENGTH);
        }
        return (int) crc.getValue();
    }

    private byte[] pad(int length) {
        if (pad.length < length) {
            pad = new byte[length];
        }
        return pad;
    }

    /** The change of a digest when pzxid goes from {@code before} to {@code after}. */
    static int pzxidChange(long before, long after) {
        long difference = before ^ after;
        int low = (int) difference;
        int high = (int) (difference >>> 32);
        return change(PZXID_AT + 4, low) ^ (high == 0 ? 0 : change(PZXID_AT, high));
    }

    /** The change of a digest when the number of creations changes. */
    static int creationsChange(int before, int after) {
        return change(CREATIONS_AT, before ^ after);
    }

    /** The change of a digest when aversion changes. */
    static int aversionChange(int before, int after) {
        return change(AVERSION_AT, before ^ after);
    }

    private static int change(int at, int difference) {
        return TERMS[at * 256 + (difference >>> 24)]
                ^ TERMS[(at + 1) * 256 + (difference >>> 16 & 0xff)]
                ^ TERMS[(at + 2) * 256 + (difference >>> 8 & 0xff)]
                ^ TERMS[(at + 3) * 256 + (difference & 0xff)];
    }

    private static void putStat(byte[] target, int at, Znode node) {
        LONG.set(target, at, node.czxid());
        LONG.set(target, at + 8, node.mzxid());
        LONG.set(target, at + PZXID_AT, node.pzxid());
        LONG.set(target, at + 24, node.ctimeMs());
        LONG.set(target, at + 32, node.mtimeMs());
        INT.set(target, at + 40, node.version());
        INT.set(target, at + CREATIONS_AT, node.creations());
        INT.set(target, at + AVERSION_AT, node.aversion());
        LONG.set(target, at + 52, node.owner());
    }
}
