package org.muster.sim.check;

import java.util.Map;
import java.util.TreeMap;
import org.muster.sim.world.ViolationException;

/** C7: no session is closed by the server too early or too late. */
final class SessionCheck {
    private static final class Life {
        private final int timeoutMs;
        private long contactNs;

        private Life(int timeoutMs, long contactNs) {
            this.timeoutMs = timeoutMs;
            this.contactNs = contactNs;
        }
    }

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
            life.contactNs = Math.max(life.contactNs, monotonicNs);
        }
    }

    void closedByClient(long session) {
        lives.remove(session);
    }

    /** The server closed the session by itself. */
    void expired(long session, long monotonicNs) {
        Life life = lives.remove(session);
        if (life == null) {
            return;
        }
        long silentMs = (monotonicNs - life.contactNs) / 1_000_000L;
        if (silentMs < life.timeoutMs) {
            throw new ViolationException(
                    "C7",
                    "session 0x%x of %d ms expired after %d ms of silence"
                            .formatted(session, life.timeoutMs, silentMs));
        }
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
                                .formatted(
                                        id,
                                        life.timeoutMs,
                                        (monotonicNs - life.contactNs) / 1_000_000L));
            }
        });
    }

    int size() {
        return lives.size();
    }
}
