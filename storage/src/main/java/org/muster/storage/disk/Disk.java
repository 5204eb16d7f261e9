package org.muster.storage.disk;

import java.util.List;

/**
 * One directory. Names are plain file names without a separator.
 *
 * <p>Creating, renaming, replacing and deleting take effect at once for readers but are durable
 * only after {@link #sync}; until then a machine crash may undo any of them, in any combination.
 * The content of a renamed file is as durable as its own {@link DiskFile#sync} made it. Symbolic
 * links are never followed: opening one is refused as {@link DiskException.Kind#DENIED}.
 */
public interface Disk {

    /** All names, in ascending order. */
    List<DirEntry> list() throws DiskException;

    /** Opens an existing file for reading. */
    DiskFile openRead(String name) throws DiskException;

    /** Opens an existing file for reading and writing. */
    DiskFile openWrite(String name) throws DiskException;

    /** Creates an empty file for reading and writing; the name must be free. */
    DiskFile create(String name) throws DiskException;

    /** Like {@link #create}, readable by the owner alone (mode 0600). */
    DiskFile createPrivate(String name) throws DiskException;

    /** Renames a file; {@code to} must be free. */
    void rename(String from, String to) throws DiskException;

    /**
     * Renames a file over {@code to}, which may exist: a reader sees the old one or the new one.
     */
    void replace(String from, String to) throws DiskException;

    /** Deletes a file. */
    void delete(String name) throws DiskException;

    /** Makes the names durable. */
    void sync() throws DiskException;

    /** Locks the directory through the file {@code name}, which is created if need be. */
    DiskLock lock(String name) throws DiskException;
}
