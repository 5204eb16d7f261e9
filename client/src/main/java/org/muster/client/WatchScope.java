package org.muster.client;

/** What a lasting watch covers. */
public enum WatchScope {
    /** The node: its creation, data, deletion and list of children. */
    NODE,
    /** The node and all below it: their creation, data and deletion. */
    SUBTREE
}
