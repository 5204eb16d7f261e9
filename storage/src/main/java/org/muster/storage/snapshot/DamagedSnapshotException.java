package org.muster.storage.snapshot;

/** A snapshot file that cannot be believed; an older one may still do. */
public final class DamagedSnapshotException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final long offset;

    /** {@code file} is wrong near byte {@code offset} of its uncompressed content. */
    public DamagedSnapshotException(String file, long offset, String reason) {
        super(reason);
        this.file = file;
        this.offset = offset;
    }

    /** The file's name. */
    public String file() {
        return file;
    }

    /** Where, counted in uncompressed bytes. */
    public long offset() {
        return offset;
    }
}
