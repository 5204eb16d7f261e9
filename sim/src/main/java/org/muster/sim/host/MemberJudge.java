package org.muster.sim.host;

import java.util.List;
import org.muster.model.Bytes;
import org.muster.model.SessionId;
import org.muster.model.Zxid;
import org.muster.replica.core.Core;
import org.muster.replica.route.Delivery;
import org.muster.sim.check.Agreement;
import org.muster.sim.check.Oracle;
import org.muster.state.State;
import org.muster.zab.ZabPhase;

/** Judges one member: it must follow the history on which all agree. */
final class MemberJudge implements Judge {
    private final Machine machine;
    private final Agreement agreement;
    private final Oracle oracle;
    private final long id;

    MemberJudge(Machine machine, Seat seat, Oracle oracle) {
        this.machine = machine;
        this.agreement = seat.agreement();
        this.oracle = oracle;
        this.id = seat.id().value();
    }

    @Override
    public void appended(Zxid zxid, Bytes payload) {
        agreement.appended(id, zxid.value(), payload);
    }

    @Override
    public void replaced(Zxid last) {
        agreement.ends(id, last.value());
    }

    @Override
    public void delivered(Delivery.Committed committed) {
        agreement.delivered(id, committed.zxid().value());
        agreement.state(id, committed.after().lastZxid().value(), committed.after().digest());
    }

    @Override
    public void changedRole(Core core) {
        State state = core.committed();
        long zxid = state.lastZxid().value();
        switch (core.report().phase()) {
            case ZabPhase.Leading(var epoch) -> {
                machine.note("leads", epoch.value(), zxid);
                agreement.leads(id, epoch.value(), zxid);
                agreement.state(id, zxid, state.digest());
            }
            case ZabPhase.Following following -> {
                machine.note("follows", following.epoch().value(), zxid);
                machine.world()
                        .coverage()
                        .reached(following.continuous() ? "follows on" : "follows anew");
                agreement.follows(id, zxid);
                agreement.state(id, zxid, state.digest());
            }
            case ZabPhase.Looking _ -> machine.note("looks");
        }
    }

    @Override
    public void attached(Delivery.Attached attached) {}

    @Override
    public void told(List<SessionId> heard, long upToNs) {}

    @Override
    public void contact(long session, long monotonicNs) {}

    @Override
    public void late(long durationNs) {}

    @Override
    public void emitting(long zxid) {
        oracle.emitting(zxid, agreement.committed());
    }

    @Override
    public void recovered(Zxid zxid, State state, boolean real) {
        agreement.ends(id, zxid.value());
    }

    @Override
    public void flushed(Zxid upTo) {
        agreement.flushed(id, upTo.value());
    }

    @Override
    public void inspect() {
        Core core = machine.core();
        if (core != null && !(core.report().phase() instanceof ZabPhase.Looking)) {
            State state = core.committed();
            oracle.compare("member " + id, state.lastZxid().value(), state.export());
        }
    }
}
