package org.muster.state.apply;

import org.muster.model.TreeDigest;
import org.muster.model.Zxid;
import org.muster.model.txn.LoggedTxn;
import org.muster.model.txn.TxnHeader;
import org.muster.state.State;
import org.muster.state.StateDraft;

/**
 * Replays a log into a state that nobody else has, before anybody is served: changes it where it is
 * and makes no states in between.
 */
public final class Replay {
    private final Applier applier = new Applier();
    private final StateDraft draft;
    private Zxid last;

    /** Onto {@code own}, which must not be used afterwards. */
    public Replay(State own) {
        draft = own.draftOwn(own.lastZxid(), 0);
        last = own.lastZxid();
    }

    /** Applies the next transaction: the digest of the tree after it. */
    public TreeDigest apply(LoggedTxn logged) {
        TxnHeader header = logged.header();
        draft.next(header.zxid(), header.timeMs());
        applier.perform(draft, header, logged.txn());
        last = header.zxid();
        return new TreeDigest(TreeDigest.VERSION, draft.digest());
    }

    /** The transaction applied last, at first that of the state it began with. */
    public Zxid last() {
        return last;
    }

    /** The state that all this led to; another {@link #apply} would change it. */
    public State state() {
        return draft.finish();
    }
}
