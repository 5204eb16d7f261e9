package org.muster.state;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.Id;
import org.muster.model.SessionId;
import org.muster.model.ZPath;
import org.muster.model.Zxid;
import org.muster.model.request.Op;
import org.muster.model.request.Response;
import org.muster.model.request.WriteRequest;
import org.muster.model.txn.TxnHeader;
import org.muster.state.prepare.Caller;
import org.muster.state.prepare.Prepared;
import org.muster.state.prepare.Preparer;
import org.muster.state.prepare.StateRules;

/** A state that tests talk to in short words; zxids count from 1, times are ten times the zxid. */
public final class Fixture {
    /** The session that exists from the start. */
    public static final SessionId SESSION = new SessionId(0x77);

    /** An identity that tests give permissions to. */
    public static final Id BOB = new Id("digest", "bob:x");

    private final Preparer preparer;
    private State state = State.initial();
    private @Nullable Prepared last;
    private long zxid;

    /** With one session. */
    public Fixture(StateRules rules) {
        preparer = new Preparer(rules);
        server(new WriteRequest.CreateSession(4000), SESSION);
    }

    /** With the rules that hold unless the operator says otherwise. */
    public Fixture() {
        this(StateRules.DEFAULT);
    }

    /** The state now. */
    public State state() {
        return state;
    }

    /** What the last request became. */
    public Prepared last() {
        Prepared prepared = last;
        if (prepared == null) {
            throw new IllegalStateException("no request yet");
        }
        return prepared;
    }

    /** One request of the session with these identities; its outcome as text. */
    public String ask(WriteRequest request, Id... ids) {
        return ask(request, SESSION, List.of(ids));
    }

    /** One request of any session. */
    public String ask(WriteRequest request, SessionId session, List<Id> ids) {
        zxid++;
        TxnHeader header = new TxnHeader(session, 1, new Zxid(zxid), zxid * 10);
        Prepared prepared = preparer.prepare(state, header, request, new Caller(session, ids));
        state = prepared.applied().state();
        state.validate();
        last = prepared;
        return Rendered.of(prepared.applied().outcome());
    }

    /** One request the server makes on behalf of a session. */
    public String server(WriteRequest request, SessionId session) {
        return ask(request, session, List.of());
    }

    /** Creates a plain znode with these bytes of data, open to all. */
    public Fixture node(String path, @Nullable String data) {
        return done(ask(create(Op.CREATE, path, data, 0)));
    }

    /** Creates a plain znode with an ACL. */
    public Fixture node(String path, List<Acl> acl, Id... ids) {
        return done(ask(new WriteRequest.Create(Op.CREATE, ZPath.of(path), null, acl, 0, -1), ids));
    }

    /** Creates a znode by operation and flags; TTL nodes live 100 ms. */
    public Fixture node(Op op, String path, int flags) {
        return done(ask(create(op, path, null, flags)));
    }

    private Fixture done(String outcome) {
        if (!outcome.startsWith("path")) {
            throw new IllegalStateException(outcome);
        }
        return this;
    }

    /** A create request. */
    public static WriteRequest.Create create(Op op, String path, @Nullable String data, int flags) {
        return new WriteRequest.Create(
                op,
                ZPath.of(path),
                data == null ? null : Bytes.utf8(data),
                Acl.OPEN,
                flags,
                op == Op.CREATE_TTL ? 100 : -1);
    }

    /** A setData request. */
    public static WriteRequest.SetData setData(String path, @Nullable String data, int version) {
        return new WriteRequest.SetData(
                ZPath.of(path), data == null ? null : Bytes.utf8(data), version);
    }

    /** A delete request. */
    public static WriteRequest.Delete delete(String path, int version) {
        return new WriteRequest.Delete(ZPath.of(path), version);
    }

    /** The data of a znode as text, "null" for null. */
    public String data(String path) {
        var node = state.find(ZPath.of(path));
        if (node == null) {
            return "no node";
        }
        Bytes data = node.data();
        return data == null ? "null" : data.toUtf8();
    }

    /** The Stat of a znode as text: see {@link Rendered}. */
    public String stat(String path) {
        var node = state.find(ZPath.of(path));
        return node == null ? "no node" : Rendered.of(node.stat());
    }

    /** The outcome of the last request. */
    public Response outcome() {
        return last().applied().outcome();
    }

    /** The changes of the last request as text. */
    public List<String> changes() {
        return Rendered.of(last().applied().changes());
    }
}
