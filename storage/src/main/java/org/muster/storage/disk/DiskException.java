package org.muster.storage.disk;

/**
 * The disk failed or refused. After a failed write or sync nothing is known about what the file
 * holds: the process halts (exit code 71) and recovers from what is there; it never tries again.
 */
public final class DiskException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What kind of failure it was, as far as it matters to the caller. */
    public enum Kind {
        /** No such file. */
        MISSING,
        /** A file of that name is there already. */
        EXISTS,
        /** No space, or no quota, is left. */
        FULL,
        /** Another process holds the lock. */
        LOCKED,
        /** Not permitted, read-only, or not a regular file. */
        DENIED,
        /** Any other error of reading, writing or syncing. */
        IO
    }

    private final Kind kind;
    private final String file;
    private final long offset;

    /**
     * A failure of {@code kind} at {@code file}, {@code offset} (-1 if none), told by {@code text}.
     */
    public DiskException(Kind kind, String file, long offset, String text) {
        super(file + (offset < 0 ? "" : " at offset " + offset) + ": " + text);
        this.kind = kind;
        this.file = file;
        this.offset = offset;
    }

    /** What kind of failure it was. */
    public Kind kind() {
        return kind;
    }

    /** The file's name, or the directory's. */
    public String file() {
        return file;
    }

    /** The byte the operation began at, -1 if it had none. */
    public long offset() {
        return offset;
    }
}
