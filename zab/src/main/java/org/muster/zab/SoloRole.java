package org.muster.zab;

import java.util.List;
import org.muster.model.Bytes;
import org.muster.model.Epoch;
import org.muster.model.Now;
import org.muster.model.Zxid;

/** A server that stands alone: its own quorum, in office from the start, without epochs. */
final class SoloRole implements Role {
    private final Ledger ledger;
    private final Broadcast broadcast;

    SoloRole(Ledger ledger) {
        this.ledger = ledger;
        this.broadcast = new Broadcast(ledger, List.of(), ledger.history.last());
    }

    @Override
    public void enter(Now now, ZabEffects out) {
        out.enter(new ZabPhase.Leading(Epoch.of(ledger.history.last())));
    }

    @Override
    public void step(Now now, ZabInput input, ZabEffects out) {
        if (input instanceof ZabInput.LogSynced) {
            broadcast.advance(out);
        }
    }

    /** The next zxid; a used-up counter goes on in the next epoch. */
    Zxid nextZxid() {
        Zxid last = ledger.history.last();
        return last.counter() == -1 ? Zxid.of(last.epoch() + 1, 1) : last.next();
    }

    void propose(Zxid zxid, Bytes txn, ZabEffects out) {
        broadcast.propose(zxid, txn, out);
    }

    @Override
    public void tick(Now now, ZabEffects out) {
        // There is nobody to hear from.
    }

    @Override
    public void endTurn(Now now, ZabEffects out) {
        // There is nobody to tell.
    }

    @Override
    public void leave(ZabEffects out) {
        // It never does.
    }

    @Override
    public ZabReport report() {
        return Reports.of(ledger, "broadcast", ledger.self(), List.of());
    }
}
