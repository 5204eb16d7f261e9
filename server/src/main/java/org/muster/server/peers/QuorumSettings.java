package org.muster.server.peers;

/**
 * Times and bounds of quorum connections.
 *
 * @param connectMs patience with a dial
 * @param maxPacketBytes the longest data of a packet
 * @param maxAccepted connections from learners, more are closed
 * @param maxQueuedBytes what may wait for one connection's socket before it is closed
 */
public record QuorumSettings(
        int connectMs, int maxPacketBytes, int maxAccepted, long maxQueuedBytes) {}
