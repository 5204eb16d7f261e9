package org.muster.storage.snapshot;

import org.muster.storage.disk.DiskException;
import org.muster.storage.disk.DiskFile;

/** The bytes of a file as they are. */
final class PlainSource implements ByteSource {
    private final DiskFile file;
    private long position;

    PlainSource(DiskFile file) {
        this.file = file;
    }

    @Override
    public int read(byte[] into, int from, int length) throws DiskException {
        int n = file.read(position, into, from, length);
        position += n;
        return n;
    }

    @Override
    public void close() {
        file.close();
    }
}
