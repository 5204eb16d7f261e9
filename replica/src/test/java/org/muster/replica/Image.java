package org.muster.replica;

import java.util.List;
import org.muster.model.Epoch;
import org.muster.model.txn.LoggedTxn;
import org.muster.state.State;
import org.muster.state.apply.Applier;
import org.muster.wire.jute.MalformedException;
import org.muster.wire.txn.TxnReader;
import org.muster.zab.ZabStart;

/**
 * What a member's disk holds.
 *
 * @param base the state before the first of {@code log}
 */
public record Image(
        State base,
        List<Member.Logged> log,
        Epoch accepted,
        Epoch current,
        ZabStart.Standing standing) {
    /** Of one that has nothing. */
    public static Image empty(ZabStart.Standing standing) {
        return new Image(State.initial(), List.of(), Epoch.ZERO, Epoch.ZERO, standing);
    }

    /** The state that a start from it gives. */
    State state() {
        State state = base;
        Applier applier = new Applier();
        for (Member.Logged each : log) {
            state = applier.apply(state, decoded(each)).state();
        }
        return state;
    }

    private static LoggedTxn decoded(Member.Logged each) {
        try {
            return TxnReader.read(each.txn().toArray(), 0, each.txn().length()).txn();
        } catch (MalformedException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
