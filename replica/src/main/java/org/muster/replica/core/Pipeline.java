package org.muster.replica.core;

import java.util.ArrayDeque;
import java.util.List;
import org.muster.model.Bytes;
import org.muster.model.Now;
import org.muster.model.Zxid;
import org.muster.model.txn.LoggedTxn;
import org.muster.model.txn.Txn;
import org.muster.model.txn.TxnHeader;
import org.muster.replica.trace.TraceEvent;
import org.muster.state.Applied;
import org.muster.state.State;
import org.muster.state.prepare.Caller;
import org.muster.state.prepare.Prepared;
import org.muster.state.prepare.Preparer;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.txn.TxnWriter;
import org.muster.zab.broadcast.Leading;
import org.muster.zab.history.History;
import org.muster.zab.quorum.Majority;

/**
 * The line of writes between admission and commit.
 *
 * <p>Each request is decided on the newest speculative state, the one after everything proposed so
 * far. What that yields is kept with the proposal, and the commit adopts it: a transaction is
 * applied once and encoded once. In between stand barriers, answers that wait for what is before
 * them.
 */
final class Pipeline {
    /** Something in the line. */
    private sealed interface Waiting {
        /** A transaction not yet committed. */
        record Proposed(Zxid zxid, Applied applied, Purpose purpose) implements Waiting {}

        /** Runs when everything before it is committed. */
        record Barrier(Runnable action) implements Waiting {}
    }

    /** Learns of commits. */
    interface CommitListener {
        /** {@code zxid} is committed and is now the newest. */
        void committed(Now now, Zxid zxid, Applied applied, Purpose purpose);
    }

    private final Preparer preparer;
    private final Leading leading;
    private final ArrayDeque<Waiting> line = new ArrayDeque<>();
    private final ByteWriter encoder = new ByteWriter(4096);
    private int proposals;
    private boolean ttlTold;
    private State committed;
    private State speculative;

    Pipeline(Preparer preparer, State recovered, long generation) {
        this.preparer = preparer;
        this.leading = new Leading(new Majority(1), new History(recovered.lastZxid()), generation);
        this.committed = recovered;
        this.speculative = recovered;
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

    /** Proposes what {@code request} comes to, its refusal included. */
    void propose(Now now, Draft draft, Purpose purpose, CoreEffects out) {
        Zxid zxid = leading.nextZxid();
        TxnHeader header = new TxnHeader(draft.session(), draft.cxid(), zxid, now.wallMs());
        Caller caller = new Caller(draft.session(), draft.identities());
        Prepared prepared = preparer.prepare(speculative, header, draft.request(), caller);
        adopt(header, prepared, purpose, out);
    }

    /** As {@link #propose}, but a refusal leaves no trace; whether it was proposed. */
    boolean tryPropose(Now now, Draft draft, CoreEffects out) {
        Zxid zxid = leading.nextZxid();
        TxnHeader header = new TxnHeader(draft.session(), draft.cxid(), zxid, now.wallMs());
        Caller caller = new Caller(draft.session(), draft.identities());
        Prepared prepared = preparer.prepare(speculative, header, draft.request(), caller);
        if (prepared.txn() instanceof Txn.Refused) {
            return false;
        }
        adopt(header, prepared, Purpose.Own.INSTANCE, out);
        return true;
    }

    private void adopt(TxnHeader header, Prepared prepared, Purpose purpose, CoreEffects out) {
        if (!ttlTold) {
            tellOfTtl(prepared.txn(), out);
        }
        Applied applied = prepared.applied();
        leading.propose(header.zxid());
        speculative = applied.state();
        encoder.clear();
        TxnWriter.write(encoder, new LoggedTxn(header, prepared.txn(), speculative.digest()));
        line.add(new Waiting.Proposed(header.zxid(), applied, purpose));
        proposals++;
        out.append(leading.generation(), header.zxid(), Bytes.owning(encoder.toArray()));
    }

    private void tellOfTtl(Txn txn, CoreEffects out) {
        switch (txn) {
            case Txn.Create create when create.kind() == Txn.CreateKind.TTL && !ttlTold -> {
                ttlTold = true;
                out.trace(new TraceEvent.FirstTtlZnode(create.path()));
            }
            case Txn.Multi(List<Txn> txns) -> txns.forEach(each -> tellOfTtl(each, out));
            default -> {}
        }
    }

    /** Runs {@code action} once everything proposed so far is committed, perhaps at once. */
    void whenReached(Runnable action) {
        if (line.isEmpty()) {
            action.run();
        } else {
            line.add(new Waiting.Barrier(action));
        }
    }

    /**
     * The log holds everything up to {@code upTo}: tells of what is committed by that, in order.
     */
    void synced(Now now, long generation, Zxid upTo, CommitListener listener) {
        Zxid reached = leading.synced(generation, upTo);
        while (true) {
            switch (line.peek()) {
                case null -> {
                    return;
                }
                case Waiting.Barrier(Runnable action) -> {
                    line.remove();
                    action.run();
                }
                case Waiting.Proposed(Zxid zxid, Applied applied, Purpose purpose) -> {
                    if (zxid.compareTo(reached) > 0) {
                        return;
                    }
                    line.remove();
                    proposals--;
                    committed = applied.state();
                    listener.committed(now, zxid, applied, purpose);
                }
            }
        }
    }
}
