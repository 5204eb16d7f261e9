package org.muster.server.admin;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.muster.model.SessionId;
import org.muster.model.ZPath;
import org.muster.replica.core.CoreReport;
import org.muster.replica.front.ConnectionReport;
import org.muster.replica.front.WatchReport;

/** The answers to dump, wchs, wchc and wchp. */
final class WatchTexts {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss zzz yyyy", Locale.US);

    private WatchTexts() {}

    /** A session and the paths of its ephemerals. */
    record Owner(SessionId session, List<ZPath> paths) {}

    /** {@code dump} of a server that lets sessions expire, at the wall-clock time {@code nowMs}. */
    static String dump(
            List<CoreReport.Bucket> buckets,
            List<Owner> owners,
            List<ConnectionReport> connections,
            long nowMs) {
        StringBuilder text = new StringBuilder();
        long sessions = buckets.stream().mapToLong(bucket -> bucket.sessions().size()).sum();
        text.append("Session Sets (").append(buckets.size());
        text.append(")/(").append(sessions).append("):\n");
        Map<SessionId, Long> expiry = new TreeMap<>();
        for (CoreReport.Bucket bucket : buckets) {
            long atMs = nowMs + bucket.expiresInMs();
            heading(text, bucket.sessions().size(), atMs);
            for (SessionId session : bucket.sessions()) {
                text.append('\t').append(session).append('\n');
                expiry.put(session, atMs);
            }
        }
        return dump(text.toString(), owners, sets(connections, expiry));
    }

    /** {@code dump} of a learner, which leaves expiry to its leader. */
    static String dumpOfLearner(
            Map<SessionId, Integer> timeoutsMs,
            List<Owner> owners,
            List<ConnectionReport> connections) {
        StringBuilder text = new StringBuilder();
        text.append("Global Sessions(").append(timeoutsMs.size()).append("):\n");
        timeoutsMs.forEach(
                (session, ms) -> text.append(session).append('\t').append(ms).append("ms\n"));
        return dump(text.toString(), owners, sets(connections, Map.of()));
    }

    private static String dump(String sessions, List<Owner> owners, String connections) {
        StringBuilder text = new StringBuilder("SessionTracker dump:\n").append(sessions);
        text.append("ephemeral nodes dump:\nSessions with Ephemerals (");
        text.append(owners.size()).append("):\n");
        for (Owner owner : owners) {
            text.append(owner.session()).append(":\n");
            owner.paths().forEach(path -> text.append('\t').append(path).append('\n'));
        }
        return text.append("Connections dump:\n").append(connections).toString();
    }

    /** Connections by the time at which they end if nothing more is heard of them. */
    private static String sets(
            List<ConnectionReport> connections, Map<SessionId, Long> sessionExpiry) {
        Map<Long, List<ConnectionReport>> byTime = new TreeMap<>();
        for (ConnectionReport connection : connections) {
            long byItself = connection.establishedMs() + connection.timeoutMs();
            long atMs = sessionExpiry.getOrDefault(connection.session(), byItself);
            byTime.computeIfAbsent(atMs, _ -> new ArrayList<>()).add(connection);
        }
        StringBuilder text = new StringBuilder();
        text.append("Connections Sets (").append(byTime.size());
        text.append(")/(").append(connections.size()).append("):\n");
        byTime.forEach((atMs, together) -> {
            heading(text, together.size(), atMs);
            for (ConnectionReport connection : together) {
                text.append("\tip: ").append(connection.remote());
                text.append(" sessionId: ").append(connection.session()).append('\n');
            }
        });
        return text.toString();
    }

    private static void heading(StringBuilder text, int count, long atMs) {
        String time = TIME.format(Instant.ofEpochMilli(atMs).atZone(ZoneId.systemDefault()));
        text.append(count).append(" expire at ").append(time).append(":\n");
    }

    /** {@code wchs}. */
    static String wchs(List<WatchReport.BySession> watches) {
        Set<ZPath> paths = new HashSet<>();
        long total = 0;
        for (WatchReport.BySession each : watches) {
            paths.addAll(each.paths());
            total += each.paths().size();
        }
        return watches.size()
                + " connections watching "
                + paths.size()
                + " paths\nTotal watches:"
                + total
                + "\n";
    }

    /** {@code wchc}. */
    static String wchc(List<WatchReport.BySession> watches) {
        StringBuilder text = new StringBuilder();
        for (WatchReport.BySession each : watches) {
            text.append(each.session()).append('\n');
            each.paths().forEach(path -> text.append('\t').append(path).append('\n'));
        }
        return text.append('\n').toString();
    }

    /** {@code wchp}; paths of several fronts are put together. */
    static String wchp(List<WatchReport.ByPath> watches) {
        Map<ZPath, List<SessionId>> together = new TreeMap<>();
        for (WatchReport.ByPath each : watches) {
            together.computeIfAbsent(each.path(), _ -> new ArrayList<>()).addAll(each.sessions());
        }
        StringBuilder text = new StringBuilder();
        together.forEach((path, sessions) -> {
            text.append(path).append('\n');
            sessions.forEach(session -> text.append('\t').append(session).append('\n'));
        });
        return text.append('\n').toString();
    }
}
