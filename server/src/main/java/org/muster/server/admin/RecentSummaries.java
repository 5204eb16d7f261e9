package org.muster.server.admin;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.muster.replica.Histogram;

/**
 * What was added to summaries in about the last minute, told from copies of them taken every few
 * seconds: so whoever adds pays nothing for it. Thread-safe.
 */
final class RecentSummaries {
    /** How often {@link #observe} should be called. */
    static final long STEP_NS = TimeUnit.SECONDS.toNanos(10);

    private static final long WINDOW_NS = TimeUnit.SECONDS.toNanos(60);
    private static final Histogram NOTHING = new Histogram();

    private final ArrayDeque<Moment> moments = new ArrayDeque<>();

    private record Moment(long atNs, Map<String, Histogram> summaries) {}

    /** The summaries as they are at monotonic {@code nowNs}. */
    synchronized void observe(long nowNs, Map<String, Histogram> summaries) {
        moments.add(new Moment(nowNs, new LinkedHashMap<>(summaries)));
        while (moments.size() > 1 && nowNs - moments.getFirst().atNs() > WINDOW_NS) {
            moments.removeFirst();
        }
    }

    /** What was added to {@code now}, the summary {@code name}, since the window began. */
    synchronized Histogram recent(String name, Histogram now) {
        Moment first = moments.peekFirst();
        Histogram then = first == null ? NOTHING : first.summaries().getOrDefault(name, NOTHING);
        return now.since(then);
    }
}
