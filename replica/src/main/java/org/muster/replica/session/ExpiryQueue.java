package org.muster.replica.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.muster.model.SessionId;

/**
 * Deadlines of sessions, rounded up to the end of a tick: a session expires between its timeout and
 * its timeout plus one tick after it was last heard from, never earlier.
 */
final class ExpiryQueue {
    private final long bucketMs;
    private final TreeMap<Long, ExpiryBucket> buckets = new TreeMap<>();

    ExpiryQueue(long bucketMs) {
        this.bucketMs = bucketMs;
    }

    /** {@code session} was heard from at session time {@code timeMs}. */
    void touch(LiveSession session, long timeMs) {
        long deadline = (Math.floorDiv(timeMs + session.timeoutMs(), bucketMs) + 1) * bucketMs;
        ExpiryBucket current = session.bucket;
        if (current != null) {
            if (current.deadlineMs == deadline) {
                return;
            }
            remove(session);
        }
        buckets.computeIfAbsent(deadline, ExpiryBucket::new).add(session);
    }

    void remove(LiveSession session) {
        ExpiryBucket bucket = session.bucket;
        if (bucket != null) {
            bucket.remove(session);
            if (bucket.first == null) {
                buckets.remove(bucket.deadlineMs);
            }
        }
    }

    /** Takes out the sessions whose deadline is not after {@code timeMs}, earliest first. */
    List<LiveSession> takeDue(long timeMs) {
        if (buckets.isEmpty() || buckets.firstKey() > timeMs) {
            return List.of();
        }
        List<LiveSession> due = new ArrayList<>();
        while (!buckets.isEmpty() && buckets.firstKey() <= timeMs) {
            ExpiryBucket bucket = buckets.firstEntry().getValue();
            LiveSession session = bucket.first;
            while (session != null) {
                bucket.remove(session);
                due.add(session);
                session = bucket.first;
            }
            buckets.pollFirstEntry();
        }
        return due;
    }

    /** Visits each deadline with its sessions, earliest first. */
    void forEach(BiConsumer<Long, List<SessionId>> visitor) {
        for (Map.Entry<Long, ExpiryBucket> entry : buckets.entrySet()) {
            List<SessionId> ids = new ArrayList<>();
            for (LiveSession s = entry.getValue().first; s != null; s = s.next) {
                ids.add(s.id());
            }
            visitor.accept(entry.getKey(), ids);
        }
    }
}
