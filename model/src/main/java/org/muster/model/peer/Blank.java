package org.muster.model.peer;

/**
 * What a member that looks for a leader says of itself if it holds nothing: no transaction, and no
 * epoch it has entered. It is said again to each that asks, so that nobody takes what an earlier
 * life heard for the present.
 *
 * @param life a number of the sender's present life, no other life's
 * @param heard the {@code life} that the receiver said last, 0 if it said none
 */
public record Blank(long life, long heard) {}
