package org.muster.storage.snapshot;

import org.muster.storage.disk.DiskException;

/** Takes the uncompressed bytes of a snapshot and writes them to its file, packed or not. */
interface ByteSink extends AutoCloseable {
    /** Takes {@code length} bytes of {@code source} from {@code from} on. */
    void write(byte[] source, int from, int length) throws DiskException;

    /** Everything has been given: writes what is held back. */
    void finish() throws DiskException;

    @Override
    void close();
}
