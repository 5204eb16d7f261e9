package org.muster.server;

import org.muster.model.SessionId;
import org.muster.model.ZPath;
import org.muster.model.Zxid;
import org.muster.replica.trace.TraceEvent;
import org.muster.replica.trace.Tracer;
import org.muster.server.log.EventLog;
import org.muster.server.metrics.ServerMetrics;
import org.muster.zab.ZabPhase;

/**
 * Makes metrics and lines of the log of what core and fronts trace. Each kind of event comes from
 * one of them, on its own thread; what clients can cause at will is told a few times a second.
 */
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
            case TraceEvent.ConnectionCut(String remote, TraceEvent.Cause cause) ->
                    log.often(
                            level(cause),
                            "cut " + cause,
                            "connection " + remote + " is closed: the client " + cause.what());
            case TraceEvent.IdentityRefused(String remote, var scheme) ->
                    log.often(
                            EventLog.Level.WARN,
                            "identity",
                            "Authentication failed for scheme: " + scheme + " from " + remote);
            case TraceEvent.FrontFull(long requests, long bytes) ->
                    log.often(
                            EventLog.Level.WARN,
                            "full",
                            requests
                                    + " requests of "
                                    + bytes
                                    + " bytes are outstanding: nothing more is read from who"
                                    + " waits for replies until half of them are answered");
            case TraceEvent.SessionMoved _ -> {}
        }
    }

    /** What clients do wrong, against what happens to any. */
    private static EventLog.Level level(TraceEvent.Cause cause) {
        return switch (cause) {
            case SILENT, UNREADABLE, AHEAD, LEADERLESS -> EventLog.Level.INFO;
            case SLOW, STUCK -> EventLog.Level.WARN;
        };
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
