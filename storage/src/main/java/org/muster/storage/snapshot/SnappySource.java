package org.muster.storage.snapshot;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.muster.storage.disk.DiskException;
import org.muster.storage.disk.DiskFile;

/** Unpacks a file of Snappy blocks behind snappy-java's stream header. */
final class SnappySource implements ByteSource {
    /** Magic, version 1, minimal compatible version 1. */
    static final byte[] HEADER = {
        (byte) 0x82, 'S', 'N', 'A', 'P', 'P', 'Y', 0, 0, 0, 0, 1, 0, 0, 0, 1
    };

    private static final int MAGIC_BYTES = 8;
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final String name;
    private final DiskFile file;
    private final SnappyBlock block = new SnappyBlock();
    private final byte[] prefix = new byte[4];
    private long position;
    private long unpacked;
    private int taken;

    SnappySource(String name, DiskFile file) {
        this.name = name;
        this.file = file;
    }

    /** Reads the stream's header. */
    void begin() throws DiskException, DamagedSnapshotException {
        byte[] header = new byte[HEADER.length];
        int n = file.read(0, header, 0, header.length);
        for (int i = 0; i < MAGIC_BYTES; i++) {
            if (n < header.length || header[i] != HEADER[i]) {
                throw damaged("no Snappy header");
            }
        }
        position = n;
    }

    @Override
    public int read(byte[] into, int from, int length)
            throws DiskException, DamagedSnapshotException {
        while (taken == block.length()) {
            if (!nextBlock()) {
                return 0;
            }
        }
        int n = Math.min(length, block.length() - taken);
        System.arraycopy(block.array(), taken, into, from, n);
        taken += n;
        unpacked += n;
        return n;
    }

    private boolean nextBlock() throws DiskException, DamagedSnapshotException {
        int n = file.read(position, prefix, 0, prefix.length);
        if (n == 0) {
            return false;
        }
        int packedBytes = n < prefix.length ? -1 : (int) INT.get(prefix, 0);
        if (packedBytes <= 0 || packedBytes > file.size() - position - prefix.length) {
            throw damaged("a Snappy block that the file cannot hold");
        }
        byte[] packed = new byte[packedBytes];
        file.read(position + prefix.length, packed, 0, packedBytes);
        position += prefix.length + packedBytes;
        taken = 0;
        String wrong = block.unpack(packed, packedBytes);
        if (wrong != null) {
            throw damaged(wrong);
        }
        return true;
    }

    private DamagedSnapshotException damaged(String reason) {
        return new DamagedSnapshotException(name, unpacked, reason);
    }

    @Override
    public void close() {
        file.close();
    }
}
