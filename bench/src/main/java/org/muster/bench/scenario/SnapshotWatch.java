package org.muster.bench.scenario;

import java.nio.file.Path;
import java.util.Map;
import org.muster.bench.proc.DataFiles;

/**
 * Tells from outside when a server writes a snapshot: from the first sight of a new file until it
 * has stopped growing for a while. Looked at by the load's own thread, every 20 ms at most.
 */
final class SnapshotWatch {
    private static final long LOOK_EVERY_NS = 20_000_000L;
    private static final long SETTLED_NS = 300_000_000L;

    private final DataFiles files;
    private Map<Path, Long> last;
    private long lookedNs;
    private long grewNs;
    private boolean writing;
    private int finished;

    SnapshotWatch(DataFiles files, long nowNs) {
        this.files = files;
        this.last = files.snapshotSizes();
        this.lookedNs = nowNs;
    }

    /** Looks, unless it did so just before. */
    void look(long nowNs) {
        if (nowNs - lookedNs < LOOK_EVERY_NS) {
            return;
        }
        lookedNs = nowNs;
        Map<Path, Long> now = files.snapshotSizes();
        if (!now.equals(last)) {
            last = now;
            grewNs = nowNs;
            writing = true;
        } else if (writing && nowNs - grewNs > SETTLED_NS) {
            writing = false;
            finished++;
        }
    }

    boolean writing() {
        return writing;
    }

    /** How many snapshots were seen to their end. */
    int finished() {
        return finished;
    }
}
