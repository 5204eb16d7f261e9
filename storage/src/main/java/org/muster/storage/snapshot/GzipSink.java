package org.muster.storage.snapshot;

import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.muster.storage.disk.DiskException;

/** Packs bytes into one gzip member with the header that Java's own streams write. */
final class GzipSink implements ByteSink {
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    private final PlainSink file;
    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private final CRC32 crc = new CRC32();
    private final byte[] packed = new byte[1 << 16];
    private boolean begun;

    GzipSink(PlainSink file) {
        this.file = file;
    }

    @Override
    public void write(byte[] source, int from, int length) throws DiskException {
        begin();
        crc.update(source, from, length);
        deflater.setInput(source, from, length);
        while (!deflater.needsInput()) {
            drain();
        }
    }

    @Override
    public void finish() throws DiskException {
        begin();
        deflater.finish();
        while (!deflater.finished()) {
            drain();
        }
        byte[] trailer = new byte[8];
        littleEndian(trailer, 0, (int) crc.getValue());
        littleEndian(trailer, 4, (int) deflater.getBytesRead());
        file.write(trailer, 0, trailer.length);
    }

    private void begin() throws DiskException {
        if (!begun) {
            begun = true;
            file.write(HEADER, 0, HEADER.length);
        }
    }

    private void drain() throws DiskException {
        int n = deflater.deflate(packed);
        if (n > 0) {
            file.write(packed, 0, n);
        }
    }

    private static void littleEndian(byte[] bytes, int at, int value) {
        for (int i = 0; i < 4; i++) {
            bytes[at + i] = (byte) (value >>> (8 * i));
        }
    }

    @Override
    public void close() {
        deflater.end();
    }
}
