package org.muster.replica.core;

import java.util.ArrayDeque;
import java.util.List;
import org.muster.model.Bytes;
import org.muster.model.Epoch;
import org.muster.model.Now;
import org.muster.model.Zxid;
import org.muster.zab.ZabEffects;
import org.muster.zab.ZabInput;
import org.muster.zab.ZabReport;
import org.muster.zab.ZabStart;
import org.muster.zab.broadcast.Leading;
import org.muster.zab.history.History;
import org.muster.zab.quorum.Majority;

/** The consensus of a standalone server: it leads from the start, and its disk is the quorum. */
final class SoleVoter implements Consensus {
    private final Leading leading;
    private final ArrayDeque<Proposal> outstanding = new ArrayDeque<>();

    private record Proposal(Zxid zxid, Bytes payload) {}

    SoleVoter(Zxid last, long generation) {
        this.leading = new Leading(new Majority(1), new History(last), generation);
    }

    @Override
    public void step(Now now, ZabInput input, ZabEffects effects) {
        if (input instanceof ZabInput.LogSynced(long generation, Zxid upTo)) {
            Zxid reached = leading.synced(generation, upTo);
            for (Proposal first = outstanding.peek();
                    first != null && first.zxid.compareTo(reached) <= 0;
                    first = outstanding.peek()) {
                outstanding.remove();
                effects.deliver(first.zxid, first.payload);
            }
        }
    }

    @Override
    public void endTurn(Now now, ZabEffects effects) {}

    @Override
    public Zxid nextZxid() {
        return leading.nextZxid();
    }

    @Override
    public boolean mayPropose() {
        return true;
    }

    @Override
    public void propose(Zxid zxid, Bytes payload, ZabEffects effects) {
        leading.propose(zxid);
        outstanding.add(new Proposal(zxid, payload));
        effects.append(leading.generation(), zxid, payload);
    }

    @Override
    public void confirm(Now now, long token, ZabEffects effects) {
        effects.confirmed(token);
    }

    @Override
    public void handOver(Now now, ZabEffects effects) {}

    @Override
    public ZabReport report() {
        History history = leading.history();
        return new ZabReport(
                "alone",
                null,
                Epoch.ZERO,
                Epoch.ZERO,
                ZabStart.Standing.INTACT,
                history.proposed(),
                history.synced(),
                history.committed(),
                List.of());
    }
}
