package org.muster.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.SessionId;
import org.muster.model.ZPath;
import org.muster.model.request.Op;
import org.muster.model.request.WriteRequest;
import org.muster.server.admin.Word;
import org.muster.server.config.ConfigLoader;
import org.muster.server.config.ServerConfig;
import org.muster.server.config.Setting;
import org.muster.server.config.Sources;
import org.muster.server.log.EventLog;

@Timeout(60)
class MonitoringTest {
    private static final String PROMETHEUS =
            "metricsProvider.className="
                    + "org.apache.zookeeper.metrics.prometheus.PrometheusMetricsProvider";
    private static final Pattern SERVED =
            Pattern.compile("metrics are served on http://127\\.0\\.0\\.1:(\\d+)/metrics");

    @TempDir Path folder;

    private Running prometheus(String... more) throws Exception {
        String[] settings = new String[more.length + 4];
        settings[0] = PROMETHEUS;
        settings[1] = "metricsProvider.httpHost=127.0.0.1";
        settings[2] = "metricsProvider.httpPort=0";
        settings[3] = "4lw.commands.whitelist=*";
        System.arraycopy(more, 0, settings, 4, more.length);
        return new Running(folder, settings);
    }

    private static InetSocketAddress metricsPort(Running server) {
        Matcher line = SERVED.matcher(server.told());
        assertTrue(line.find(), server.told());
        return new InetSocketAddress(
                InetAddress.getLoopbackAddress(), Integer.parseInt(line.group(1)));
    }

    private static String ask(Running server, String requestLine) throws IOException {
        try (RawClient client = new RawClient(metricsPort(server))) {
            String request = requestLine + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
            client.send(request.getBytes(StandardCharsets.US_ASCII));
            return client.rest();
        }
    }

    @Test
    void prometheusGetsMetricsByHttp() throws Exception {
        try (Running server = prometheus();
                RawClient client = new RawClient(server.address())) {
            client.handshake(SessionId.NONE, Bytes.owning(new byte[16]));
            String answer = ask(server, "GET /metrics");
            assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer);
            String type = "Content-type: text/plain; version=0.0.4; charset=utf-8\r\n";
            assertTrue(answer.contains(type), answer);
            assertTrue(answer.contains("\nglobal_sessions 1.0\n"), answer);
            assertTrue(answer.contains("\nfsynctime_count 1.0\n"), answer);
            assertTrue(answer.contains("\njvm_memory_bytes_used{area=\"heap\"} "), answer);
            assertTrue(answer.contains("\nprocess_start_time_seconds "), answer);
            String one = ask(server, "POST /metrics?name%5B%5D=uptime&name[]=znode_count");
            assertTrue(one.contains("\nuptime "), one);
            assertFalse(one.contains("watch_count"), one);
        }
    }

    @Test
    void otherPathsAndMethodsAreRefused() throws Exception {
        try (Running server = prometheus()) {
            assertTrue(ask(server, "GET /").startsWith("HTTP/1.1 404 "));
            assertTrue(ask(server, "DELETE /metrics").startsWith("HTTP/1.1 405 "));
            assertTrue(ask(server, "TRACE /metrics").startsWith("HTTP/1.1 403 "));
            String head = ask(server, "HEAD /metrics");
            assertTrue(head.startsWith("HTTP/1.1 200 ") && head.endsWith("\r\n\r\n"), head);
        }
    }

    @Test
    void mntrHasTheShapeOfTheProvider() throws Exception {
        try (Running server = prometheus("metricsProvider.exportJvmInfo=false")) {
            String mntr = RawClient.word(server.address(), "mntr");
            assertTrue(mntr.contains("\nzk_server_state\tstandalone\n"), mntr);
            assertTrue(mntr.contains("\nzk_znode_count\t5.0\n"), mntr);
            assertTrue(mntr.contains("\nzk_readlatency{quantile=\"0.99\"}\t"), mntr);
            assertFalse(mntr.contains("zk_jvm_memory"), mntr);
        }
        String none =
                "metricsProvider.className=org.apache.zookeeper.metrics.impl.NullMetricsProvider";
        try (Running server = new Running(folder, none, "4lw.commands.whitelist=mntr")) {
            assertEquals(2, RawClient.word(server.address(), "mntr").lines().count());
        }
    }

    @Test
    void aMetricsPortInUseRefusesTheStart() throws Exception {
        try (Running server = prometheus()) {
            String port = "metricsProvider.httpPort=" + metricsPort(server).getPort();
            Path second = folder.resolve("second");
            StartException refusal =
                    assertThrows(
                            StartException.class,
                            () ->
                                    new Running(
                                                    second,
                                                    PROMETHEUS,
                                                    "metricsProvider.httpHost=127.0.0.1",
                                                    port)
                                            .close());
            assertEquals(1, refusal.exitCode());
        }
    }

    @Test
    void thePauseMonitorFeedsItsMetric() throws Exception {
        try (Running server =
                new Running(
                        folder,
                        "jvm.pause.monitor=true",
                        "jvm.pause.sleep.time.ms=1",
                        "4lw.commands.whitelist=mntr")) {
            String mntr = "zk_cnt_jvm_pause_time_ms\t0\n";
            while (mntr.contains("zk_cnt_jvm_pause_time_ms\t0\n")) {
                mntr = RawClient.word(server.address(), "mntr");
            }
            assertTrue(mntr.contains("zk_cnt_jvm_pause_time_ms\t"), mntr);
        }
    }

    @Test
    void aLargeRequestForWhichThereIsNoRoomEndsItsConnection() throws Exception {
        try (Running server =
                        new Running(
                                folder,
                                "largeRequestThreshold=1000",
                                "largeRequestMaxBytes=5000",
                                "4lw.commands.whitelist=mntr");
                RawClient client = new RawClient(server.address())) {
            client.handshake(SessionId.NONE, Bytes.owning(new byte[16]));
            client.call(create("/fits", 4000));
            client.send(RawClient.requestFrame(9, create("/large", 5000)));
            assertTrue(ends(client));
            assertTrue(server.told().contains("Rejecting large request of 5"), server.told());
            String mntr = RawClient.word(server.address(), "mntr");
            assertTrue(mntr.contains("\nzk_large_requests_rejected\t1\n"), mntr);
            assertTrue(mntr.contains("\nzk_znode_count\t6\n"), mntr);
        }
    }

    @Test
    void theFirstTtlZnodeIsAWarningUnlessSomebodyChoseThem() throws Exception {
        for (String setting : new String[] {"extendedTypesEnabled=true", "tickTime=2000"}) {
            try (Running server = new Running(folder, setting);
                    RawClient client = new RawClient(server.address())) {
                client.handshake(SessionId.NONE, Bytes.owning(new byte[16]));
                for (int i = 0; i < 3; i++) {
                    client.call(
                            new WriteRequest.Create(
                                    Op.CREATE_TTL,
                                    ZPath.of("/ttl-"),
                                    Bytes.EMPTY,
                                    Acl.OPEN,
                                    6,
                                    100_000));
                }
                long lines =
                        server.told().lines().filter(line -> line.contains("a TTL znode")).count();
                assertEquals(setting.startsWith("extended") ? 0 : 1, lines, server.told());
            }
        }
    }

    @Test
    void beforeItServesMostWordsSaySo() throws Exception {
        EventLog log =
                new EventLog(
                        new PrintStream(
                                OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                        EventLog.Level.ERROR,
                        () -> 0);
        Setting all = new Setting("4lw.commands.whitelist", "*", "test");
        ServerConfig config =
                ConfigLoader.load(new Sources(Optional.empty(), List.of(all), Map.of()));
        Monitoring monitoring = Monitoring.start(config, log, (code, reason, cause) -> {});
        String notServing = "This ZooKeeper instance is not currently serving requests";
        for (Word word : Word.values()) {
            CompletableFuture<String> answer = new CompletableFuture<>();
            monitoring.words().answer(word, "", 5, answer::complete);
            String text = answer.get(20, TimeUnit.SECONDS);
            switch (word) {
                case RUOK -> assertEquals("imok", text);
                case ISRO -> assertEquals("null", text);
                case GTMK -> assertEquals("306", text);
                case STMK -> assertEquals("5", text);
                case TELNET_CLOSE -> assertEquals("", text);
                case ENVI -> assertTrue(text.startsWith("Environment:"), text);
                case HASH -> assertEquals(notServing, text);
                default -> assertEquals(notServing + "\n", text, word.text());
            }
        }
        monitoring.stop();
    }

    private static boolean ends(RawClient client) {
        try {
            return client.rest().isEmpty();
        } catch (IOException reset) {
            return true;
        }
    }

    private static WriteRequest.Create create(String path, int bytes) {
        return new WriteRequest.Create(
                Op.CREATE, ZPath.of(path), Bytes.owning(new byte[bytes]), Acl.OPEN, 0, -1);
    }
}
