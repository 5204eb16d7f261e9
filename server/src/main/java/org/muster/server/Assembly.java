package org.muster.server;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.muster.replica.ReplicaConfig;
import org.muster.server.config.ServerConfig;
import org.muster.server.data.OpenedData;
import org.muster.state.auth.AuthRules;
import org.muster.state.prepare.StateRules;
import org.muster.storage.snapshot.SnapshotSchedule;
import org.muster.zab.ZabConfig;

/** What the operator's settings mean to the parts of a server. */
final class Assembly {
    /** Timers of core and fronts need not be finer than clients' timeouts are. */
    private static final int MAX_TICK_INTERVAL_MS = 100;

    private static final int STANDALONE_ID_BYTE = 1;

    private Assembly() {}

    /** The machine's settings, with limits for one of {@code loops} fronts. */
    static ReplicaConfig replica(ServerConfig config, OpenedData data, int loops) {
        @Nullable ZabConfig ensemble = ensemble(config, data);
        ServerConfig.Sessions sessions = config.sessions();
        ServerConfig.Containers containers = config.rules().containers();
        ServerConfig.Limits limits = config.limits();
        return new ReplicaConfig(
                ensemble == null ? STANDALONE_ID_BYTE : (int) (ensemble.self().value() & 0xff),
                data.passwordKey(),
                sessions.tickTimeMs(),
                ensemble == null
                        ? Math.min(MAX_TICK_INTERVAL_MS, sessions.tickTimeMs())
                        : ensemble.timing().tickIntervalMs(),
                sessions.minTimeoutMs(),
                sessions.maxTimeoutMs(),
                config.clients().sessionlessTimeoutMs(),
                new ReplicaConfig.ReaperPace(
                        containers.intervalMs(),
                        containers.maxPerMinute(),
                        containers.maxNeverUsedMs()),
                new ReplicaConfig.FrontLimits(
                        limits.maxFrameBytes(),
                        Math.max(1, limits.outstandingRequests() / loops),
                        limits.outstandingBytes(),
                        ReplicaConfig.FrontLimits.DEFAULT.pauseOutputBytes(),
                        ReplicaConfig.FrontLimits.DEFAULT.maxOutputBytes(),
                        (int) limits.largeRequestBytes().orElse(Integer.MAX_VALUE),
                        limits.maxWaitMs()),
                stateRules(config),
                ensemble);
    }

    private static @Nullable ZabConfig ensemble(ServerConfig config, OpenedData data) {
        if (config.ensemble().isEmpty()) {
            return null;
        }
        return new PeerAssembly(config, config.ensemble().get())
                .zab(data.member().orElseThrow().incarnation());
    }

    /** What the operator decided about writes. */
    static StateRules stateRules(ServerConfig config) {
        ServerConfig.Rules rules = config.rules();
        @Nullable String superDigest = rules.digest().superDigest().orElse(null);
        long maxTxn = (long) config.limits().maxFrameBytes() + config.limits().extraBytes();
        return new StateRules(
                new AuthRules(
                        rules.skipAcl(),
                        rules.digest().offered(),
                        rules.digest().algorithm(),
                        superDigest),
                rules.extendedTypes(),
                rules.enforceQuota(),
                false,
                (int) Math.min(Integer.MAX_VALUE, maxTxn));
    }

    /** The bounds of the schedule of snapshots. */
    static SnapshotSchedule.Bounds snapshotBounds(ServerConfig.Snapshots snapshots) {
        return new SnapshotSchedule.Bounds(
                orMax(snapshots.maxTransactions()), orMax(snapshots.maxLogBytes()));
    }

    /**
     * On two processors a thread of its own costs more hand-overs than it saves time; but a member
     * must be heard by the others while its disk is slow.
     */
    static boolean ownLogThread(ServerConfig.Log settings, boolean member) {
        return switch (settings.thread()) {
            case "own" -> true;
            case "shared" -> settings.flushDelayMs() > 0;
            default ->
                    member
                            || settings.flushDelayMs() > 0
                            || Runtime.getRuntime().availableProcessors() > 2;
        };
    }

    /** How many client loops there are. */
    static int loops(ServerConfig config) {
        int processors = Runtime.getRuntime().availableProcessors();
        int wanted = config.clients().loops();
        return wanted > 0 ? wanted : Math.max(1, processors / 2);
    }

    private static long orMax(OptionalLong bound) {
        return bound.orElse(Long.MAX_VALUE);
    }
}
