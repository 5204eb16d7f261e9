package org.muster.sim.check;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.muster.model.SessionId;
import org.muster.sim.world.ViolationException;

/**
 * C7: no session is closed by the server too early or too late.
 *
 * <p>A client that speaks again after its whole timeout may be too late all the same: a front has
 * its frame, but the core ends the session before the front's next report. Once that report is with
 * the core the frame counts.
 */
final class SessionCheck {
    private static final class Life {
        private final int timeoutMs;
        private long contactNs;

        /** When a silence of the whole timeout ended unknown to the core; or NEVER. */
        private long lateContactNs = NEVER;

        private Life(int timeoutMs, long contactNs) {
            this.timeoutMs = timeoutMs;
            this.contactNs = contactNs;
        }

        private long silentMs(long monotonicNs) {
            return (monotonicNs - contactNs) / 1_000_000L;
        }
    }

    private static final long NEVER = Long.MIN_VALUE;

    private final Map<Long, Life> lives = new TreeMap<>();
    private long grantedNs;

    /** The session was opened or attached to again, with {@code timeoutMs}. */
    void attached(long session, int timeoutMs, long monotonicNs) {
        lives.put(session, new Life(timeoutMs, monotonicNs));
    }

    /** The server took a frame of the session at {@code monotonicNs}. */
    void contact(long session, long monotonicNs) {
        Life life = lives.get(session);
        if (life != null) {
            if (life.silentMs(monotonicNs) >= life.timeoutMs) {
                life.lateContactNs = monotonicNs;
            }
            life.contactNs = Math.max(life.contactNs, monotonicNs);
        }
    }

    /** The core was told that these sessions were heard from until {@code upToNs}. */
    void told(List<SessionId> heard, long upToNs) {
        for (SessionId id : heard) {
            Life life = lives.get(id.value());
            if (life != null && life.lateContactNs <= upToNs) {
                life.lateContactNs = NEVER;
            }
        }
    }

    void closedByClient(long session) {
        lives.remove(session);
    }

    /** The server closed the session by itself; whether a late contact came too late. */
    boolean expired(long session, long monotonicNs) {
        Life life = lives.remove(session);
        if (life == null) {
            return false;
        }
        if (life.lateContactNs != NEVER) {
            return true;
        }
        long silentMs = life.silentMs(monotonicNs);
        if (silentMs < life.timeoutMs) {
            throw new ViolationException(
                    "C7",
                    "session 0x%x of %d ms expired after %d ms of silence"
                            .formatted(session, life.timeoutMs, silentMs));
        }
        return false;
    }

    /** The server could not work for {@code durationNs}: deadlines move by as much. */
    void granted(long durationNs) {
        grantedNs += durationNs;
    }

    /** The server started with these sessions alive: each has its full timeout again. */
    void restarted(Map<Long, Integer> alive, long monotonicNs) {
        lives.clear();
        grantedNs = 0;
        alive.forEach((id, timeoutMs) -> attached(id, timeoutMs, monotonicNs));
    }

    /** No session is silent for longer than it may be, {@code slackNs} and pauses allowed for. */
    void requireNoneOverdue(long monotonicNs, long slackNs) {
        lives.forEach((id, life) -> {
            // A session whose socket the server does not read gets its timeout once more.
            long allowedNs = 2L * life.timeoutMs * 1_000_000L + slackNs + grantedNs;
            if (monotonicNs - life.contactNs > allowedNs) {
                throw new ViolationException(
                        "C7",
                        "session 0x%x of %d ms is still there after %d ms of silence"
                                .formatted(id, life.timeoutMs, life.silentMs(monotonicNs)));
            }
        });
    }

    int size() {
        return lives.size();
    }
}
