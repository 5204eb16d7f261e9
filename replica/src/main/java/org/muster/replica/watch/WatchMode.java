package org.muster.replica.watch;

/**
 * The kinds of watches as bits: what one connection has at one path is a set of them.
 *
 * <p>The protocol speaks of two tables, data and child. Standard watches are in one of them,
 * persistent ones in both, recursive ones in the data table.
 */
public final class WatchMode {
    /** One-shot, for existence and data: set by getData and exists. */
    public static final int STANDARD_DATA = 1;

    /** One-shot, for children and deletion: set by the getChildren family. */
    public static final int STANDARD_CHILD = 1 << 1;

    /** Stays; for all that happens to the node and its list of children. */
    public static final int PERSISTENT = 1 << 2;

    /** Stays; for all that happens to the node and every node below it. */
    public static final int RECURSIVE = 1 << 3;

    /** The modes of the data table. */
    public static final int IN_DATA_TABLE = STANDARD_DATA | PERSISTENT | RECURSIVE;

    /** The modes of the child table. */
    public static final int IN_CHILD_TABLE = STANDARD_CHILD | PERSISTENT;

    /** Every mode. */
    public static final int ANY = IN_DATA_TABLE | IN_CHILD_TABLE;

    private WatchMode() {}
}
