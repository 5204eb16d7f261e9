package org.muster.storage.disk;

/** An open file. Offsets count bytes from its beginning. Used by one thread at a time. */
public interface DiskFile extends AutoCloseable {

    /**
     * Reads up to {@code length} bytes that lie from offset {@code at} on into {@code into} from
     * {@code from} on; returns how many, 0 only at or beyond the end of the file.
     */
    int read(long at, byte[] into, int from, int length) throws DiskException;

    /**
     * Writes {@code length} bytes of {@code source} from {@code from} on at offset {@code at};
     * beyond the end the file grows. Not durable before {@link #sync}; part of it may be, and in
     * any order of sectors.
     */
    void write(long at, byte[] source, int from, int length) throws DiskException;

    /** Makes all writes and the size durable. A failure is final: see {@link DiskException}. */
    void sync() throws DiskException;

    /** Cuts the file to {@code sizeBytes}; durable after {@link #sync}. */
    void truncate(long sizeBytes) throws DiskException;

    /** The size in bytes. */
    long size() throws DiskException;

    /** Gives the file back; never fails, because nothing unsynced was relied upon. */
    @Override
    void close();
}
