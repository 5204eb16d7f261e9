package org.muster.sim.host;

import java.util.List;
import org.muster.model.Bytes;
import org.muster.model.SessionId;
import org.muster.model.Zxid;
import org.muster.replica.core.Core;
import org.muster.replica.route.Delivery;
import org.muster.sim.check.Oracle;
import org.muster.sim.world.Rng;
import org.muster.state.State;

/** Judges a server that stands alone: its log is the order of all transactions. */
final class LoneJudge implements Judge {
    private static final long OVERDUE_SLACK_NS = 5_000_000_000L;
    private static final double TRIAL_CHANCE = 0.02;

    private final Machine machine;
    private final Oracle oracle;

    LoneJudge(Machine machine, Oracle oracle) {
        this.machine = machine;
        this.oracle = oracle;
    }

    private long nowNs() {
        return machine.clock().monotonicNs();
    }

    @Override
    public void appended(Zxid zxid, Bytes payload) {
        oracle.proposed(payload.toArray(), nowNs());
    }

    @Override
    public void replaced(Zxid last) {}

    @Override
    public void delivered(Delivery.Committed committed) {
        oracle.committed(committed.zxid().value());
    }

    @Override
    public void changedRole(Core core) {}

    @Override
    public void attached(Delivery.Attached attached) {
        oracle.coreAttached(attached.session().value(), attached.timeoutMs(), nowNs());
    }

    @Override
    public void told(List<SessionId> heard, long upToNs) {
        oracle.told(heard, upToNs);
    }

    @Override
    public void contact(long session, long monotonicNs) {
        oracle.contact(session, monotonicNs);
    }

    @Override
    public void late(long durationNs) {
        oracle.serverPaused(durationNs);
    }

    @Override
    public void emitting(long zxid) {
        oracle.emitting(zxid, machine.disks().durableNow());
    }

    @Override
    public void recovered(Zxid zxid, State state, boolean real) {
        oracle.recovered(zxid.value(), state.export(), real, nowNs());
    }

    @Override
    public void flushed(Zxid upTo) {
        Rng rng = machine.trials();
        if (rng.chance(TRIAL_CHANCE)) {
            machine.world().coverage().reached("crash tried on a copy");
            CrashTrial.run(machine.volumes(), machine.shape().forceSync(), oracle);
        }
    }

    @Override
    public void inspect() {
        oracle.requireNoneOverdue(
                nowNs(), OVERDUE_SLACK_NS + 3L * machine.shape().tickTimeMs() * 1_000_000L);
    }
}
