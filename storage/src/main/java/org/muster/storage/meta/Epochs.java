package org.muster.storage.meta;

/**
 * What a member promised and whom it followed.
 *
 * @param accepted the highest epoch promised to a leader; at least {@code current}
 * @param current the epoch of the last leader whose initial history this server holds durably
 */
public record Epochs(long accepted, long current) {
    /** Of a member that has never heard of a leader. */
    public static final Epochs ZERO = new Epochs(0, 0);
}
