package org.muster.server.loop;

import java.util.ArrayDeque;
import org.muster.server.metrics.ServerMetrics;

/** Measures how long records wait before the log and in it. Owned by one thread. */
final class LogMeter {
    private static final long NS_PER_MS = 1_000_000;

    private final ServerMetrics metrics;

    /** The records not yet safe, those that came together as one. */
    private final ArrayDeque<Group> groups = new ArrayDeque<>();

    private static final class Group {
        private final long queuedNs;
        private final long takenNs;
        private int records;

        Group(long queuedNs, long takenNs) {
            this.queuedNs = queuedNs;
            this.takenNs = takenNs;
        }
    }

    LogMeter(ServerMetrics metrics) {
        this.metrics = metrics;
    }

    /** A record that waited since {@code queuedNs} was taken at {@code takenNs}. */
    void taken(long queuedNs, long takenNs) {
        Group last = groups.peekLast();
        if (last == null || last.queuedNs != queuedNs || last.takenNs != takenNs) {
            last = new Group(queuedNs, takenNs);
            groups.add(last);
        }
        last.records++;
    }

    /** Everything taken is safe, by a flush between these monotonic times; how many records. */
    int synced(long startNs, long endNs) {
        int all = 0;
        for (Group group : groups) {
            all += group.records;
            metrics.logging.taken(group.records, (group.takenNs - group.queuedNs) / NS_PER_MS);
            metrics.queueAndSyncTime.add((endNs - group.queuedNs) / NS_PER_MS, group.records);
        }
        groups.clear();
        long tookMs = (endNs - startNs) / NS_PER_MS;
        metrics.logging.done(all, tookMs);
        metrics.syncTime.add(tookMs);
        metrics.batchSize.add(all);
        return all;
    }

    /** Whether nothing was taken since the last flush. */
    boolean isEmpty() {
        return groups.isEmpty();
    }
}
