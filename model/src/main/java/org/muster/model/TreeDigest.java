package org.muster.model;

/**
 * The sum of the digests of all znodes, modulo 2^64.
 *
 * @param version the formula; only {@link #VERSION} is computed and compared
 */
public record TreeDigest(int version, long value) {
    /** The formula of Apache ZooKeeper 3.9. */
    public static final int VERSION = 2;
}
