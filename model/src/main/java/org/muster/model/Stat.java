package org.muster.model;

/**
 * What a client is told of a znode, in the order of the wire.
 *
 * @param czxid zxid of the transaction that created it
 * @param mzxid zxid of the last change of its data
 * @param ctimeMs wall clock of its creation
 * @param mtimeMs wall clock of the last change of its data
 * @param version number of changes of its data, wrapping
 * @param cversion number of creations and deletions of children, wrapping
 * @param aversion number of changes of its ACL, wrapping
 * @param ephemeralOwner the owning session of an ephemeral, else 0 (containers and TTL nodes too)
 * @param dataLength bytes of data, 0 for null
 * @param numChildren children now
 * @param pzxid zxid of the last creation or deletion of a child
 */
public record Stat(
        long czxid,
        long mzxid,
        long ctimeMs,
        long mtimeMs,
        int version,
        int cversion,
        int aversion,
        long ephemeralOwner,
        int dataLength,
        int numChildren,
        long pzxid) {}
