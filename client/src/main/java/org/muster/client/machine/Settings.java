package org.muster.client.machine;

/**
 * What a client wants and what it bears.
 *
 * @param timeoutMs the session timeout it asks for
 * @param allowReadOnly whether a server that only reads will do
 * @param recreate whether an expired session is followed by a new one, or by the end
 * @param failoverSpreadMs the longest wait before the first attempt after a cut
 * @param maxRequestBytes frames longer than this are not sent
 * @param maxReplyBytes frames longer than this end the connection
 * @param window calls on the connection at a time; the rest waits in order
 * @param maxQueued calls that wait at most; further ones fail at once
 * @param persistentWatches whether the servers know persistent watches (3.6 and later do)
 * @param assumedSyncLimitMs for how long a server cut off from its leader may go on answering
 */
public record Settings(
        int timeoutMs,
        boolean allowReadOnly,
        boolean recreate,
        int failoverSpreadMs,
        int maxRequestBytes,
        int maxReplyBytes,
        int window,
        int maxQueued,
        boolean persistentWatches,
        int assumedSyncLimitMs) {

    /** The same, for whom only a server will do that writes. */
    Settings strict() {
        return new Settings(
                timeoutMs,
                false,
                recreate,
                failoverSpreadMs,
                maxRequestBytes,
                maxReplyBytes,
                window,
                maxQueued,
                persistentWatches,
                assumedSyncLimitMs);
    }

    /** What a client gets that asks for nothing in particular. */
    public static final Settings DEFAULTS =
            new Settings(20_000, false, true, 50, 1 << 20, 64 << 20, 512, 1 << 17, true, 10_000);
}
