package org.muster.client.machine;

import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.muster.client.machine.Watch.Break;
import org.muster.model.Now;
import org.muster.model.SessionId;
import org.muster.model.peer.HostPort;
import org.muster.model.request.LinkRequest;
import org.muster.model.request.WriteRequest;
import org.muster.wire.client.ConnectResponse;
import org.muster.wire.jute.ByteReader;
import org.muster.wire.jute.MalformedException;

/**
 * The life of a client's session: one connection after another, one session after another, until it
 * is closed. Performs nothing itself; equal inputs give equal effects. After each input, and when
 * {@link #wakeNs} has come, the caller calls {@link #turn}, which also sends what has gathered.
 */
public final class SessionMachine {
    private static final long SETTLED_NS = 10_000_000_000L;
    private static final long CLOSE_NS = 2_000_000_000L;

    private enum Phase {
        APPROACHING,
        ATTACHED,
        CLOSING,
        ENDED
    }

    private final Settings settings;
    private final Effects effects;
    private final Calls calls;
    private final WatchTable watches;
    private final Attached session;
    private final LeaseClock lease;
    private final Approach approach;
    private final Scout scout;
    private final Traffic traffic;
    private Phase phase = Phase.APPROACHING;
    private @Nullable Link link;
    private String lastTrouble = "never connected";
    private long closeLimitNs;
    private long attachedAtNs;
    private boolean wasAttached;
    private boolean wasLost;

    /** A client of {@code hosts} that will connect at its first turn. */
    public SessionMachine(
            List<HostPort> hosts, Settings settings, RandomGenerator random, Effects effects) {
        this.settings = settings;
        this.effects = effects;
        Memory memory = Memory.fresh(settings, effects);
        this.calls = memory.calls();
        this.watches = memory.watches();
        this.session = memory.session();
        this.lease = memory.lease();
        Route route = new Route(hosts, settings.failoverSpreadMs(), random);
        this.approach = new Approach(settings, session, effects, route, new Approach.Counter());
        this.scout = new Scout(approach.anew(settings.strict()), effects);
        Traffic.Owner owner =
                new Traffic.Owner() {
                    @Override
                    public void refusedCredentials(Now now, String why) {
                        refuse(why);
                    }

                    @Override
                    public void sessionDoubted(Now now) {
                        cut(now, "the server says that the session has expired");
                    }
                };
        this.traffic = new Traffic(settings, memory, owner);
    }

    /** Makes a call; its end comes through its reply. */
    public void submit(Now now, Call call) {
        if (phase == Phase.ENDED || phase == Phase.CLOSING) {
            call.fail(Failure.Kind.CLOSED, lastTrouble);
        } else if (calls.queued() >= settings.maxQueued()) {
            call.fail(Failure.Kind.OVERFLOW, "too many calls wait: " + lastTrouble);
        } else {
            calls.add(call);
            traffic.pump(now);
        }
    }

    /** Sets a persistent watch, now or as soon as there is a connection. */
    public void watch(Watch watch) {
        if (phase == Phase.ENDED || phase == Phase.CLOSING) {
            watch.sink.ended(0, lastTrouble);
        } else if (!settings.persistentWatches()) {
            watch.sink.ended(0, "the servers are said not to know persistent watches");
        } else {
            traffic.watch(watch);
        }
    }

    /** Takes a watch away, whatever its kind. */
    public void unwatch(Watch watch) {
        traffic.unwatch(watch);
    }

    /** Proves an identity, on this connection and on each one to come. */
    public void authenticate(LinkRequest.Auth auth) {
        traffic.authenticate(auth);
    }

    /** Wants to know the session alive; told through the holder. */
    public void hold(Now now, LeaseHolder holder) {
        String unfit = lease.unfit();
        if (phase == Phase.ENDED || phase == Phase.CLOSING) {
            holder.lost(lastTrouble);
        } else if (unfit != null) {
            holder.lost(unfit);
        } else {
            lease.hold(holder);
        }
    }

    /** The newest transaction heard of. */
    public long lastZxid() {
        return session.lastZxid;
    }

    /** Wants it no longer. */
    public void release(LeaseHolder holder) {
        lease.release(holder);
    }

    /** Takes another list of hosts; the connection stays. */
    public void hosts(List<HostPort> list) {
        approach.route().replace(list);
    }

    /** What a host resolved to; nothing if it is unknown. */
    public void resolved(Now now, HostPort host, List<String> addresses) {
        scout.resolved(now, host, addresses);
        if (phase == Phase.APPROACHING && approach.tryFound(host, addresses)) {
            if (addresses.isEmpty()) {
                retry(now, host + " is unknown");
            } else {
                link = approach.next(now);
            }
        }
    }

    /** Connection {@code id} is open. */
    public void connected(long id) {
        if (scout.owns(id)) {
            scout.connected();
        } else if (phase == Phase.APPROACHING && link != null && link.id == id) {
            approach.opened(link);
        }
    }

    /** Connection {@code id} brought bytes, which the caller may reuse afterwards. */
    public void received(Now now, long id, byte[] bytes, int offset, int length) {
        if (scout.owns(id)) {
            scouted(now, bytes, offset, length);
            return;
        }
        if (link == null || link.id != id) {
            return;
        }
        Link on = link;
        on.heard(now);
        try {
            on.in.add(bytes, offset, length);
            ByteReader frame = new ByteReader(bytes, 0, 0);
            while (link == on && on.in.next(frame)) {
                if (phase == Phase.APPROACHING) {
                    greeted(now, on, ConnectResponse.read(frame));
                } else {
                    traffic.frame(now, on, frame);
                }
            }
        } catch (MalformedException malformed) {
            cut(now, "the server sent what cannot be read: " + malformed.getMessage());
        }
    }

    /** Moves to a server that writes, once it has a session there; calls go on in order. */
    private void scouted(Now now, byte[] bytes, int offset, int length) {
        try {
            Scout.Found found = scout.received(now, bytes, offset, length);
            if (found != null) {
                shutLink();
                traffic.end();
                session.forget();
                link = found.link();
                link.heard(now);
                greeted(now, link, found.response());
            }
        } catch (MalformedException malformed) {
            scout.missed(now);
        }
    }

    /** Connection {@code id} could not be opened, or ended. */
    public void disconnected(Now now, long id, String why) {
        if (scout.owns(id)) {
            scout.missed(now);
        } else if (link != null && link.id == id) {
            dropped(now, why);
        }
    }

    /** Ends the session and everything else; what waits fails. */
    public void close(Now now) {
        if (phase == Phase.ENDED || phase == Phase.CLOSING) {
            return;
        }
        lastTrouble = "the client is closed";
        if (phase == Phase.ATTACHED && link != null && !session.readOnly) {
            Link on = link;
            phase = Phase.CLOSING;
            closeLimitNs = now.monotonicNs() + CLOSE_NS;
            traffic.failAll(Failure.Kind.CLOSED, lastTrouble);
            lease.end(lastTrouble);
            on.ask(new WriteRequest.CloseSession(), (at, error, zxid, body) -> end());
        } else {
            end();
        }
    }

    /** Ends everything at once, without a word to the server. */
    public void abandon(String why) {
        if (phase != Phase.ENDED) {
            lastTrouble = why;
            end();
        }
    }

    /** Does what is due and sends what has gathered. */
    public void turn(Now now) {
        if (phase == Phase.ENDED) {
            return;
        }
        calls.expire(now.monotonicNs(), traffic.pending(), "no answer in time; " + lastTrouble);
        lease.check(now);
        if (phase == Phase.ATTACHED && !traffic.keepAlive(now)) {
            cut(now, "nothing was heard for two thirds of the session timeout");
        } else if (phase == Phase.CLOSING && now.monotonicNs() >= closeLimitNs) {
            end();
        } else if (phase == Phase.APPROACHING && now.monotonicNs() >= approach.limitNs()) {
            overdue(now);
        }
        scout.turn(now);
        if (link != null) {
            link.flush(now, effects);
        }
    }

    /** When to call {@link #turn} at the latest, on the monotonic clock. */
    public long wakeNs() {
        long wake = Math.min(calls.nextDeadlineNs(), lease.checkAtNs());
        return switch (phase) {
            case APPROACHING -> Math.min(wake, approach.limitNs());
            case ATTACHED -> Math.min(Math.min(wake, traffic.keepAliveAtNs()), scout.wakeNs());
            case CLOSING -> Math.min(wake, closeLimitNs);
            case ENDED -> Long.MAX_VALUE;
        };
    }

    private void overdue(Now now) {
        if (approach.isWaiting()) {
            link = approach.next(now);
        } else {
            cut(now, approach.overdue());
        }
    }

    private void retry(Now now, String why) {
        lastTrouble = why;
        phase = Phase.APPROACHING;
        approach.restart(now, wasLost);
    }

    private void greeted(Now now, Link on, ConnectResponse response) {
        if (response.timeoutMs() <= 0) {
            if (session.id.equals(SessionId.NONE)) {
                cut(now, "the server at " + on.endpoint + " grants no session");
            } else {
                expired(now);
            }
            return;
        }
        boolean fresh = !response.session().equals(session.id);
        session.readOnly = response.readOnly();
        session.timeoutMs = response.timeoutMs();
        session.id = response.session();
        session.password = response.password();
        session.epoch += fresh ? 1 : 0;
        attachedAtNs = now.monotonicNs();
        phase = Phase.ATTACHED;
        approach.arrived();
        if (session.readOnly) {
            scout.begin(now);
        }
        lease.attached(response.timeoutMs());
        effects.attached(
                new Effects.Attachment(
                        session.id,
                        session.epoch,
                        session.timeoutMs,
                        on.endpoint,
                        session.readOnly));
        Break why = fresh ? Break.NEW_SESSION : Break.RECONNECTED;
        traffic.begin(now, on, wasAttached ? why : null);
        wasAttached = true;
        wasLost = false;
    }

    private void expired(Now now) {
        String why = "the session has expired";
        lastTrouble = why;
        shutLink();
        link = null;
        session.forget();
        wasLost = true;
        calls.fail(Call::isWrite, Failure.Kind.SESSION_EXPIRED, why);
        lease.end(why);
        effects.lost(session.epoch, why);
        if (settings.recreate()) {
            phase = Phase.APPROACHING;
            approach.restartNow(now);
        } else {
            end();
        }
    }

    private void cut(Now now, String why) {
        shutLink();
        dropped(now, why);
    }

    private void shutLink() {
        if (link != null) {
            effects.shut(link.id);
        }
    }

    private void dropped(Now now, String why) {
        String where = link == null ? why : link.endpoint + ": " + why;
        scout.end();
        traffic.end();
        link = null;
        if (phase == Phase.CLOSING) {
            end();
        } else if (phase == Phase.ATTACHED) {
            if (now.monotonicNs() - attachedAtNs >= SETTLED_NS) {
                approach.route().settled();
            }
            if (session.readOnly) {
                session.forget();
            }
            effects.suspended(where);
            retry(now, where);
        } else if (phase != Phase.ENDED) {
            retry(now, where);
        }
    }

    private void refuse(String why) {
        lastTrouble = why;
        scout.end();
        shutLink();
        traffic.end();
        link = null;
        phase = Phase.ENDED;
        traffic.failAll(Failure.Kind.AUTH_FAILED, lastTrouble);
        watches.end(why);
        lease.end(why);
        effects.authFailed(why);
    }

    private void end() {
        if (phase == Phase.ENDED) {
            return;
        }
        scout.end();
        shutLink();
        traffic.failAll(Failure.Kind.CLOSED, lastTrouble);
        traffic.end();
        link = null;
        phase = Phase.ENDED;
        watches.end(lastTrouble);
        lease.end(lastTrouble);
        effects.closed(lastTrouble);
    }
}
