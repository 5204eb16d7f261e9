package org.muster.sim.world;

/**
 * How a link behaves.
 *
 * @param minLatencyNs the least time a chunk travels
 * @param maxLatencyNs the most, save for the tail
 * @param tailChance probability that a chunk takes up to {@code tailNs} instead
 * @param tailNs the longest a chunk travels
 * @param maxChunk bytes delivered at once, at most
 */
public record LinkOptions(
        long minLatencyNs, long maxLatencyNs, double tailChance, long tailNs, int maxChunk) {}
