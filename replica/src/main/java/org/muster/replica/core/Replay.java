package org.muster.replica.core;

import org.jspecify.annotations.Nullable;
import org.muster.model.BrokenInvariantException;
import org.muster.model.Bytes;
import org.muster.model.TreeDigest;
import org.muster.model.Zxid;
import org.muster.model.txn.LoggedTxn;
import org.muster.state.Applied;
import org.muster.state.State;
import org.muster.state.apply.Applier;
import org.muster.wire.jute.MalformedException;
import org.muster.wire.txn.TxnReader;

/** The state of a member that learns: made of transactions as others have proposed them. */
final class Replay {
    private final Applier applier = new Applier();
    private State state;

    Replay(State state) {
        this.state = state;
    }

    /** The state after the last one. */
    State state() {
        return state;
    }

    /** All of it is {@code replacement} now. */
    void replace(State replacement) {
        state = replacement;
    }

    /**
     * A transaction and what came of it.
     *
     * @param agrees whether that is what came of it where it was made, as far as it says so
     */
    record Step(LoggedTxn logged, Applied applied, boolean agrees) {}

    /** Applies the transaction {@code zxid}. */
    Step apply(Zxid zxid, Bytes txn) {
        LoggedTxn logged = read(zxid, txn);
        Applied applied = applier.apply(state, logged);
        state = applied.state();
        return new Step(logged, applied, agrees(logged.digest(), state.digest()));
    }

    private static boolean agrees(@Nullable TreeDigest there, TreeDigest here) {
        return there == null || there.version() != here.version() || there.equals(here);
    }

    private static LoggedTxn read(Zxid zxid, Bytes txn) {
        byte[] payload = txn.toArray();
        try {
            return TxnReader.read(payload, 0, payload.length).txn();
        } catch (MalformedException undecodable) {
            throw new BrokenInvariantException(
                    "the committed transaction " + zxid + " cannot be decoded: " + undecodable);
        }
    }
}
