package org.muster.client.machine;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.muster.model.Now;

/**
 * Until when the session is certainly alive, as far as this client can tell alone.
 *
 * <p>A confirming exchange that was sent at <i>s</i> shows that the servers will not end the
 * session before <i>s + timeout - stale</i>, where <i>stale</i> is how old the leader's knowledge
 * of us may have been. A tenth of the timeout is given up for clocks that run apart. A server cut
 * off from its leader still answers pings until it notices, so a pong counts only if the timeout is
 * long enough to give that time up too; otherwise a transaction confirms, which needs a majority.
 */
final class LeaseClock {
    private static final int TICK_MS = 2_000;
    private static final int LEAST_BY_PONG_MS = 4_000;

    private final int assumedSyncLimitMs;
    private final Effects effects;
    private final Set<LeaseHolder> holders = new LinkedHashSet<>();
    private final Set<LeaseHolder> waiting = new LinkedHashSet<>();
    private LeaseDeadline deadline = LeaseDeadline.NEVER_HELD;
    private int timeoutMs;
    private int intervalMs;
    private boolean byPong;
    private long lastAskedNs = Long.MIN_VALUE;

    LeaseClock(int assumedSyncLimitMs, Effects effects) {
        this.assumedSyncLimitMs = assumedSyncLimitMs;
        this.effects = effects;
    }

    /** A session with this timeout is attached: what was asked before needs to be asked again. */
    void attached(int timeout) {
        timeoutMs = timeout;
        intervalMs = Math.min(timeout / 8, 2_000);
        byPong = timeout - assumedSyncLimitMs - timeout / 10 >= LEAST_BY_PONG_MS;
        lastAskedNs = Long.MIN_VALUE;
        String unfit = unfit();
        if (unfit != null) {
            endWaiting(unfit);
        }
    }

    private int spanMs(boolean pong) {
        int stale = pong ? assumedSyncLimitMs : intervalMs + TICK_MS;
        return timeoutMs - stale - timeoutMs / 10;
    }

    /** Why this session can bear no lease, or null if it can. */
    @Nullable String unfit() {
        if (timeoutMs > 0 && spanMs(byPong) < 2 * intervalMs) {
            return "a session timeout of " + timeoutMs + " ms is too short to hold a lease";
        }
        return null;
    }

    void hold(LeaseHolder holder) {
        waiting.add(holder);
        lastAskedNs = Long.MIN_VALUE;
    }

    void release(LeaseHolder holder) {
        waiting.remove(holder);
        holders.remove(holder);
    }

    /** When to ask for the next confirmation; far away if nobody holds anything. */
    long askAtNs() {
        if (holders.isEmpty() && waiting.isEmpty()) {
            return Long.MAX_VALUE;
        }
        return lastAskedNs == Long.MIN_VALUE ? lastAskedNs : lastAskedNs + intervalMs * 1_000_000L;
    }

    /** Notes that a confirmation is asked for now; whether by a transaction or by a ping. */
    boolean asksByTransaction(Now now) {
        lastAskedNs = now.monotonicNs();
        return !byPong || !waiting.isEmpty();
    }

    /** A ping sent at {@code sent} was answered. */
    void pong(Now sent) {
        if (byPong && !holders.isEmpty()) {
            extend(sent, true);
        }
    }

    /** A transaction of ours sent at {@code sent} was committed or refused by a majority. */
    void committed(Now sent) {
        extend(sent, false);
        holders.addAll(waiting);
        List<LeaseHolder> news = List.copyOf(waiting);
        waiting.clear();
        news.forEach(LeaseHolder::held);
    }

    private void extend(Now sent, boolean pong) {
        LeaseDeadline later = LeaseDeadline.after(sent, spanMs(pong));
        if (later.monotonicNs() > deadline.monotonicNs()) {
            deadline = later;
            effects.leaseUntil(later);
        }
    }

    /** When {@link #check} has something to do at the latest. */
    long checkAtNs() {
        return holders.isEmpty() ? Long.MAX_VALUE : deadline.monotonicNs();
    }

    /** Ends the leases whose time has passed. They stay ended even if the session lives on. */
    void check(Now now) {
        if (!holders.isEmpty() && deadline.leftNs(now) == 0) {
            endHeld("nothing was heard of the session for too long");
        }
    }

    /** The session is over. */
    void end(String why) {
        deadline = LeaseDeadline.NEVER_HELD;
        effects.leaseUntil(deadline);
        endHeld(why);
        endWaiting(why);
    }

    private void endWaiting(String why) {
        List<LeaseHolder> never = List.copyOf(waiting);
        waiting.clear();
        never.forEach(holder -> holder.lost(why));
    }

    private void endHeld(String why) {
        List<LeaseHolder> ended = List.copyOf(holders);
        holders.clear();
        ended.forEach(holder -> holder.lost(why));
    }
}
