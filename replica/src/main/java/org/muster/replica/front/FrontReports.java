package org.muster.replica.front;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.muster.model.SessionId;
import org.muster.model.ZPath;
import org.muster.replica.watch.WatchTable;

/** What operators ask a front for. */
final class FrontReports {
    private static final long NS_PER_MS = 1_000_000;

    private final Links links;
    private final Line line;
    private final WatchTable<Connection> watches;
    private final FrontStatistics totals;

    FrontReports(Links links, Line line, WatchTable<Connection> watches, FrontStatistics totals) {
        this.links = links;
        this.line = line;
        this.watches = watches;
        this.totals = totals;
    }

    FrontReport totals() {
        return new FrontReport(
                links.size(),
                totals.received,
                totals.sent,
                line.outstanding(),
                totals.replies,
                totals.totalLatencyMs,
                totals.replies == 0 ? 0 : totals.minLatencyMs,
                totals.maxLatencyMs,
                watches.dataWatches(),
                watches.childWatches(),
                watches.dataPaths(),
                watches.dataWatchers(),
                totals.lastReplyBytes,
                totals.minReplyBytes,
                totals.maxReplyBytes,
                FrontCounts.sum(List.of(totals.counts)));
    }

    long outstanding() {
        return line.outstanding();
    }

    List<ConnectionReport> connections() {
        List<ConnectionReport> reports = new ArrayList<>(links.size());
        for (Connection connection : links.snapshot()) {
            ConnectionStatistics statistics = connection.statistics;
            reports.add(
                    new ConnectionReport(
                            connection.port.remote(),
                            connection.pending == null ? 0 : connection.pending.size(),
                            statistics.received,
                            statistics.sent,
                            connection.session,
                            statistics.lastOp,
                            statistics.establishedMs,
                            connection.timeoutMs,
                            statistics.lastXid,
                            statistics.lastZxid,
                            Math.floorDiv(statistics.lastReplyNs, NS_PER_MS),
                            statistics.latency()));
        }
        return reports;
    }

    /** The data watches by session, in the order of ids, the paths of each in byte order. */
    List<WatchReport.BySession> watchesBySession() {
        TreeMap<SessionId, TreeSet<ZPath>> bySession = new TreeMap<>();
        watches.forEach((path, connection, modes) -> {
            if ((modes & WatchTable.IN_DATA_TABLE) != 0) {
                bySession.computeIfAbsent(connection.session, id -> new TreeSet<>()).add(path);
            }
        });
        List<WatchReport.BySession> reports = new ArrayList<>(bySession.size());
        for (Map.Entry<SessionId, TreeSet<ZPath>> entry : bySession.entrySet()) {
            reports.add(
                    new WatchReport.BySession(entry.getKey(), new ArrayList<>(entry.getValue())));
        }
        return reports;
    }

    /** The data watches by path, in byte order, the sessions of each in the order of ids. */
    List<WatchReport.ByPath> watchesByPath() {
        TreeMap<ZPath, TreeSet<SessionId>> byPath = new TreeMap<>();
        watches.forEach((path, connection, modes) -> {
            if ((modes & WatchTable.IN_DATA_TABLE) != 0) {
                byPath.computeIfAbsent(path, at -> new TreeSet<>()).add(connection.session);
            }
        });
        List<WatchReport.ByPath> reports = new ArrayList<>(byPath.size());
        for (Map.Entry<ZPath, TreeSet<SessionId>> entry : byPath.entrySet()) {
            reports.add(new WatchReport.ByPath(entry.getKey(), new ArrayList<>(entry.getValue())));
        }
        return reports;
    }

    void resetConnections() {
        links.forEach(connection -> connection.statistics.reset());
    }
}
