package org.muster.storage;

import java.util.ArrayList;
import java.util.List;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.SessionId;
import org.muster.model.TreeDigest;
import org.muster.model.ZPath;
import org.muster.model.Zxid;
import org.muster.model.txn.LoggedTxn;
import org.muster.model.txn.Txn;
import org.muster.model.txn.TxnHeader;
import org.muster.state.State;
import org.muster.state.apply.Applier;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.txn.TxnWriter;

/** Makes up transactions as a server would, with the digests of a real tree. */
public final class Journal {
    private final Applier applier = new Applier();
    private final List<State> states = new ArrayList<>();
    private final List<LoggedTxn> txns = new ArrayList<>();
    private State state = State.initial();
    private int nextEpoch;

    /** From a state that has never served. */
    public Journal() {
        states.add(state);
    }

    /** The next transaction is the first of {@code epoch}. */
    public void beginEpoch(int epoch) {
        nextEpoch = epoch;
    }

    private Zxid nextZxid() {
        Zxid last = state.lastZxid();
        Zxid zxid = nextEpoch > last.epoch() ? Zxid.of(nextEpoch, 1) : last.next();
        nextEpoch = 0;
        return zxid;
    }

    /** The next transaction: a node with {@code dataBytes} of data that are not zero. */
    public LoggedTxn create(int dataBytes) {
        Zxid zxid = nextZxid();
        byte[] data = new byte[dataBytes];
        for (int i = 0; i < dataBytes; i++) {
            data[i] = (byte) (1 + (i * 31L + zxid.value() * 7) % 200);
        }
        return next(
                zxid,
                new Txn.Create(
                        Txn.CreateKind.CREATE,
                        ZPath.of("/n" + zxid.value()),
                        Bytes.owning(data),
                        Acl.OPEN,
                        false,
                        -1,
                        0));
    }

    /** The next transaction: a write that was refused. */
    public LoggedTxn refuse() {
        return next(nextZxid(), new Txn.Refused(-101));
    }

    private LoggedTxn next(Zxid zxid, Txn txn) {
        TxnHeader header = new TxnHeader(new SessionId(77), 5, zxid, 1_700_000_000_000L);
        LoggedTxn probe = new LoggedTxn(header, txn, null);
        state = applier.apply(state, probe).state();
        TreeDigest digest = state.digest();
        LoggedTxn logged = new LoggedTxn(header, txn, digest);
        txns.add(logged);
        states.add(state);
        return logged;
    }

    /** The state after transaction number {@code zxid}. */
    public State stateAt(long zxid) {
        return states.get((int) zxid);
    }

    /** The state after transaction {@code zxid}, which may be of any epoch. */
    public State stateAt(Zxid zxid) {
        return states.stream()
                .filter(candidate -> candidate.lastZxid().equals(zxid))
                .findFirst()
                .orElseThrow();
    }

    /** The last transaction made. */
    public Zxid last() {
        return state.lastZxid();
    }

    /** All transactions made. */
    public List<LoggedTxn> txns() {
        return txns;
    }

    /** Forgets everything behind {@code zxid}: it was lost and will be made anew. */
    public void rewind(Zxid zxid) {
        while (last().compareTo(zxid) > 0) {
            txns.removeLast();
            states.removeLast();
            state = states.getLast();
        }
    }

    /** What is logged for {@code txn}. */
    public static byte[] payload(LoggedTxn txn) {
        ByteWriter out = new ByteWriter();
        TxnWriter.write(out, txn);
        return out.toArray();
    }
}
