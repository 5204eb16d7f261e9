package org.muster.server.data;

import org.muster.model.Invariant;
import org.muster.model.TreeDigest;
import org.muster.model.Zxid;
import org.muster.model.snapshot.SnapshotRecord;
import org.muster.model.txn.LoggedTxn;
import org.muster.state.State;
import org.muster.state.StateBuilder;
import org.muster.state.apply.Replay;
import org.muster.storage.recovery.StateSink;
import org.muster.storage.snapshot.UnfitRecordException;

/** Builds a state from what recovery reads. Used once, by one thread. */
public final class StateAssembler implements StateSink {
    private static final long NS_PER_MS = 1_000_000;

    private StateBuilder builder = new StateBuilder();
    private Zxid snapshotZxid = Zxid.ZERO;
    private Replay replay = new Replay(State.initial());
    private long latestMs;
    private boolean lacksAcls;
    private final long begunNs = System.nanoTime();
    private long loadedNs = begunNs;

    /** Of nothing. */
    public StateAssembler() {}

    @Override
    public void beginEmpty() {
        replay = new Replay(State.initial());
        lacksAcls = false;
    }

    @Override
    public void beginSnapshot(Zxid zxid, boolean own) {
        builder = new StateBuilder();
        if (!own) {
            builder.countUsage();
        }
        snapshotZxid = zxid;
    }

    @Override
    public void accept(SnapshotRecord record) {
        builder.add(record);
    }

    @Override
    public TreeDigest loaded() throws UnfitRecordException {
        State state =
                switch (builder.build(snapshotZxid)) {
                    case StateBuilder.Built.Whole(State built, int unresolved) -> {
                        lacksAcls = unresolved > 0;
                        yield built;
                    }
                    case StateBuilder.Built.Broken(String reason) ->
                            throw new UnfitRecordException(reason);
                };
        builder = new StateBuilder();
        replay = new Replay(state);
        loadedNs = System.nanoTime();
        return state.digest();
    }

    @Override
    public TreeDigest apply(LoggedTxn txn) {
        Invariant.require(
                txn.header().zxid().compareTo(replay.last()) > 0, "zxids of the log rise");
        latestMs = Math.max(latestMs, txn.header().timeMs());
        return replay.apply(txn);
    }

    @Override
    public String missing() {
        // Counting walks the whole tree.
        int unresolved = lacksAcls ? state().unresolvedAcls() : 0;
        return unresolved == 0 ? "" : "it holds no ACL for " + unresolved + " of its znodes";
    }

    /** What has been built. */
    public State state() {
        return replay.state();
    }

    /** How long the snapshot took to read, all attempts at it, and everything since then. */
    OpenedData.Times times() {
        long nowNs = System.nanoTime();
        return new OpenedData.Times(
                (nowNs - begunNs) / NS_PER_MS,
                (loadedNs - begunNs) / NS_PER_MS,
                (nowNs - loadedNs) / NS_PER_MS);
    }

    /** The latest time that a replayed transaction carries, 0 if there was none. */
    public long latestMs() {
        return latestMs;
    }
}
