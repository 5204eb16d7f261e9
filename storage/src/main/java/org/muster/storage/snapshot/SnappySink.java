package org.muster.storage.snapshot;

import org.muster.storage.disk.DiskException;

/** Packs bytes into Snappy blocks of at most 32 KiB behind snappy-java's stream header. */
final class SnappySink implements ByteSink {
    private static final int BLOCK_BYTES = 1 << 15;

    private final PlainSink file;
    private final SnappyBlock block = new SnappyBlock();
    private final byte[] held = new byte[BLOCK_BYTES];
    private int heldBytes;
    private boolean begun;

    SnappySink(PlainSink file) {
        this.file = file;
    }

    @Override
    public void write(byte[] source, int from, int length) throws DiskException {
        int done = 0;
        while (done < length) {
            int n = Math.min(length - done, BLOCK_BYTES - heldBytes);
            System.arraycopy(source, from + done, held, heldBytes, n);
            heldBytes += n;
            done += n;
            if (heldBytes == BLOCK_BYTES) {
                putBlock();
            }
        }
    }

    @Override
    public void finish() throws DiskException {
        putBlock();
    }

    private void putBlock() throws DiskException {
        if (!begun) {
            begun = true;
            file.write(SnappySource.HEADER, 0, SnappySource.HEADER.length);
        }
        if (heldBytes == 0) {
            return;
        }
        block.pack(held, 0, heldBytes);
        heldBytes = 0;
        int n = block.length();
        byte[] prefix = {(byte) (n >>> 24), (byte) (n >>> 16), (byte) (n >>> 8), (byte) n};
        file.write(prefix, 0, prefix.length);
        file.write(block.array(), 0, n);
    }

    @Override
    public void close() {}
}
