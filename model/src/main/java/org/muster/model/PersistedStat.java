package org.muster.model;

/**
 * What a snapshot keeps of a znode's Stat, in the order of the disk.
 *
 * @param cversion number of creations of children (not deletions: those follow from the count)
 * @param ephemeralOwner raw: 0, a session id, {@link #CONTAINER}, or a TTL with 0xff on top
 */
public record PersistedStat(
        long czxid,
        long mzxid,
        long ctimeMs,
        long mtimeMs,
        int version,
        int cversion,
        int aversion,
        long ephemeralOwner,
        long pzxid) {
    /** The owner that marks a container. */
    public static final long CONTAINER = Long.MIN_VALUE;

    /** The owner that marks a TTL node of {@code ttlMs} milliseconds, 1 to 2^40-1. */
    public static long ttlOwner(long ttlMs) {
        return TTL_MARK | ttlMs;
    }

    /** Whether {@code owner} marks a TTL node. */
    public static boolean isTtlOwner(long owner) {
        return (owner & TTL_MASK) == TTL_MARK;
    }

    /** Milliseconds to live of the node that {@code owner} marks as a TTL node. */
    public static long ttlMs(long owner) {
        return owner & MAX_TTL_MS;
    }

    /** The longest time to live, in milliseconds. */
    public static final long MAX_TTL_MS = (1L << 40) - 1;

    private static final long TTL_MARK = 0xff00_0000_0000_0000L;
    private static final long TTL_MASK = 0xffff_ff00_0000_0000L;
}
