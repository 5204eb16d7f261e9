package org.muster.storage.log;

/**
 * How the log is written.
 *
 * @param segmentBytes size of a log file; a larger record makes its file larger; at least 1 KiB
 * @param filled whether files are filled with zeros ahead of use ({@code preAllocSize} above 0)
 * @param forceSync whether batches are synced; false gives up every promise after a power loss
 * @param rollBytes a file with more bytes in use than this takes no further batch; {@code
 *     Long.MAX_VALUE} for no such limit
 */
public record LogSettings(int segmentBytes, boolean filled, boolean forceSync, long rollBytes) {
    /** 16 MiB, filled, synced. */
    public static final LogSettings DEFAULT = new LogSettings(16 << 20, true, true, Long.MAX_VALUE);
}
