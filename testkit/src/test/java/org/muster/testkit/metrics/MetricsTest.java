package org.muster.testkit.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.muster.testkit.ServerLaunch;
import org.muster.testkit.ServerProcess;

/**
 * Under the same workload, operators see of Muster what they see of the reference: the same rows in
 * the same form, and the same numbers but for those that docs/differences.md names.
 */
@Tag("slow")
class MetricsTest {
    /** What the two count differently, each explained in docs/differences.md. */
    private static final Set<String> OTHER_NUMBERS =
            Set.of(
                    "prep_processor_request_queued",
                    "prep_processor_queue_size",
                    "prep_processor_queue_time_ms",
                    "prep_process_time",
                    "close_session_prep_time",
                    "proposal_process_time",
                    "request_throttle_queue_time_ms",
                    "sync_processor_request_queued",
                    "sync_processor_queue_size",
                    "sync_processor_queue_time_ms",
                    "outstanding_changes_queued",
                    "outstanding_changes_removed",
                    "response_packet_cache_hits",
                    "response_packet_cache_misses",
                    "snapshottime");

    /** What describes a process or a moment. */
    private static final Set<String> OF_A_MOMENT =
            Set.of("version", "uptime", "open_file_descriptor_count");

    /** Rows that only the reference has, explained there too. */
    private static final Pattern ONLY_REFERENCE =
            Pattern.compile("(zk_)?(.*_per_namespace.*|jvm_memory_pool_allocated_bytes_total.*)");

    /** The virtual machine names its pools by the collector it was given. */
    private static final Pattern OF_A_COLLECTOR =
            Pattern.compile("(zk_)?jvm_(gc_collection_seconds|memory_pool_bytes)_.*");

    private static final Pattern TIME = Pattern.compile(".*(time|time_ms|latency)");
    private static final Pattern STATISTIC =
            Pattern.compile("(avg|min|max|sum|p50|p95|p99|p999)_(.*)");
    private static final String PROMETHEUS =
            "org.apache.zookeeper.metrics.prometheus.PrometheusMetricsProvider";

    private static ServerLaunch configured(ServerLaunch launch) {
        return launch.with("tickTime", "200")
                .with("maxSessionTimeout", "120000")
                .with("4lw.commands.whitelist", "*")
                .with("connection_throttle_tokens", Integer.toString(Workload.HANDSHAKES))
                .with("connection_throttle_fill_time", "100000000")
                .with("connection_throttle_freeze_time", "-1");
    }

    @Test
    void mntrShowsWhatTheReferenceShows() throws Exception {
        Scrape reference = mntr(ServerLaunch.apache());
        Scrape subject = mntr(ServerLaunch.muster());
        assertEquals(names(reference.rows()), names(subject.rows()));
        assertEquals(forms(reference.rows()), forms(subject.rows()));
        assertEquals(comparable(reference), comparable(subject));
        assertEquals(
                List.of("zk_version", "zk_server_state"),
                subject.rows().keySet().stream().limit(2).toList());
    }

    @Test
    void prometheusGetsWhatTheReferenceTells() throws Exception {
        Told reference = told(ServerLaunch.apache());
        Told subject = told(ServerLaunch.muster());
        assertEquals(families(reference.exposed()), families(subject.exposed()));
        assertEquals(names(reference.exposed().rows()), names(subject.exposed().rows()));
        assertEquals(counters(reference.exposed()), counters(subject.exposed()));
        assertEquals(names(reference.mntr().rows()), names(subject.mntr().rows()));
        assertEquals(forms(reference.mntr().rows()), forms(subject.mntr().rows()));
    }

    @Test
    void everyOtherNumberIsExplained() throws IOException {
        String page = Files.readString(docs().resolve("differences.md"));
        Set<String> silent = new TreeSet<>(OTHER_NUMBERS);
        silent.removeIf(name -> page.contains("`" + name + "`"));
        assertTrue(silent.isEmpty(), "not explained: " + silent);
    }

    private static Path docs() {
        Path at = Path.of("").toAbsolutePath();
        return Files.isDirectory(at.resolve("docs")) ? at.resolve("docs") : at.resolve("../docs");
    }

    private static Scrape mntr(ServerLaunch launch) throws Exception {
        try (ServerProcess server = ServerProcess.start(configured(launch))) {
            Workload workload = Workload.run(server);
            try (workload) {
                return workload.withoutWords(Scrape.ofWord(server));
            }
        }
    }

    private record Told(Scrape exposed, Scrape mntr) {}

    private static Told told(ServerLaunch launch) throws Exception {
        int port = freePort();
        ServerLaunch exposing =
                configured(launch)
                        .with("metricsProvider.className", PROMETHEUS)
                        .with("metricsProvider.httpHost", "127.0.0.1")
                        .with("metricsProvider.httpPort", Integer.toString(port))
                        .with("metricsProvider.numWorkerThreads", "0");
        try (ServerProcess server = ServerProcess.start(exposing)) {
            Workload workload = Workload.run(server);
            try (workload) {
                return new Told(Scrape.ofPort(port), Scrape.ofWord(server));
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isShared(String row) {
        return !ONLY_REFERENCE.matcher(row).matches() && !OF_A_COLLECTOR.matcher(row).matches();
    }

    private static String names(Map<String, String> rows) {
        List<String> names = new ArrayList<>(rows.keySet());
        names.removeIf(row -> !isShared(row));
        names.replaceAll(MetricsTest::unnamed);
        names.sort(null);
        return String.join("\n", names);
    }

    /** Without what names the virtual machine. */
    private static String unnamed(String row) {
        return row.startsWith("jvm_info") || row.startsWith("zk_jvm_info") ? "jvm_info" : row;
    }

    private static Map<String, String> forms(Map<String, String> rows) {
        Map<String, String> forms = new TreeMap<>();
        rows.forEach((row, value) -> {
            if (isShared(row)) {
                forms.put(unnamed(row), form(value));
            }
        });
        return forms;
    }

    private static String form(String value) {
        if (value.matches("-?\\d+")) {
            return "whole number";
        }
        boolean decimal = value.matches("-?\\d+\\.\\d+(E-?\\d+)?|NaN");
        return decimal ? "decimal number" : "text";
    }

    /** The rows of mntr whose values must be equal. */
    private static String comparable(Scrape scrape) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(scrape.rows())
                .forEach((row, value) -> {
                    String name = row.substring("zk_".length());
                    var statistic = STATISTIC.matcher(name);
                    boolean isStatistic = statistic.matches();
                    String family =
                            isStatistic ? statistic.group(2) : name.replaceFirst("^cnt_", "");
                    boolean equal =
                            !OTHER_NUMBERS.contains(family)
                                    && !OF_A_MOMENT.contains(family)
                                    && !(isStatistic && TIME.matcher(family).matches());
                    if (equal && isShared(row)) {
                        text.append(row).append(' ').append(value).append('\n');
                    }
                });
        return text.toString();
    }

    /** The families with their types; explanations of the virtual machine's are everyone's own. */
    private static String families(Scrape scrape) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(scrape.families())
                .forEach((name, told) -> {
                    boolean machine = name.startsWith("jvm_") || name.startsWith("process_");
                    String shown = machine ? told.replaceAll("HELP [^;]*; ", "") : told;
                    if (!name.equals("jvm_memory_pool_allocated_bytes_total")) {
                        text.append(name).append(' ').append(shown).append('\n');
                    }
                });
        return text.toString();
    }

    /** But for what words told before the workload began: this provider forgets nothing. */
    private static String counters(Scrape scrape) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(scrape.families())
                .forEach((name, told) -> {
                    boolean machine = name.startsWith("jvm_") || name.startsWith("process_");
                    String value = scrape.rows().get(name);
                    if (told.endsWith("TYPE counter")
                            && !machine
                            && !OTHER_NUMBERS.contains(name)
                            && !name.equals("bytes_received_count")) {
                        text.append(name).append(' ').append(value).append('\n');
                    }
                });
        return text.toString();
    }
}
