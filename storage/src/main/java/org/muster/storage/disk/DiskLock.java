package org.muster.storage.disk;

/** Holds a directory for this process until closed or until the process dies. */
public interface DiskLock extends AutoCloseable {
    /** Gives the directory free. */
    @Override
    void close();
}
