package org.muster.storage.recovery;

import java.util.ArrayList;
import java.util.List;
import org.muster.model.TreeDigest;
import org.muster.model.Zxid;
import org.muster.model.snapshot.SnapshotRecord;
import org.muster.model.txn.LoggedTxn;
import org.muster.state.State;
import org.muster.state.StateBuilder;
import org.muster.state.apply.Replay;
import org.muster.storage.snapshot.UnfitRecordException;

/** Builds the real state, and remembers which transactions it was given. */
public final class StateUnderTest implements StateSink {
    private StateBuilder builder = new StateBuilder();
    private Zxid zxid = Zxid.ZERO;
    private Replay replay = new Replay(State.initial());
    private final List<LoggedTxn> applied = new ArrayList<>();
    private boolean own;

    /** The state so far. */
    public State state() {
        return replay.state();
    }

    /** The transactions applied since the snapshot. */
    public List<LoggedTxn> applied() {
        return applied;
    }

    /** Whether it was told that the snapshot it began with is Muster's. */
    public boolean beganWithOwn() {
        return own;
    }

    @Override
    public void beginEmpty() {
        replay = new Replay(State.initial());
        applied.clear();
    }

    @Override
    public void beginSnapshot(Zxid at, boolean isOwn) {
        zxid = at;
        own = isOwn;
        builder = new StateBuilder();
        applied.clear();
    }

    @Override
    public void accept(SnapshotRecord record) {
        builder.add(record);
    }

    @Override
    public TreeDigest loaded() throws UnfitRecordException {
        if (builder.build(zxid) instanceof StateBuilder.Built.Whole(State whole, int _)) {
            TreeDigest digest = whole.digest();
            replay = new Replay(whole);
            return digest;
        }
        throw new UnfitRecordException("no tree");
    }

    @Override
    public TreeDigest apply(LoggedTxn txn) {
        applied.add(txn);
        return replay.apply(txn);
    }
}
