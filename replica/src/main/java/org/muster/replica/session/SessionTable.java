package org.muster.replica.session;

import java.util.List;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.muster.model.SessionId;

/**
 * The sessions that are alive, each with its connection and its deadline.
 *
 * <p>A session expires only when every front and every learner has told whom it heard from up to
 * the deadline: one that is late must not cost its clients their sessions.
 */
public final class SessionTable {
    private final SessionIndex sessions = new SessionIndex();
    private final ExpiryQueue expiry;
    private final SessionClock clock;
    private final long[] toldUpToMs;
    private final TreeMap<Long, Long> toldByLearner = new TreeMap<>();
    private long timeMs;

    /** Empty; deadlines are multiples of {@code bucketMs} on {@code clock}. */
    public SessionTable(SessionClock clock, long bucketMs, int fronts) {
        this.clock = clock;
        this.expiry = new ExpiryQueue(bucketMs);
        this.toldUpToMs = new long[fronts];
    }

    /** How many there are. */
    public int size() {
        return sessions.size();
    }

    /** The session {@code id} if it is alive. */
    public @Nullable LiveSession find(SessionId id) {
        return sessions.find(id);
    }

    /** A new session; its full timeout begins at monotonic {@code nowMs}. */
    public LiveSession add(SessionId id, int timeoutMs, long nowMs) {
        LiveSession session = new LiveSession(id, timeoutMs);
        sessions.add(session);
        touch(session, nowMs);
        return session;
    }

    /** {@code session} was heard from at monotonic {@code nowMs}; a closing one stays as it is. */
    public void touch(LiveSession session, long nowMs) {
        if (!session.closing()) {
            expiry.touch(session, clock.at(nowMs));
        }
    }

    /** The end of {@code session} is on the way: it needs no deadline any more. */
    public void becomeClosing(LiveSession session) {
        session.becomeClosing();
        expiry.remove(session);
    }

    /** The session {@code id} has ended. */
    public void remove(SessionId id) {
        LiveSession gone = sessions.remove(id);
        if (gone != null) {
            expiry.remove(gone);
        }
    }

    /** Front {@code front} has told whom it heard from until monotonic {@code upToMs}. */
    public void told(int front, long upToMs) {
        toldUpToMs[front] = Math.max(toldUpToMs[front], clock.at(upToMs));
    }

    /** The learner at {@code link} has told whom it heard from until monotonic {@code upToMs}. */
    public void toldBy(long link, long upToMs) {
        toldByLearner.merge(link, clock.at(upToMs), Math::max);
    }

    /** Nobody waits any more for what the learner at {@code link} has heard. */
    public void forgetLearner(long link) {
        toldByLearner.remove(link);
    }

    /** A tick at monotonic {@code nowMs}: the sessions that have been silent for too long. */
    public List<LiveSession> tick(long nowMs) {
        timeMs = clock.tick(nowMs);
        long certainMs = timeMs;
        for (long told : toldUpToMs) {
            certainMs = Math.min(certainMs, told);
        }
        for (long told : toldByLearner.values()) {
            certainMs = Math.min(certainMs, told);
        }
        return expiry.takeDue(certainMs);
    }

    /** Visits all of them, in an order that is equal after equal histories. */
    public void forEach(Consumer<LiveSession> visitor) {
        sessions.forEach(visitor);
    }

    /** Visits the time left until each deadline, in milliseconds, with its sessions. */
    public void forEachDeadline(BiConsumer<Long, List<SessionId>> visitor) {
        expiry.forEach((deadline, ids) -> visitor.accept(deadline - timeMs, ids));
    }
}
