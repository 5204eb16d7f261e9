package org.muster.storage.snapshot;

/** A record that cannot follow those before it: a node without its parent, a path twice. */
public final class UnfitRecordException extends Exception {
    private static final long serialVersionUID = 1L;

    /** The record is unfit because of {@code reason}. */
    public UnfitRecordException(String reason) {
        super(reason, null, false, false);
    }
}
