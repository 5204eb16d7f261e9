package org.muster.storage.snapshot;

import org.muster.storage.disk.DiskException;

/** The uncompressed bytes of a snapshot, from the first to the last. */
interface ByteSource extends AutoCloseable {
    /**
     * Puts up to {@code length} bytes into {@code into} from {@code from} on; returns how many, 0
     * only at the end.
     *
     * @throws DamagedSnapshotException if the packing is broken
     */
    int read(byte[] into, int from, int length) throws DiskException, DamagedSnapshotException;

    @Override
    void close();
}
