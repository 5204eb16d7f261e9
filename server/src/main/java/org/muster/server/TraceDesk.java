package org.muster.server;

import org.muster.model.SessionId;
import org.muster.model.ZPath;
import org.muster.model.Zxid;
import org.muster.replica.trace.TraceEvent;
import org.muster.replica.trace.Tracer;
import org.muster.server.log.EventLog;
import org.muster.server.metrics.ServerMetrics;
import org.muster.zab.ZabPhase;

/** Makes metrics and lines of the log of what the core traces. */
final class TraceDesk implements Tracer {
    private static final long NS_PER_MS = 1_000_000;

    private final ServerMetrics metrics;
    private final EventLog log;
    private final boolean extendedTypesChosen;

    /** A member begins without a leader; used by the core's thread. */
    private long leaderlessSinceNs = System.nanoTime();

    /** Tells of TTL znodes unless the operator chose to have them. */
    TraceDesk(ServerMetrics metrics, EventLog log, boolean extendedTypesChosen) {
        this.metrics = metrics;
        this.log = log;
        this.extendedTypesChosen = extendedTypesChosen;
    }

    @Override
    public void trace(TraceEvent event) {
        switch (event) {
            case TraceEvent.FirstTtlZnode(ZPath path) -> {
                if (!extendedTypesChosen) {
                    log.warn(
                            path
                                    + " is a TTL znode: set extendedTypesEnabled=true before you"
                                    + " start Apache ZooKeeper on these data, or it deletes all"
                                    + " such znodes; set it here too and this line goes away");
                }
            }
            case TraceEvent.WriteThrottled _ -> metrics.throttledWrites.increment();
            case TraceEvent.WriteDropped _ -> metrics.staleWrites.increment();
            case TraceEvent.SessionExpired(SessionId session, boolean _) -> {
                metrics.expiredSessions.increment();
                log.often(EventLog.Level.INFO, "expiry", "Expiring session " + session);
            }
            case TraceEvent.StateDiffers(Zxid zxid, boolean proven) -> {
                metrics.digestMismatches.increment();
                String where = "the state after transaction " + zxid + " differs from the digest";
                if (proven) {
                    log.error(where + " that its leader computed: this member stops");
                } else {
                    log.warn(where + " in the log; whoever wrote that may count differently");
                }
            }
            case TraceEvent.RoleTaken(ZabPhase phase) -> entered(phase);
            case TraceEvent.SessionMoved _ -> {}
        }
    }

    private void entered(ZabPhase phase) {
        long nowNs = System.nanoTime();
        switch (phase) {
            case ZabPhase.Looking _ -> {
                leaderlessSinceNs = nowNs;
                metrics.looking.increment();
            }
            case ZabPhase.Leading _ -> {
                metrics.leaderlessTime.add((nowNs - leaderlessSinceNs) / NS_PER_MS);
                metrics.leaderlessTimeOfLeader.add((nowNs - leaderlessSinceNs) / NS_PER_MS);
            }
            case ZabPhase.Following _ ->
                    metrics.leaderlessTime.add((nowNs - leaderlessSinceNs) / NS_PER_MS);
        }
    }
}
