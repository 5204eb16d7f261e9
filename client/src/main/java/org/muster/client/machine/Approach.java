package org.muster.client.machine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.Now;
import org.muster.model.peer.HostPort;
import org.muster.wire.client.ConnectRequest;

/** The way to a server: wait, resolve a name, open a connection, send the greeting; then again. */
final class Approach {
    private static final long MS = 1_000_000L;
    private static final int RESOLVE_MS = 2_000;
    private static final int LONELY_CAP_MS = 30_000;

    private enum Step {
        WAITING,
        RESOLVING,
        OPENING,
        GREETING,
        ARRIVED
    }

    private final Settings settings;
    private final Attached session;
    private final Effects effects;
    private final Route route;
    private Step step = Step.WAITING;
    private @Nullable HostPort resolving;
    private long limitNs = Long.MIN_VALUE;
    private final Counter links;
    private int attempts;

    Approach(Settings settings, Attached session, Effects effects, Route route, Counter links) {
        this.settings = settings;
        this.session = session;
        this.effects = effects;
        this.route = route;
        this.links = links;
    }

    /** Numbers connections. */
    static final class Counter {
        private long last;

        long next() {
            return ++last;
        }
    }

    /** One that does not take up the session, nor puts up with a server that only reads. */
    Approach anew(Settings strict) {
        return new Approach(strict, new Attached(), effects, route, links);
    }

    Route route() {
        return route;
    }

    /** When {@link #overdue} has something to say or to do. */
    long limitNs() {
        return step == Step.ARRIVED ? Long.MAX_VALUE : limitNs;
    }

    /** Sets out again, after a wait; {@code wasLost}: no session can be lost by waiting longer. */
    void restart(Now now, boolean wasLost) {
        step = Step.WAITING;
        int capMs = wasLost ? LONELY_CAP_MS : timeoutMs() / 10;
        limitNs = now.monotonicNs() + route.delayNs(capMs);
    }

    /** Sets out again, at once. */
    void restartNow(Now now) {
        step = Step.WAITING;
        limitNs = now.monotonicNs();
    }

    /** Goes to the next address; the result is the connection being opened, if one is. */
    @Nullable Link next(Now now) {
        Endpoint next = route.nextAddress();
        if (next == null) {
            HostPort host = route.nextHost();
            step = Step.RESOLVING;
            resolving = host;
            limitNs = now.monotonicNs() + RESOLVE_MS * MS;
            effects.resolve(host);
            return null;
        }
        step = Step.OPENING;
        limitNs = now.monotonicNs() + connectMs() * MS;
        Link link = new Link(links.next(), next, settings, now);
        effects.connecting(++attempts);
        effects.open(link.id, next);
        return link;
    }

    /** Takes the addresses of a host; whether they were waited for. */
    boolean tryFound(HostPort host, List<String> addresses) {
        boolean waited = step == Step.RESOLVING && host.equals(resolving);
        if (waited) {
            route.found(host, addresses);
        }
        return waited;
    }

    /** The connection is open: greets. */
    void opened(Link link) {
        if (step != Step.OPENING) {
            return;
        }
        step = Step.GREETING;
        link.greet(
                new ConnectRequest(
                        session.lastZxid,
                        settings.timeoutMs(),
                        session.id,
                        session.password == null ? Bytes.owning(new byte[16]) : session.password,
                        settings.allowReadOnly(),
                        true));
    }

    /** A server has accepted. */
    void arrived() {
        step = Step.ARRIVED;
        attempts = 0;
    }

    /** Whether it only waits for the time that has come now. */
    boolean isWaiting() {
        return step == Step.WAITING;
    }

    /** What has not happened in time. */
    String overdue() {
        return step == Step.RESOLVING
                ? resolving + " could not be resolved in time"
                : "no answer to the greeting in time";
    }

    private int timeoutMs() {
        return session.timeoutMs > 0 ? session.timeoutMs : settings.timeoutMs();
    }

    private long connectMs() {
        int third = timeoutMs() / 3;
        return Math.min(third, Math.max(1_000, third / route.size()));
    }
}
