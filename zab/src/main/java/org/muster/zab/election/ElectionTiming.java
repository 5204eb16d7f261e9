package org.muster.zab.election;

/**
 * How patient an election is, in milliseconds.
 *
 * @param minIntervalMs until a vote is repeated for the first time; doubles from time to time
 * @param maxIntervalMs the longest time between two repetitions
 * @param finalizeMs how long a quorum waits for a better vote while some voter may still send one
 */
public record ElectionTiming(int minIntervalMs, int maxIntervalMs, int finalizeMs) {
    /** The reference's. */
    public static final ElectionTiming DEFAULT = new ElectionTiming(200, 60_000, 200);
}
