package org.muster.server.peers;

/**
 * Times and bounds of election connections.
 *
 * @param connectMs patience with a dial
 * @param greetingMs patience with a connection that does not greet
 * @param firstRetryMs pause after the first failed dial; it doubles with each further one
 * @param longestRetryMs the longest pause
 * @param maxStrangers connections that have not greeted yet, more are closed
 * @param maxNotifications a second from one member; who says more is closed
 */
public record ElectionSettings(
        int connectMs,
        int greetingMs,
        int firstRetryMs,
        int longestRetryMs,
        int maxStrangers,
        int maxNotifications) {
    /** For members whose configuration says nothing of it. */
    public static final ElectionSettings DEFAULT =
            new ElectionSettings(5_000, 5_000, 50, 2_000, 64, 2_000);
}
