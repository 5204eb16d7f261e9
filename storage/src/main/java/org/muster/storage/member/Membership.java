package org.muster.storage.member;

import org.muster.model.Bytes;

/**
 * Which member is starting, as its configuration says.
 *
 * @param serverId its number
 * @param clusterId the cluster's, empty if it is not known yet
 * @param mayBeginEmpty whether an empty directory is no loss: its operator left the mark that says
 *     so, or the whole ensemble is new
 */
public record Membership(long serverId, Bytes clusterId, boolean mayBeginEmpty) {}
