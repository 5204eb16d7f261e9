package org.muster.model.request;

/** Which watches removeWatches and checkWatches mean. */
public enum WatcherType {
    /** One-shot watches on children. */
    CHILDREN(1),
    /** One-shot watches on data or existence. */
    DATA(2),
    /** All. */
    ANY(3),
    /** Persistent ones. */
    PERSISTENT(4),
    /** Persistent ones on a subtree. */
    PERSISTENT_RECURSIVE(5);

    private final int code;

    WatcherType(int code) {
        this.code = code;
    }

    /** The number on the wire. */
    public int code() {
        return code;
    }
}
