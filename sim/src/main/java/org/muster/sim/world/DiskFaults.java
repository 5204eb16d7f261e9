package org.muster.sim.world;

import org.muster.storage.disk.DiskException;

/** What goes wrong with a disk, decided operation by operation. */
public interface DiskFaults {
    /** The operations that can fail, and between which a process can die. */
    enum Action {
        /** A file is created. */
        CREATE,
        /** A file is renamed or replaced. */
        RENAME,
        /** A file is deleted. */
        DELETE,
        /** Bytes are written. */
        WRITE,
        /** A file's bytes and size are made durable. */
        SYNC,
        /** The names are made durable. */
        SYNC_NAMES,
        /** A file is cut. */
        TRUNCATE,
        /** Bytes are read. */
        READ
    }

    /** Nothing goes wrong. */
    DiskFaults NONE = (_, _) -> {};

    /**
     * Called before {@code action} takes effect on {@code file}.
     *
     * @throws DiskException to let it fail; a failing sync marks its pages clean all the same
     * @throws CrashException to let the process die here
     */
    void before(Action action, String file) throws DiskException;
}
