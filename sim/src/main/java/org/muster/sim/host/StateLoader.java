package org.muster.sim.host;

import org.muster.model.TreeDigest;
import org.muster.model.Zxid;
import org.muster.model.snapshot.SnapshotRecord;
import org.muster.model.txn.LoggedTxn;
import org.muster.state.State;
import org.muster.state.StateBuilder;
import org.muster.state.apply.Replay;
import org.muster.storage.recovery.StateSink;
import org.muster.storage.snapshot.UnfitRecordException;

/** Builds the state that recovery reads, as the server's own start does. */
final class StateLoader implements StateSink {
    private Replay replay = new Replay(State.initial());
    private StateBuilder builder = new StateBuilder();
    private Zxid zxid = Zxid.ZERO;
    private long latestMs;

    State state() {
        return replay.state();
    }

    /** The latest time in the replayed log, 0 if none. */
    long latestMs() {
        return latestMs;
    }

    @Override
    public void beginEmpty() {
        replay = new Replay(State.initial());
    }

    @Override
    public void beginSnapshot(Zxid of, boolean own) {
        builder = new StateBuilder();
        if (!own) {
            builder.countUsage();
        }
        zxid = of;
    }

    @Override
    public void accept(SnapshotRecord record) {
        builder.add(record);
    }

    @Override
    public TreeDigest loaded() throws UnfitRecordException {
        State state =
                switch (builder.build(zxid)) {
                    case StateBuilder.Built.Whole(State built, int _) -> built;
                    case StateBuilder.Built.Broken(String reason) ->
                            throw new UnfitRecordException(reason);
                };
        replay = new Replay(state);
        return state.digest();
    }

    @Override
    public TreeDigest apply(LoggedTxn txn) {
        latestMs = Math.max(latestMs, txn.header().timeMs());
        return replay.apply(txn);
    }
}
