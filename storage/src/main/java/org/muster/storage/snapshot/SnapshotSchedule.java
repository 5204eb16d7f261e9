package org.muster.storage.snapshot;

/**
 * Says when the next snapshot is due: when the log behind the last one has grown to its size, so
 * that the bytes written stay within a constant of the bytes accepted and recovery stays bounded.
 */
public final class SnapshotSchedule {
    /** Less log than this is read back faster than a snapshot pays for. */
    public static final long MIN_LOG_BYTES = 64L << 20;

    /**
     * Bounds set by the operator; {@code Long.MAX_VALUE} where none is set.
     *
     * @param maxRecords {@code snapCount}
     * @param maxLogBytes {@code snapSizeLimitInKb} in bytes
     */
    public record Bounds(long maxRecords, long maxLogBytes) {
        /** Nothing is set. */
        public static final Bounds NONE = new Bounds(Long.MAX_VALUE, Long.MAX_VALUE);
    }

    private final Bounds bounds;
    private long snapshotBytes;
    private long records;
    private long logBytes;
    private boolean running;

    /** Starts with a last snapshot of {@code snapshotBytes}, 0 if there is none. */
    public SnapshotSchedule(Bounds bounds, long snapshotBytes) {
        this.bounds = bounds;
        this.snapshotBytes = snapshotBytes;
    }

    /** So much was added to the log, or replayed from it. */
    public void onLogged(long moreRecords, long moreBytes) {
        records += moreRecords;
        logBytes += moreBytes;
    }

    /** Whether a snapshot should begin now; never while one is being written. */
    public boolean isDue() {
        long threshold = Math.min(bounds.maxLogBytes(), Math.max(MIN_LOG_BYTES, snapshotBytes));
        return !running && (logBytes >= threshold || records >= bounds.maxRecords());
    }

    /** A snapshot of the present state begins. */
    public void onBegun() {
        running = true;
        records = 0;
        logBytes = 0;
    }

    /** It is durable and has {@code sizeBytes}. */
    public void onFinished(long sizeBytes) {
        running = false;
        snapshotBytes = sizeBytes;
    }

    /** It was given up: the next one is due when as much has been logged again. */
    public void onAbandoned() {
        running = false;
    }
}
