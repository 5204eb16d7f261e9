package org.muster.storage.snapshot;

import java.util.zip.CRC32C;
import org.muster.storage.disk.DiskException;
import org.muster.storage.disk.DiskFile;

/** Appends bytes to a file as they are, and remembers their checksum for reading back. */
final class PlainSink implements ByteSink {
    private final DiskFile file;
    private final CRC32C crc = new CRC32C();
    private long position;

    PlainSink(DiskFile file) {
        this.file = file;
    }

    @Override
    public void write(byte[] source, int from, int length) throws DiskException {
        file.write(position, source, from, length);
        crc.update(source, from, length);
        position += length;
    }

    /** How many bytes the file has now. */
    long position() {
        return position;
    }

    /** CRC-32C of all bytes of the file. */
    int crc() {
        return (int) crc.getValue();
    }

    @Override
    public void finish() {}

    @Override
    public void close() {}
}
