package org.muster.replica.core;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;
import org.muster.model.Bytes;
import org.muster.model.ErrorCode;
import org.muster.model.Invariant;
import org.muster.model.Now;
import org.muster.model.Zxid;
import org.muster.model.txn.LoggedTxn;
import org.muster.model.txn.Txn;
import org.muster.model.txn.TxnHeader;
import org.muster.replica.trace.TraceEvent;
import org.muster.state.Applied;
import org.muster.state.State;
import org.muster.state.apply.Applier;
import org.muster.state.prepare.Caller;
import org.muster.state.prepare.Prepared;
import org.muster.state.prepare.Preparer;
import org.muster.state.prepare.StateRules;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.txn.TxnWriter;
import org.muster.zab.Zab;

/**
 * A leader's line of writes between admission and commit.
 *
 * <p>Each request is decided on the newest speculative state, the one after everything proposed so
 * far. What that yields is kept with the proposal, and the commit adopts it: a transaction is
 * applied once and encoded once. In between stand answers that wait for what is before them.
 */
final class Pipeline {
    /** Something in the line. */
    sealed interface Waiting {
        /** A transaction not yet committed. */
        record Proposed(Zxid zxid, Applied applied, Purpose purpose) implements Waiting {}

        /** Said when everything before it is committed. */
        record Barrier(Deferred deferred) implements Waiting {}
    }

    /** Learns of commits and of what waited for them, in the order of the line. */
    interface Listener {
        /** {@code zxid} is committed and is now the newest. */
        void committed(Now now, Zxid zxid, Applied applied, Purpose purpose);

        /** Everything before {@code deferred} is committed. */
        void reached(Deferred deferred);
    }

    private final Zab consensus;
    private final ZabPort port;
    private final Preparer preparer;
    private final Applier applier = new Applier();
    private final Listener listener;
    private final ArrayDeque<Waiting> line = new ArrayDeque<>();
    private final ByteWriter encoder = new ByteWriter(4096);
    private int proposals;
    private long made;
    private boolean ttlTold;
    private State committed;
    private State speculative;

    /** Goes on from {@code initial}, the state after everything logged so far. */
    Pipeline(Zab consensus, ZabPort port, StateRules rules, State initial, Listener listener) {
        this.consensus = consensus;
        this.port = port;
        this.preparer = new Preparer(rules);
        this.listener = listener;
        this.committed = initial;
        this.speculative = initial;
    }

    /** The state after the last committed transaction. */
    State committed() {
        return committed;
    }

    /** The state after the last proposed transaction. */
    State speculative() {
        return speculative;
    }

    /** How many transactions are proposed but not committed. */
    int outstanding() {
        return proposals;
    }

    /** How many transactions were proposed here, and how many wait no more. */
    CoreReport.Proposals proposals() {
        return new CoreReport.Proposals(made, made - proposals);
    }

    /** Whether one more may be proposed. */
    boolean mayPropose() {
        return consensus.mayPropose();
    }

    /** Proposes what {@code request} comes to, its refusal included; its zxid. */
    Zxid propose(Now now, Draft draft, Purpose purpose) {
        TxnHeader header = header(now, draft);
        adopt(header, prepare(header, draft), purpose);
        return header.zxid();
    }

    /** As {@link #propose}, but a refusal leaves no trace; whether it was proposed. */
    boolean tryPropose(Now now, Draft draft) {
        TxnHeader header = header(now, draft);
        Prepared prepared = prepare(header, draft);
        if (prepared.txn() instanceof Txn.Refused) {
            return false;
        }
        adopt(header, prepared, Purpose.Own.INSTANCE);
        return true;
    }

    /** Proposes that {@code draft} is refused, whatever it is. */
    void refuse(Now now, Draft draft, ErrorCode code, Purpose purpose) {
        TxnHeader header = header(now, draft);
        Txn refusal = new Txn.Refused(code.code());
        adopt(header, new Prepared(refusal, applier.apply(speculative, header, refusal)), purpose);
    }

    private TxnHeader header(Now now, Draft draft) {
        return new TxnHeader(draft.session(), draft.cxid(), consensus.nextZxid(), now.wallMs());
    }

    private Prepared prepare(TxnHeader header, Draft draft) {
        Caller caller = new Caller(draft.session(), draft.identities());
        return preparer.prepare(speculative, header, draft.request(), caller);
    }

    private void adopt(TxnHeader header, Prepared prepared, Purpose purpose) {
        if (!ttlTold) {
            tellOfTtl(prepared.txn());
        }
        Applied applied = prepared.applied();
        speculative = applied.state();
        encoder.clear();
        TxnWriter.write(encoder, new LoggedTxn(header, prepared.txn(), speculative.digest()));
        line.add(new Waiting.Proposed(header.zxid(), applied, purpose));
        proposals++;
        made++;
        consensus.propose(header.zxid(), Bytes.owning(encoder.toArray()), port);
    }

    private void tellOfTtl(Txn txn) {
        switch (txn) {
            case Txn.Create create when create.kind() == Txn.CreateKind.TTL && !ttlTold -> {
                ttlTold = true;
                port.trace(new TraceEvent.FirstTtlZnode(create.path()));
            }
            case Txn.Multi(List<Txn> txns) -> txns.forEach(this::tellOfTtl);
            default -> {}
        }
    }

    /** Says {@code deferred} once everything proposed so far is committed, perhaps at once. */
    void whenReached(Deferred deferred) {
        if (line.isEmpty()) {
            listener.reached(deferred);
        } else {
            line.add(new Waiting.Barrier(deferred));
        }
    }

    /** {@code zxid}, the oldest proposal, is committed. */
    void committed(Now now, Zxid zxid) {
        if (!(line.poll() instanceof Waiting.Proposed(Zxid oldest, Applied applied, var purpose))
                || !oldest.equals(zxid)) {
            Invariant.require(false, "commits come in the order of the proposals");
            return;
        }
        proposals--;
        committed = applied.state();
        listener.committed(now, zxid, applied, purpose);
        while (line.peek() instanceof Waiting.Barrier(Deferred deferred)) {
            line.remove();
            listener.reached(deferred);
        }
    }

    /** Gives up office: visits what was not settled, in its order. */
    void abandon(Consumer<Waiting> visitor) {
        line.forEach(visitor);
        line.clear();
        proposals = 0;
    }
}
