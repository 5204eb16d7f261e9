package org.muster.wire.jute;

/**
 * Bytes that are no record of the expected kind. Carries no stack trace: hostile input must stay
 * cheap.
 */
public final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean truncated;

    private MalformedException(String message, boolean truncated) {
        super(message, null, false, false);
        this.truncated = truncated;
    }

    /** The bytes end before the record does: more of them might help. */
    public static MalformedException truncated(String what) {
        return new MalformedException("the bytes end within " + what, true);
    }

    /** No continuation can make these bytes a record. */
    public static MalformedException illegal(String reason) {
        return new MalformedException(reason, false);
    }

    /** Whether the record merely ends too early. */
    public boolean isTruncated() {
        return truncated;
    }
}
