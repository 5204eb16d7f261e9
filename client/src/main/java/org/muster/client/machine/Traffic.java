package org.muster.client.machine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.muster.client.machine.Watch.Break;
import org.muster.model.Bytes;
import org.muster.model.ErrorCode;
import org.muster.model.Now;
import org.muster.model.ZPath;
import org.muster.model.request.LinkRequest;
import org.muster.model.request.ReadRequest;
import org.muster.model.request.Request;
import org.muster.model.request.Response;
import org.muster.model.request.WriteRequest;
import org.muster.wire.client.ReplyReader;
import org.muster.wire.client.Xids;
import org.muster.wire.jute.ByteReader;
import org.muster.wire.jute.MalformedException;

/**
 * What goes over a connection whose session is attached. On a new one, in this order: credentials,
 * watches, then a look at what became of each write in doubt, and only then the calls that wait, so
 * that none overtakes one made before it.
 */
final class Traffic {
    private static final long MS = 1_000_000L;
    private static final WriteRequest.Multi CONFIRMATION =
            new WriteRequest.Multi(List.of(new WriteRequest.Check(ZPath.ROOT, -1)));

    /** What traffic may ask of the connection's owner. */
    interface Owner {
        /** The credentials were refused. */
        void refusedCredentials(Now now, String why);

        /** The server says that the session is over; the next handshake will show it. */
        void sessionDoubted(Now now);
    }

    private final Settings settings;
    private final Attached session;
    private final Calls calls;
    private final WatchTable watches;
    private final LeaseClock lease;
    private final Owner owner;
    private final List<LinkRequest.Auth> credentials = new ArrayList<>();
    private @Nullable Link link;
    private int looks;

    Traffic(Settings settings, Memory memory, Owner owner) {
        this.settings = settings;
        this.session = memory.session();
        this.calls = memory.calls();
        this.watches = memory.watches();
        this.lease = memory.lease();
        this.owner = owner;
    }

    /** A session was attached on {@code fresh}; {@code why} tells what came before, if anything. */
    void begin(Now now, Link fresh, @Nullable Break why) {
        link = fresh;
        looks = 0;
        for (LinkRequest.Auth auth : credentials) {
            fresh.authenticate(auth, this::authenticated);
        }
        if (why != null) {
            watches.gap(why, session.answeredZxid);
        }
        for (WatchTable.Batch batch : watches.restore(session.answeredZxid)) {
            fresh.ask(
                    batch.request(),
                    (at, error, zxid, body) ->
                            batch.persistent().forEach(watch -> restored(watch, error, zxid)));
        }
        resolveDoubts(fresh);
        pump(now);
    }

    private void restored(Watch watch, int error, long zxid) {
        if (!watches.contains(watch)) {
            return;
        }
        if (error == 0) {
            watch.sink.live(zxid);
        } else {
            watches.remove(watch);
            watch.sink.ended(error, "the server did not set it again");
        }
    }

    /** The connection is gone. */
    void end() {
        if (link != null) {
            calls.interrupted(link.pending, session.answeredZxid);
            link = null;
        }
    }

    Iterable<Link.Slot> pending() {
        return link == null ? List.of() : link.pending;
    }

    /** Ends all calls, on their way or not. */
    void failAll(Failure.Kind kind, String why) {
        for (Link.Slot slot : pending()) {
            if (slot.call() != null && !slot.prelude()) {
                slot.call().fail(kind, why);
            }
        }
        calls.fail(call -> true, kind, why);
    }

    void authenticate(LinkRequest.Auth auth) {
        credentials.add(auth);
        if (link != null) {
            link.authenticate(auth, this::authenticated);
        }
    }

    private void authenticated(Now now, int error, long zxid, @Nullable Response body) {
        if (error != 0) {
            owner.refusedCredentials(now, "the server refuses the credentials (" + error + ")");
        }
    }

    /** Sends what waits, as far as the window allows. */
    void pump(Now now) {
        if (link == null || looks > 0) {
            return;
        }
        while (link.hasRoom()) {
            Call call = calls.poll();
            if (call == null) {
                return;
            }
            send(link, call);
        }
    }

    private void send(Link to, Call call) {
        if (session.readOnly && call.isWrite()) {
            call.fail(Failure.Kind.READ_ONLY, "the server only reads");
            return;
        }
        if (!to.trySend(call, settings.maxRequestBytes())) {
            call.fail(
                    Failure.Kind.TOO_LARGE,
                    "the request is longer than " + settings.maxRequestBytes() + " bytes");
            return;
        }
        call.attempts++;
        call.zxidWhenSent = session.lastZxid;
        call.maybeApplied |= call.isWrite();
        if (call.watch != null) {
            watches.announce(call.watch.path);
        }
    }

    /** Sets a persistent watch. */
    void watch(Watch watch) {
        watches.add(watch);
        if (link != null) {
            boolean recursive = watch.kind == Watch.Kind.RECURSIVE;
            link.ask(
                    new LinkRequest.AddWatch(watch.path, recursive),
                    (at, error, zxid, body) -> restored(watch, error, zxid));
        }
    }

    void unwatch(Watch watch) {
        boolean last = watches.remove(watch);
        if (last && link != null) {
            link.ask(WatchTable.forget(watch.path), (at, error, zxid, body) -> {});
        }
    }

    /** Asks a majority whether the session lives. */
    private void confirm(Link on, Now now) {
        if (!session.readOnly) {
            on.ask(
                    CONFIRMATION,
                    (at, error, zxid, body) -> {
                        if (error == 0 || error == ErrorCode.NO_AUTH.code()) {
                            lease.committed(now);
                        } else if (error == ErrorCode.SESSION_EXPIRED.code()) {
                            owner.sessionDoubted(at);
                        }
                    });
        }
    }

    /** When {@link #keepAlive} has something to do. */
    long keepAliveAtNs() {
        if (link == null) {
            return Long.MAX_VALUE;
        }
        return Math.min(Math.min(pingAtNs(link), silentAtNs(link)), lease.askAtNs());
    }

    /** Shows signs of life; false if there were none from the other side for too long. */
    boolean keepAlive(Now now) {
        if (link == null) {
            return true;
        }
        if (now.monotonicNs() >= silentAtNs(link)) {
            return false;
        }
        boolean ask = now.monotonicNs() >= lease.askAtNs();
        if (ask && lease.asksByTransaction(now)) {
            confirm(link, now);
        } else if (ask || now.monotonicNs() >= pingAtNs(link)) {
            link.ping(now);
        }
        return true;
    }

    private long pingAtNs(Link on) {
        return on.lastSentNs() + session.timeoutMs * MS / 3;
    }

    private long silentAtNs(Link on) {
        return on.lastHeardNs() + session.timeoutMs * MS * 2 / 3;
    }

    /** Takes one frame. */
    void frame(Now now, Link from, ByteReader in) throws MalformedException {
        ReplyReader.Header header = ReplyReader.header(in);
        if (header.xid() == Xids.EVENT) {
            if (header.zxid() > 0) {
                session.saw(header.zxid());
            }
            watches.fire(ReplyReader.event(in), header.zxid());
            return;
        }
        if (header.xid() == Xids.PING) {
            Now sent = from.pong();
            if (sent != null) {
                lease.pong(sent);
            }
            return;
        }
        Link.Slot slot = from.answered(header.xid());
        session.answered(header.zxid());
        if (slot.then() != null) {
            Link.resume(now, slot, slot.then(), header, in);
        } else if (slot.call() != null && !slot.prelude()) {
            answered(now, slot.call(), header, in);
        } else if (slot.call() != null && header.error() != 0) {
            // Without what was to precede it, the answer would not mean what was asked.
            slot.call().fail(Failure.refused(header.error()));
        }
        pump(now);
    }

    private void answered(Now now, Call call, ReplyReader.Header header, ByteReader in)
            throws MalformedException {
        Watch watch = call.watch;
        if (watch != null) {
            watches.announcedIsOver(watch.path);
        }
        if (header.error() != 0) {
            if (watch != null && isMissing(call, header) && !call.isEnded()) {
                watch.kind = Watch.Kind.EXIST;
                watches.add(watch);
            }
            call.maybeApplied = false;
            call.fail(Failure.refused(header.error()));
            if (header.error() == ErrorCode.SESSION_EXPIRED.code()) {
                owner.sessionDoubted(now);
            }
            return;
        }
        Response response = ReplyReader.body(call.request.op(), in);
        if (watch != null && !call.isEnded()) {
            watches.add(watch);
        }
        call.answer(response, header.zxid(), false);
    }

    private static boolean isMissing(Call call, ReplyReader.Header header) {
        return call.request instanceof ReadRequest.Exists
                && header.error() == ErrorCode.NO_NODE.code();
    }

    /** Looks at what became of the writes in doubt: catch up first, for servers may lag. */
    private void resolveDoubts(Link on) {
        Map<ZPath, Integer> shared = new LinkedHashMap<>();
        for (Call call : calls.doubts()) {
            ZPath path = subject(call.proof);
            if (path != null) {
                shared.merge(path, 1, Integer::sum);
            }
        }
        for (Call call : calls.doubts()) {
            ReadRequest look = Verdict.look(call.proof);
            ZPath path = subject(call.proof);
            if (look == null || path == null || shared.getOrDefault(path, 0) > 1) {
                // Of several writes to one node a look shows what came of all, not of each.
                call.fail(Failure.Kind.CONNECTION_LOST, "the connection was lost");
                continue;
            }
            on.ask(new LinkRequest.Sync(path), (at, error, zxid, body) -> {});
            look(on, call, look);
        }
    }

    private static @Nullable ZPath subject(Proof proof) {
        if (proof instanceof Proof.Created created) {
            return created.path();
        }
        if (proof instanceof Proof.CreatedUniquely unique) {
            return unique.parent().child(Bytes.utf8(unique.prefix()));
        }
        if (proof instanceof Proof.Written written) {
            return written.path();
        }
        return proof instanceof Proof.Deleted deleted ? deleted.path() : null;
    }

    private void look(Link on, Call call, Request look) {
        looks++;
        on.ask(
                look,
                (now, error, zxid, body) -> {
                    looks--;
                    if (body instanceof Response.StatOnly found
                            && look instanceof ReadRequest.Exists exists) {
                        Response created = new Response.PathAndStat(exists.path(), found.stat());
                        call.answer(created, zxid, true);
                    } else {
                        follow(on, call, Verdict.of(call, session.id, error, body), zxid);
                    }
                });
    }

    private void follow(Link on, Call call, Verdict verdict, long zxid) {
        if (call.isEnded()) {
            return;
        }
        if (verdict instanceof Verdict.Applied applied) {
            call.answer(applied.response(), zxid, true);
        } else if (verdict instanceof Verdict.Again) {
            calls.again(call);
        } else if (verdict instanceof Verdict.Refused refused) {
            call.maybeApplied = false;
            call.fail(Failure.refused(refused.code().code()));
        } else if (verdict instanceof Verdict.LookAt found) {
            look(on, call, new ReadRequest.Exists(found.path(), false));
        } else if (verdict instanceof Verdict.Unknown unknown) {
            call.fail(
                    new Failure(
                            Failure.Kind.CONNECTION_LOST,
                            0,
                            true,
                            unknown.goalReached(),
                            "the connection was lost, and a look at the node does not tell"));
        }
    }
}
