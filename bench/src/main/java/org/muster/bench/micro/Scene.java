package org.muster.bench.micro;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.Id;
import org.muster.model.SessionId;
import org.muster.model.TreeDigest;
import org.muster.model.ZPath;
import org.muster.model.request.Op;
import org.muster.model.request.WriteRequest;
import org.muster.model.txn.LoggedTxn;
import org.muster.model.txn.TxnHeader;
import org.muster.state.Applied;
import org.muster.state.State;
import org.muster.state.prepare.Caller;
import org.muster.state.prepare.Prepared;
import org.muster.state.prepare.Preparer;
import org.muster.state.prepare.StateRules;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.txn.TxnWriter;

/** A tree of {@link #NODES} znodes of 100 bytes below one parent, and what changes it. */
final class Scene {
    static final int NODES = 10_000;
    static final List<Id> IDENTITIES = List.of(new Id("ip", "127.0.0.1"));

    private static final SessionId SESSION = new SessionId(0x1234);
    private static final Caller CALLER = new Caller(SESSION, IDENTITIES);
    private static final Bytes DATA = Bytes.owning(new byte[100]);
    private static final long TIME_MS = 1_800_000_000_000L;

    private final RandomGenerator random = new SplittableRandom(1);
    private final Preparer preparer = new Preparer(StateRules.DEFAULT);
    private final ZPath[] paths = new ZPath[NODES];
    private State state = State.initial();

    Scene() {
        // A session that is not in the state may change nothing.
        state = after(new WriteRequest.CreateSession(4000));
        state = after(create(ZPath.of("/bench")));
        for (int i = 0; i < NODES; i++) {
            paths[i] = ZPath.of(String.format("/bench/node-%07d", i));
            state = after(create(paths[i]));
        }
    }

    State state() {
        return state;
    }

    /** One of the znodes there are. */
    ZPath anyPath() {
        return paths[random.nextInt(NODES)];
    }

    /** The request for a znode. */
    static WriteRequest create(ZPath path) {
        return new WriteRequest.Create(Op.CREATE, path, DATA, Acl.OPEN, 0, -1);
    }

    /** The request for other data. */
    static WriteRequest setData(ZPath path) {
        return new WriteRequest.SetData(path, DATA, -1);
    }

    /** The transaction that {@code request} comes to, and the state after it. */
    Applied applied(WriteRequest request) {
        return prepared(request).applied();
    }

    private State after(WriteRequest request) {
        return applied(request).state();
    }

    private Prepared prepared(WriteRequest request) {
        return preparer.prepare(state, header(), request, CALLER);
    }

    private TxnHeader header() {
        return new TxnHeader(SESSION, 1, state.lastZxid().next(), TIME_MS);
    }

    /** What the log would hold of {@code request}. */
    LoggedTxn logged(WriteRequest request) {
        Prepared prepared = prepared(request);
        TreeDigest digest = prepared.applied().state().digest();
        return new LoggedTxn(header(), prepared.txn(), digest);
    }

    /** The bytes of {@link #logged}. */
    byte[] payload(WriteRequest request) {
        ByteWriter out = new ByteWriter(256);
        TxnWriter.write(out, logged(request));
        return out.toArray();
    }
}
