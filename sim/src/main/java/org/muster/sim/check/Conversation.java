package org.muster.sim.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.ErrorCode;
import org.muster.model.Id;
import org.muster.model.WatchEvent;
import org.muster.model.request.LinkRequest;
import org.muster.model.request.ReadRequest;
import org.muster.model.request.Request;
import org.muster.model.request.Response;
import org.muster.model.request.WatcherType;
import org.muster.sim.world.ViolationException;
import org.muster.wire.client.ConnectRequest;
import org.muster.wire.client.ConnectResponse;
import org.muster.wire.client.ReplyReader;
import org.muster.wire.client.Xids;
import org.muster.wire.jute.ByteReader;
import org.muster.wire.jute.MalformedException;

/**
 * One connection as its client sees it: every frame is checked against what was sent before and
 * against the model at its zxid (C1 to C4, C8).
 */
public final class Conversation {
    private final Oracle oracle;
    private final WatchCheck watches;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private final List<Pending> writes = new ArrayList<>();
    private final ConnectRequest hello;
    private final boolean wasClosed;
    private List<Id> identities;
    private int executed;
    private int pings;
    private boolean attached;
    private long attachedAt;
    private long session;
    private long lastZxid;

    Conversation(Oracle oracle, ConnectRequest hello, List<Id> identities, boolean wasClosed) {
        this.oracle = oracle;
        this.hello = hello;
        this.identities = identities;
        this.wasClosed = wasClosed;
        this.session = hello.session().value();
        this.lastZxid = hello.lastZxidSeen();
        this.watches = new WatchCheck(oracle.ledger(), identities);
    }

    /** Whether the server has given it the session. */
    boolean isAttached() {
        return attached && session != 0;
    }

    /** What was committed when its client heard that it has the session. */
    long attachedAt() {
        return attachedAt;
    }

    /** The session, 0 as long as it has none. */
    public long session() {
        return session;
    }

    /** The newest zxid this client was shown. */
    public long lastZxid() {
        return lastZxid;
    }

    /** How many requests wait for their answers. */
    public int outstanding() {
        return pending.size();
    }

    /** Watches it has, by the model. */
    public int watchCount() {
        return watches.book().size();
    }

    /** The requests that will never be answered now, oldest first; asked when the link is gone. */
    public List<Request> unanswered() {
        return pending.stream().map(Pending::request).toList();
    }

    /** The client sends {@code request} under {@code xid}. */
    public void sent(int xid, Request request) {
        if (request instanceof LinkRequest.Ping) {
            pings++;
            return;
        }
        Pending sent = new Pending(xid, request, identities, oracle.shown());
        pending.add(sent);
        if (sent.isTransaction()) {
            writes.add(sent);
        }
        for (Id proved : oracle.terms().provedBy(request)) {
            if (!identities.contains(proved)) {
                List<Id> more = new ArrayList<>(identities);
                more.add(proved);
                identities = more;
                watches.identitiesChange(more);
            }
        }
    }

    /** A whole frame arrived, without its length. */
    public Heard received(byte[] frame) {
        ByteReader in = new ByteReader(frame);
        try {
            if (!attached) {
                return handshake(ConnectResponse.read(in));
            }
            ReplyReader.Header header = ReplyReader.header(in);
            return header.xid() == Xids.EVENT
                    ? event(header.zxid(), ReplyReader.event(in))
                    : reply(header, in);
        } catch (MalformedException malformed) {
            throw new ViolationException("C1", "a frame cannot be decoded: " + malformed);
        }
    }

    private Heard handshake(ConnectResponse response) {
        attached = true;
        attachedAt = oracle.committed();
        oracle.checkHandshake(hello, response, wasClosed);
        if (response.timeoutMs() > 0) {
            session = response.session().value();
            oracle.attached(this);
        }
        return new Heard.Handshake(response);
    }

    private Heard event(long zxid, WatchEvent event) {
        watches.event(zxid, event);
        oracle.shown(zxid);
        return new Heard.Event(zxid, event);
    }

    private Heard reply(ReplyReader.Header header, ByteReader in) throws MalformedException {
        if (header.xid() == Xids.PING) {
            if (pings-- <= 0) {
                throw new ViolationException("C1", "a ping was answered that was not sent");
            }
            // Without a leader a member answers pings, but says nothing of its state.
            if (header.zxid() != 0 || !oracle.terms().ensemble()) {
                moveTo(header.zxid());
            }
            return new Heard.Reply(
                    Xids.PING, header.zxid(), new LinkRequest.Ping(), Response.Empty.INSTANCE);
        }
        Pending asked = match(header.xid());
        Response response = decode(asked.request(), header.error(), in);
        check(asked, header.zxid(), response);
        return new Heard.Reply(header.xid(), header.zxid(), asked.request(), response);
    }

    private Pending match(int xid) {
        Pending first = pending.peek();
        if (first != null && first.xid() == xid) {
            return pending.remove();
        }
        for (Pending later : pending) {
            if (later.xid() == xid && later.mayOvertake()) {
                pending.remove(later);
                return later;
            }
        }
        throw new ViolationException("C1", "a reply to xid " + xid + " came, but due is " + first);
    }

    private static Response decode(Request request, int error, ByteReader in)
            throws MalformedException {
        if (error != 0) {
            for (ErrorCode code : ErrorCode.values()) {
                if (code.code() == error) {
                    return new Response.Refused(code);
                }
            }
            throw new ViolationException("C1", "an error code that does not exist: " + error);
        }
        if (request instanceof LinkRequest.Unknown) {
            return Response.Empty.INSTANCE;
        }
        return ReplyReader.body(request.op(), in);
    }

    private void check(Pending asked, long zxid, Response response) {
        switch (asked.request()) {
            case LinkRequest.Auth _, LinkRequest.Sasl _ -> watches.identitiesSettle();
            case LinkRequest.Unknown _ ->
                    require(asked, WriteRules.refused(ErrorCode.UNIMPLEMENTED), response, zxid);
            case ReadRequest read -> {
                moveTo(zxid);
                Actor actor = new Actor(session, asked.identities());
                Response owed = oracle.model().read(zxid, actor, read);
                require(asked, owed, response, zxid);
                boolean usage =
                        read instanceof ReadRequest.GetData(var path, boolean _)
                                && path.toString().endsWith("/zookeeper_stats")
                                && owed instanceof Response.DataAndStat;
                oracle.coverage().sometimes("quota usage read", usage);
                register(read, response);
            }
            case LinkRequest link -> {
                if (!(link instanceof LinkRequest.SetWatches)) {
                    moveTo(zxid);
                }
                checkLink(asked, link, zxid, response);
            }
            case org.muster.model.request.WriteRequest _ -> checkWrite(asked, zxid, response);
        }
    }

    private void checkWrite(Pending asked, long zxid, Response response) {
        moveTo(zxid);
        if (!asked.isTransaction()) {
            require(asked, WriteRules.refused(ErrorCode.MARSHALLING_ERROR), response, zxid);
            return;
        }
        Ledger.Entry entry = oracle.ledger().at(zxid);
        if (entry == null || entry.session() != session || entry.xid() != asked.xid()) {
            throw new ViolationException(
                    "C1",
                    "the reply to %s (xid %d) names transaction %x, which is %s"
                            .formatted(asked.request(), asked.xid(), zxid, entry));
        }
        if (zxid <= asked.shownBefore()) {
            throw new ViolationException(
                    "C2",
                    "transaction %x was sent after %x had been shown"
                            .formatted(zxid, asked.shownBefore()));
        }
        require(asked, entry.outcome().response(), response, zxid);
    }

    private void checkLink(Pending asked, LinkRequest link, long zxid, Response response) {
        WatchBook book = watches.book();
        switch (link) {
            case LinkRequest.SetWatches set -> {
                watches.reply(zxid);
                List<WatchEvent> owed = book.restore(set, oracle.model(), zxid);
                watches.restored(owed);
                oracle.coverage().sometimes("watch fired in the reconnect gap", !owed.isEmpty());
                moveTo(zxid);
                require(asked, Response.Empty.INSTANCE, response, zxid);
            }
            case LinkRequest.AddWatch add -> {
                require(asked, new Response.Count(0), response, zxid);
                if (add.path() != null) {
                    book.addWatch(add.path().toString(), add.recursive());
                }
            }
            case LinkRequest.RemoveWatches(var path, WatcherType type) ->
                    require(asked, found(book.find(path.toString(), type, true)), response, zxid);
            case LinkRequest.CheckWatches(var path, WatcherType type) ->
                    require(asked, found(book.find(path.toString(), type, false)), response, zxid);
            case LinkRequest.Sync(var path) -> {
                require(asked, new Response.Path(path), response, zxid);
                if (zxid < asked.shownBefore()) {
                    throw new ViolationException(
                            "C8",
                            "a sync answered at %x was sent after %x had been shown"
                                    .formatted(zxid, asked.shownBefore()));
                }
            }
            case LinkRequest.Undecodable _ ->
                    require(asked, WriteRules.refused(ErrorCode.MARSHALLING_ERROR), response, zxid);
            case LinkRequest.Ping _,
                    LinkRequest.Auth _,
                    LinkRequest.Sasl _,
                    LinkRequest.Unknown _ -> {}
        }
    }

    private static Response found(boolean found) {
        return found ? Response.Empty.INSTANCE : WriteRules.refused(ErrorCode.NO_WATCHER);
    }

    private void register(ReadRequest read, Response response) {
        boolean ok = !(response instanceof Response.Refused);
        switch (read) {
            case ReadRequest.Exists exists -> {
                boolean missing = response.equals(WriteRules.refused(ErrorCode.NO_NODE));
                if (exists.watch() && (ok || missing)) {
                    watches.book().watchData(exists.path().toString());
                }
            }
            case ReadRequest.GetData getData -> {
                if (getData.watch() && ok) {
                    watches.book().watchData(getData.path().toString());
                }
            }
            case ReadRequest.GetChildren list -> {
                if (list.watch() && ok) {
                    watches.book().watchChildren(list.path().toString());
                }
            }
            case ReadRequest.GetAcl _,
                    ReadRequest.GetAllChildrenNumber _,
                    ReadRequest.GetEphemerals _,
                    ReadRequest.MultiRead _,
                    ReadRequest.WhoAmI _,
                    ReadRequest.Undecodable _ -> {}
        }
    }

    private void require(Pending asked, Response owed, Response given, long zxid) {
        if (!Replies.same(owed, given)) {
            String check = asked.request() instanceof ReadRequest ? "C3" : "C1";
            throw new ViolationException(
                    asked.request() instanceof LinkRequest ? "C4" : check,
                    "%s (xid %d) at %x must answer %s but answered %s"
                            .formatted(
                                    asked.request(),
                                    asked.xid(),
                                    zxid,
                                    Replies.words(owed),
                                    Replies.words(given)));
        }
    }

    private void moveTo(long zxid) {
        if (zxid < lastZxid) {
            throw new ViolationException(
                    "C3",
                    "session 0x%x went back from %x to %x".formatted(session, lastZxid, zxid));
        }
        watches.requireNoRestored();
        watches.reply(zxid);
        lastZxid = zxid;
        oracle.shown(zxid);
    }

    /** The write of this connection that must come next in the log, null if there is none. */
    @Nullable Pending nextWrite() {
        return executed < writes.size() ? writes.get(executed) : null;
    }

    /** Whether {@code write} is one of its own. */
    boolean asked(Pending write) {
        return writes.contains(write);
    }

    /** Its next write has become a transaction. */
    void wroteNext() {
        executed++;
    }
}
