package org.muster.server.admin;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.muster.model.WatchEvent;
import org.muster.model.Zxid;
import org.muster.replica.core.Core;
import org.muster.replica.core.CoreReport;
import org.muster.replica.front.Front;
import org.muster.replica.front.FrontCounts;
import org.muster.replica.front.FrontReport;
import org.muster.server.config.Ensemble;
import org.muster.server.config.HostFacts;
import org.muster.server.config.ServerConfig;
import org.muster.server.config.ServerConfig.MetricsProvider;
import org.muster.server.metrics.Office;
import org.muster.server.metrics.ServerMetrics;
import org.muster.server.metrics.Stage;
import org.muster.server.metrics.Traffic;
import org.muster.state.State;

/** Puts together the figures that srvr, stat, mntr and Prometheus show. Thread-safe. */
public final class ServerMeters {
    /** How often {@link #observe} should be called. */
    public static final long OBSERVE_NS = RecentSummaries.STEP_NS;

    private final String version;
    private final MetricsProvider provider;
    private final Optional<Ensemble> ensemble;
    private final ServerMetrics metrics;
    private final Executor background;
    private final RecentSummaries recent = new RecentSummaries();
    private volatile @Nullable Serving serving;
    private @Nullable Zxid measured;
    private long measuredBytes;

    /** Since when a member serves. */
    private record Serving(Member member, long startNs) {}

    /**
     * Of a server that does not serve yet.
     *
     * @param version the text by which it names itself
     * @param metrics what its threads measure
     * @param background does what takes long
     */
    public ServerMeters(
            String version, ServerConfig config, ServerMetrics metrics, Executor background) {
        this.version = version;
        this.provider = config.metrics();
        this.ensemble = config.ensemble();
        this.metrics = metrics;
        this.background = background;
    }

    /** From now on {@code member} serves. */
    public void serve(Member member) {
        serving = new Serving(member, System.nanoTime());
    }

    /** Whether there is a member to ask. */
    boolean isServing() {
        return serving != null;
    }

    String version() {
        return version;
    }

    /** Forgets counts ({@code srst}); the reference's Prometheus provider keeps counters. */
    CompletableFuture<Boolean> reset() {
        boolean counters = provider.kind() != MetricsProvider.Kind.PROMETHEUS;
        if (counters) {
            metrics.reset();
        }
        return member().resetStatistics(counters);
    }

    CompletableFuture<ServerFigures> figures() {
        CompletableFuture<FrontReport> fronts =
                member().askFronts(Front::report).thenApply(ServerFigures::sum);
        return fronts.thenCombine(member().askTraffic(), Both::new)
                .thenCombine(
                        member().askCore(Core::report),
                        (both, core) ->
                                new ServerFigures(
                                        version,
                                        both.fronts(),
                                        both.traffic(),
                                        StateFigures.of(core.committed()),
                                        RoleFigures.of(ensemble, core),
                                        metrics.office.proposals()));
    }

    private record Both(FrontReport fronts, Traffic traffic) {}

    private Member member() {
        return Objects.requireNonNull(serving).member();
    }

    /** The answer to mntr, in the form of the provider. */
    CompletableFuture<String> mntr() {
        return member().askCore(Core::report)
                .thenCompose(core -> mntr(MntrTexts.lead(version, RoleFigures.of(ensemble, core))));
    }

    private CompletableFuture<String> mntr(String lead) {
        return switch (provider.kind()) {
            case NONE -> CompletableFuture.completedFuture(lead);
            case DEFAULT -> collect().thenApply(set -> lead + MntrTexts.plain(set));
            case PROMETHEUS ->
                    collect()
                            .thenApply(set -> lead + PrometheusTexts.mntr(sink -> tell(set, sink)));
        };
    }

    /** What Prometheus gets; gauges only while there is something they could show. */
    CompletableFuture<String> exposition(Set<String> names) {
        return collect()
                .thenApply(set -> PrometheusTexts.exposition(names, sink -> tell(set, sink)));
    }

    private void tell(MetricSet set, PrometheusSamples.Sink sink) {
        PrometheusSamples.tell(set, name -> recent.recent(name, set.summary(name)), sink);
        if (provider.jvmInfo()) {
            JvmSamples.tell(sink);
        }
    }

    /** Notes where summaries stand, so that the last minute of them can be told later. */
    public void observe() {
        var _ = collect().thenAccept(set -> recent.observe(System.nanoTime(), set.summaries()));
    }

    private CompletableFuture<MetricSet> collect() {
        Serving now = serving;
        if (now == null) {
            MetricSet set = new MetricSet();
            measured(set);
            return CompletableFuture.completedFuture(set);
        }
        return figures()
                .thenCombineAsync(
                        now.member().askCore(Core::report),
                        (figures, core) -> {
                            MetricSet set = new MetricSet();
                            gauges(set, figures, now);
                            set.gauge("approximate_data_size", dataSize(core.committed()));
                            counters(set, figures);
                            proposals(set, core.proposals());
                            summaries(set, figures.fronts().counts());
                            set.summary("connection_token_deficit", now.member().missingTokens());
                            measured(set);
                            return set;
                        },
                        background);
    }

    /** Walking the tree takes time: once for each state. */
    private synchronized long dataSize(State state) {
        if (measured == null || state.lastZxid().compareTo(measured) != 0) {
            measured = state.lastZxid();
            measuredBytes = StateFigures.approximateDataSize(state);
        }
        return measuredBytes;
    }

    private void gauges(MetricSet set, ServerFigures figures, Serving now) {
        FrontReport fronts = figures.fronts();
        ServerFigures.TreeFigures tree = figures.tree();
        set.gauge("ephemerals_count", tree.ephemerals());
        set.gauge("num_alive_connections", fronts.connections());
        set.gauge("avg_latency", figures.averageLatency());
        set.gauge("outstanding_requests", fronts.outstanding());
        set.gauge("znode_count", tree.nodes());
        set.gauge("global_sessions", tree.sessions());
        set.gauge("non_mtls_remote_conn_count", 0);
        set.gauge("last_client_response_size", fronts.lastReplyBytes());
        set.gauge("packets_sent", figures.sent());
        set.gauge("packets_received", figures.received());
        set.gauge("max_client_response_size", fronts.maxReplyBytes());
        double dropProbability = now.member().dropProbability();
        set.gauge("connection_drop_probability", MetricSet.rounded(dropProbability));
        set.gauge("watch_count", fronts.watches() + fronts.childWatches());
        set.gauge("auth_failed_count", 0); // of certificates only
        set.gauge("min_latency", fronts.latencyMinMs());
        HostFacts.maxFiles().ifPresent(count -> set.gauge("max_file_descriptor_count", count));
        HostFacts.openFiles().ifPresent(count -> set.gauge("open_file_descriptor_count", count));
        set.gauge("local_sessions", 0);
        set.gauge("uptime", (System.nanoTime() - now.startNs()) / 1_000_000);
        set.gauge("max_latency", fronts.latencyMaxMs());
        set.gauge("outstanding_tls_handshake", 0);
        set.gauge("min_client_response_size", fronts.minReplyBytes());
        set.gauge("non_mtls_local_conn_count", 0);
        figures.role().peer().ifPresent(peer -> gauges(set, peer, figures.proposals()));
    }

    private void gauges(MetricSet set, RoleFigures.PeerFigures peer, Office.Sizes proposals) {
        set.gauge("quorum_size", peer.voters());
        if (peer.learners().isEmpty()) {
            return;
        }
        RoleFigures.LearnerCounts learners = peer.learners().get();
        set.gauge("learners", learners.all());
        set.gauge("synced_followers", learners.followers());
        set.gauge("synced_observers", learners.observers());
        set.gauge("synced_non_voting_followers", learners.others());
        set.gauge("pending_syncs", 0);
        set.gauge("leader_uptime", metrics.office.ageMs(System.nanoTime()));
        set.gauge("last_proposal_size", proposals.last());
        set.gauge("min_proposal_size", proposals.min());
        set.gauge("max_proposal_size", proposals.max());
    }

    private void counters(MetricSet set, ServerFigures figures) {
        FrontCounts fronts = figures.fronts().counts();
        set.counter("watch_bytes", fronts.eventBytes());
        set.counter("connection_revalidate_count", fronts.revalidations());
        set.counter("sessionless_connections_expired", fronts.sessionlessExpired());
        set.counter("stale_replies", fronts.staleReplies());
        long stale = fronts.staleRequests() + metrics.staleWrites.sum();
        set.counter("stale_requests", stale);
        set.counter("stale_requests_dropped", stale);
        set.counter("request_throttle_wait_count", fronts.pauses());
        set.counter("throttled_ops", metrics.throttledWrites.sum());
        set.counter("stale_sessions_expired", metrics.expiredSessions.sum());
        Traffic traffic = figures.traffic();
        set.counter("bytes_received_count", traffic.bytesReceived());
        set.counter("response_bytes", fronts.replyBytes());
        set.counter("connection_rejected", traffic.rejected());
        set.counter("connection_drop_count", traffic.dropped());
        set.counter("connection_request_count", traffic.handshakes());
        set.counter("large_requests_rejected", traffic.tooLarge());
    }

    private static void summaries(MetricSet set, FrontCounts fronts) {
        set.summary("readlatency", fronts.reads());
        set.summary("updatelatency", fronts.updates());
        // Alone, a transaction is made when its request comes, and applied when it is answered.
        set.summary("propagation_latency", fronts.updates());
        for (WatchEvent.Type type : WatchEvent.Type.values()) {
            String name =
                    switch (type) {
                        case NODE_CREATED -> "node_created_watch_count";
                        case NODE_DELETED -> "node_deleted_watch_count";
                        case NODE_DATA_CHANGED -> "node_changed_watch_count";
                        case NODE_CHILDREN_CHANGED -> "node_children_watch_count";
                    };
            set.summary(name, fronts.watchersTold(type));
        }
    }

    private void proposals(MetricSet set, CoreReport.Proposals proposals) {
        set.counter("outstanding_changes_queued", proposals.made());
        set.counter("outstanding_changes_removed", proposals.settled());
        if (ensemble.isPresent()) {
            set.counter("proposal_count", proposals.made());
            set.counter("commit_count", proposals.settled());
        }
    }

    private static void stage(MetricSet set, String queue, String time, Stage stage) {
        set.counter(queue + "_request_queued", stage.queued.sum());
        set.summary(queue + "_queue_size", stage.queueSize.now());
        set.summary(queue + "_queue_time_ms", stage.queueTime.now());
        set.summary(time, stage.processTime.now());
    }

    /** What does not come from serving. */
    private void measured(MetricSet set) {
        stage(set, "prep_processor", "prep_process_time", metrics.deciding);
        stage(set, "sync_processor", "sync_process_time", metrics.logging);
        set.summary("sync_processor_queue_and_flush_time_ms", metrics.queueAndSyncTime.now());
        set.counter("digest_mismatches_count", metrics.digestMismatches.sum());
        set.counter("looking_count", metrics.looking.sum());
        set.counter("diff_count", metrics.office.diffs.sum());
        set.counter("snap_count", metrics.office.states.sum());
        set.summary("quorum_ack_latency", metrics.office.quorumAckTime.now());
        set.counter("learner_proposal_received_count", metrics.learning.proposals.sum());
        set.counter("learner_commit_received_count", metrics.learning.commits.sum());
        set.summary("proposal_latency", metrics.learning.proposalTime.now());
        set.summary("election_time", metrics.leaderlessTime.now());
        set.summary("unavailable_time", metrics.leaderlessTime.now());
        set.summary("leader_unavailable_time", metrics.leaderlessTimeOfLeader.now());
        set.summary("fsynctime", metrics.syncTime.now());
        set.summary("sync_processor_queue_flush_time_ms", metrics.syncTime.now());
        set.summary("sync_processor_batch_size", metrics.batchSize.now());
        set.summary("snapshottime", metrics.snapshotTime.now());
        set.summary("dbinittime", metrics.recoveryTime.now());
        set.summary("startup_snap_load_time", metrics.snapshotLoadTime.now());
        set.summary("startup_txns_load_time", metrics.replayTime.now());
        set.summary("startup_txns_loaded", metrics.recoveredTransactions.now());
        set.summary("jvm_pause_time_ms", metrics.pauseTime.now());
    }
}
