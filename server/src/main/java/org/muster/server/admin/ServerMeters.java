package org.muster.server.admin;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.muster.model.Zxid;
import org.muster.replica.core.Core;
import org.muster.replica.front.Front;
import org.muster.replica.front.FrontReport;
import org.muster.server.config.HostFacts;
import org.muster.server.metrics.ServerMetrics;
import org.muster.server.metrics.Summary;
import org.muster.server.metrics.Traffic;
import org.muster.state.State;

/** Puts together the figures that srvr, stat and mntr show. */
public final class ServerMeters {
    private final String version;
    private final ServerMetrics metrics;
    private final long startNs;
    private @Nullable Zxid measured;
    private long measuredBytes;

    /** Of a server that names itself {@code version} and began to serve at {@code startNs}. */
    public ServerMeters(String version, ServerMetrics metrics, long startNs) {
        this.version = version;
        this.metrics = metrics;
        this.startNs = startNs;
    }

    String version() {
        return version;
    }

    void reset() {
        metrics.reset();
    }

    CompletableFuture<ServerFigures> figures(Member member) {
        CompletableFuture<FrontReport> fronts =
                member.askFronts(Front::report).thenApply(ServerFigures::sum);
        CompletableFuture<ServerFigures.TreeFigures> tree =
                member.askCore(Core::report)
                        .thenApply(report -> StateFigures.of(report.committed()));
        return fronts.thenCombine(member.askTraffic(), Both::new)
                .thenCombine(
                        tree,
                        (both, figures) ->
                                new ServerFigures(version, both.fronts(), both.traffic(), figures));
    }

    private record Both(FrontReport fronts, Traffic traffic) {}

    CompletableFuture<String> mntr(Member member, Executor background) {
        return figures(member)
                .thenCombineAsync(
                        member.askCore(Core::report),
                        (figures, report) ->
                                mntr(
                                        figures,
                                        dataSize(report.committed()),
                                        member.dropProbability()),
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

    private String mntr(ServerFigures figures, long dataSize, double dropProbability) {
        MetricTexts text = new MetricTexts();
        FrontReport fronts = figures.fronts();
        text.line("version", version);
        text.line("server_state", "standalone");
        text.line("ephemerals_count", figures.tree().ephemerals());
        text.line("num_alive_connections", fronts.connections());
        text.line("avg_latency", figures.averageLatency());
        text.line("outstanding_requests", fronts.outstanding());
        text.line("znode_count", figures.tree().nodes());
        text.line("global_sessions", figures.tree().sessions());
        text.line("non_mtls_remote_conn_count", 0);
        text.line("last_client_response_size", fronts.lastReplyBytes());
        text.line("packets_sent", figures.sent());
        text.line("packets_received", figures.received());
        text.line("max_client_response_size", fronts.maxReplyBytes());
        text.line("connection_drop_probability", Summary.rounded(dropProbability));
        text.line("watch_count", fronts.watches() + fronts.childWatches());
        text.line("auth_failed_count", 0);
        text.line("min_latency", fronts.latencyMinMs());
        HostFacts.maxFiles().ifPresent(count -> text.line("max_file_descriptor_count", count));
        text.line("approximate_data_size", dataSize);
        HostFacts.openFiles().ifPresent(count -> text.line("open_file_descriptor_count", count));
        text.line("local_sessions", 0);
        text.line("uptime", (System.nanoTime() - startNs) / 1_000_000);
        text.line("max_latency", fronts.latencyMaxMs());
        text.line("outstanding_tls_handshake", 0);
        text.line("min_client_response_size", fronts.minReplyBytes());
        text.line("non_mtls_local_conn_count", 0);
        counters(text, figures.traffic());
        summaries(text);
        return text.text();
    }

    private void counters(MetricTexts text, Traffic traffic) {
        long logged = metrics.logged.sum();
        text.counter("bytes_received_count", traffic.bytesReceived());
        text.counter("response_bytes", traffic.bytesSent());
        text.counter("connection_rejected", traffic.rejected());
        text.counter("connection_drop_count", traffic.dropped());
        text.counter("connection_request_count", traffic.handshakes());
        text.counter("prep_processor_request_queued", logged);
        text.counter("sync_processor_request_queued", logged);
    }

    private void summaries(MetricTexts text) {
        text.summary("fsynctime", metrics.syncTime.figures());
        text.summary("sync_processor_queue_flush_time_ms", metrics.syncTime.figures());
        text.summary("sync_processor_batch_size", metrics.batchSize.figures());
        text.summary("snapshottime", metrics.snapshotTime.figures());
        text.summary("dbinittime", metrics.recoveryTime.figures());
        text.summary("startup_txns_loaded", metrics.recoveredTransactions.figures());
    }
}
