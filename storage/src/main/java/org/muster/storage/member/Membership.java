package org.muster.storage.member;

import org.muster.model.Bytes;

/**
 * Which member is starting, as its configuration says.
 *
 * @param serverId its number
 * @param clusterId the cluster's, empty if it is not known yet
 * @param whenEmpty what an empty directory is taken for
 */
public record Membership(long serverId, Bytes clusterId, WhenEmpty whenEmpty) {

    /** What a member is that finds its directories empty. */
    public enum WhenEmpty {
        /** A new one, as its operator says by a mark, or it never votes. */
        INTACT,
        /** New or robbed, which the other voters can tell. */
        EMPTY,
        /** Robbed, until a quorum admits it again. */
        AMNESIAC
    }
}
