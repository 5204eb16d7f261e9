package org.muster.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muster.server.config.ServerConfig.Listen;

class ConfigLoaderTest {
    @TempDir Path folder;

    @Test
    void nothingGivenServesOnLoopback() throws ConfigException {
        ServerConfig config = ConfigLoader.load(new Sources(Optional.empty(), List.of(), Map.of()));
        assertEquals(Optional.of(new Listen("127.0.0.1", 2181)), config.clients().listen());
        assertEquals(Path.of("./muster-data"), config.disk().dataDir());
        assertEquals(new ServerConfig.Sessions(3000, 6000, 60000), config.sessions());
        assertEquals(60, config.clients().maxPerAddress());
        assertEquals(List.of("srvr"), config.words().names());
        assertEquals(List.of(), config.warnings());
    }

    @Test
    void aZooCfgAsPeopleHaveItIsRead() throws Exception {
        ServerConfig config =
                load(
                        """
                        # The number of milliseconds of each tick
                        tickTime=2000
                        dataDir=/var/lib/zookeeper\s\s
                        dataLogDir=/var/log/zookeeper
                        clientPort=2181
                        clientPortAddress=10.0.0.7
                        maxClientCnxns=0
                        maxSessionTimeout=90000
                        autopurge.snapRetainCount=5
                        autopurge.purgeInterval=24
                        4lw.commands.whitelist=stat, ruok, conf, isro
                        snapCount=50000
                        forceSync=NO
                        """);
        assertEquals(Optional.of(new Listen("10.0.0.7", 2181)), config.clients().listen());
        assertEquals(Path.of("/var/lib/zookeeper"), config.disk().dataDir());
        assertEquals(Path.of("/var/log/zookeeper"), config.disk().dataLogDir());
        assertEquals(new ServerConfig.Sessions(2000, 4000, 90000), config.sessions());
        assertEquals(new ServerConfig.Purge(5, 24), config.disk().purge());
        assertEquals(List.of("stat", "ruok", "conf", "isro"), config.words().names());
        assertEquals(OptionalLong.of(50000), config.disk().snapshots().maxTransactions());
        assertFalse(config.disk().log().forceSync());
    }

    @Test
    void keysWithoutEffectAreNamedOnceInOneLine() throws Exception {
        ServerConfig config =
                load(
                        """
                        dataDir=/d
                        clientPort=2181
                        initLimit=10
                        syncLimit=5
                        colour=blue
                        colour=red
                        admin.serverPort=8080
                        admin.enableServer=false
                        maxResponseCacheSize=400
                        sslQuorum=false
                        """);
        assertEquals(
                List.of(
                        "keys without effect: admin.serverPort (not built yet);"
                                + " colour (unknown)"),
                config.warnings());
    }

    @Test
    void theFileWinsOverPropertiesAndTheCommandLineOverBoth() throws Exception {
        Map<String, String> properties =
                Map.of("zookeeper.skipACL", "yes", "zookeeper.maxCnxns", "7", "zookeeper.x", "1");
        ServerConfig config =
                ConfigLoader.load(
                        new Sources(
                                Optional.of(file("dataDir=/d\nclientPort=1\nmaxCnxns=8\n")),
                                List.of(
                                        new Setting("clientPort", "0", "--port"),
                                        new Setting("dataDir", "/e", "--data-dir")),
                                properties));
        assertTrue(config.rules().skipAcl());
        assertEquals(8, config.clients().maxTotal());
        assertEquals(Optional.of(new Listen("", 0)), config.clients().listen());
        assertEquals(Path.of("/e"), config.disk().dataDir());
        assertEquals(List.of("keys without effect: x (unknown)"), config.warnings());
    }

    @Test
    void propertiesByTheirOwnNameAreRead() throws Exception {
        ServerConfig config =
                ConfigLoader.load(
                        new Sources(
                                Optional.empty(),
                                List.of(),
                                Map.of(
                                        "jute.maxbuffer", "4194304",
                                        "fsync.warningthresholdms", "20",
                                        "java.home", "/x")));
        assertEquals(4194304, config.limits().maxFrameBytes());
        assertEquals(4194304, config.limits().extraBytes());
        assertEquals(20, config.disk().log().syncWarningMs());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    clientPort=abc                | a whole number from 0 to 65535
                    clientPort=70000              | a whole number from 0 to 65535
                    tickTime=0                    | a whole number from 1 to 86400000
                    maxClientCnxns=-1             | a whole number from 0 on
                    electionAlg=1                 | a whole number from 3 to 3
                    peerType=foo                  | participant or observer
                    reconfigEnabled=yes           | true or false
                    forceSync=maybe               | yes or no
                    snapCount=1                   | a whole number from 2 on
                    snapshot.compression.method=x | nothing or CHECKED or GZIP or SNAPPY
                    connection_throttle_drop_increase=2 | a number from 0.0 to 1.0
                    jute.maxbuffer=0              | a whole number from 1 to 2147479551
                    server.1=127.0.0.1            | the form is host:port:port
                    server.1=h:1:2:king           | the form is host:port:port
                    server.1=h:1:1                | the two ports must be different
                    server.1=h:1:2:observer       | observers need participants
                    metricsProvider.className=a.B | org.apache.zookeeper.metrics.impl.Default
                    serverCnxnFactory=foo.Bar     | org.apache.zookeeper.server.NIOServerCnxnFactory
                    watchManagerName=foo.Bar      | org.apache.zookeeper.server.watch.WatchManager
                    minSessionTimeout=70000       | must not be larger than maxSessionTimeout
                    """)
    void aWrongValueIsRefusedWithKeyValueLineAndWhatIsAllowed(String line, String allowed) {
        ConfigException refusal =
                assertThrows(ConfigException.class, () -> load("dataDir=/d\n" + line + "\n"));
        String start = folder.resolve("zoo.cfg") + ":2: " + line + " is not allowed: ";
        assertTrue(refusal.getMessage().startsWith(start), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(allowed), refusal.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    secureClientPort=2281              | yes
                    secureClientPort=0                 | no
                    ssl.keyStore.location=/k           | yes
                    ssl.quorum.trustStore.location=/k  | yes
                    sslQuorum=true                     | yes
                    sslQuorum=FALSE                    | no
                    quorum.auth.enableSasl=true        | yes
                    enforce.auth.enabled=true          | yes
                    enforce.auth.schemes=sasl          | yes
                    sessionRequireClientSASLAuth=true  | yes
                    sessionRequireClientSASLAuth=false | no
                    authProvider.1=a.b.C               | yes
                    audit.enable=true                  | yes
                    audit.enable=false                 | no
                    client.portUnification=true        | yes
                    admin.needClientAuth=true          | no
                    """)
    void unbuiltProtectionRefusesTheStart(String line, String refused) throws Exception {
        String text = "dataDir=/d\nclientPort=1\n" + line + "\n";
        if (refused.equals("no")) {
            load(text);
            return;
        }
        ConfigException refusal = assertThrows(ConfigException.class, () -> load(text));
        String key = line.substring(0, line.indexOf('='));
        assertTrue(
                refusal.getMessage().contains(":3: " + key + " asks for protection"),
                refusal.getMessage());
    }

    @Test
    void protectionAskedForByPropertyRefusesTheStartToo() {
        Map<String, String> properties = Map.of("zookeeper.ssl.clientAuth", "need");
        ConfigException refusal =
                assertThrows(
                        ConfigException.class,
                        () ->
                                ConfigLoader.load(
                                        new Sources(Optional.empty(), List.of(), properties)));
        assertTrue(
                refusal.getMessage().startsWith("-Dzookeeper.ssl.clientAuth: ssl.clientAuth asks"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    server.1=a:2888:3888;2182                 | Listen[host=0.0.0.0, port=2182]
                    server.1=a:2888:3888:participant;[::]:99  | Listen[host=::, port=99]
                    server.1=a:2888:3888\\nclientPort=5        | Listen[host=, port=5]
                    server.1=a:2888:3888;b:5\\nclientPort=5    | Listen[host=b, port=5]
                    server.1=a:1:2;b:5\\nclientPort=5\\nclientPortAddress=c | Listen[host=c, port=5]
                    server.1=[::1]:2888:3888;10.1.1.1:7       | Listen[host=10.1.1.1, port=7]
                    """)
    void aSingleServerLineIsAStandaloneServer(String lines, String expected) throws Exception {
        ServerConfig config = load("dataDir=/d\n" + lines.replace("\\n", "\n") + "\n");
        assertEquals(expected, config.clients().listen().orElseThrow().toString());
    }

    @Test
    void theDynamicFileHoldsTheServerLines() throws Exception {
        Path dynamic = folder.resolve("zoo.cfg.dynamic");
        Files.writeString(dynamic, "server.1=a:2888:3888:participant;0.0.0.0:2199\n");
        ServerConfig config = load("dataDir=/d\ndynamicConfigFile=" + dynamic + "\n");
        assertEquals(Optional.of(new Listen("0.0.0.0", 2199)), config.clients().listen());

        Files.writeString(dynamic, "tickTime=5\n");
        assertThrows(
                ConfigException.class,
                () -> load("dataDir=/d\ndynamicConfigFile=" + dynamic + "\n"));
    }

    @Test
    void aFileWithoutDataDirIsRefused() {
        ConfigException refusal =
                assertThrows(ConfigException.class, () -> load("clientPort=2181\n"));
        assertEquals(folder.resolve("zoo.cfg") + ": dataDir is not set", refusal.getMessage());
    }

    @Test
    void aMissingFileIsNamed() {
        Path missing = folder.resolve("none.cfg");
        ConfigException refusal =
                assertThrows(
                        ConfigException.class,
                        () ->
                                ConfigLoader.load(
                                        new Sources(Optional.of(missing), List.of(), Map.of())));
        assertEquals("the configuration file " + missing + " is missing", refusal.getMessage());
    }

    @Test
    void throttleMetricsAndPausesAreRead() throws Exception {
        ServerConfig config =
                load(
                        """
                        dataDir=/d
                        clientPort=2181
                        request_throttle_max_requests=20
                        throttled_op_wait_time=250
                        largeRequestThreshold=1000
                        largeRequestMaxBytes=5000
                        metricsProvider.className=\
                          org.apache.zookeeper.metrics.prometheus.PrometheusMetricsProvider
                        metricsProvider.httpPort=7070
                        metricsProvider.numWorkerThreads=2
                        jvm.pause.monitor=true
                        jvm.pause.warn-threshold.ms=2000
                        serverCnxnFactory=org.apache.zookeeper.server.NettyServerCnxnFactory
                        """);
        assertEquals(20, config.limits().outstandingRequests());
        assertEquals(250, config.limits().maxWaitMs());
        assertEquals(OptionalLong.of(1000), config.limits().largeRequestBytes());
        assertEquals(5000, config.limits().largeRequestsMaxBytes());
        assertEquals(
                new ServerConfig.MetricsProvider(
                        ServerConfig.MetricsProvider.Kind.PROMETHEUS, "0.0.0.0", 7070, true),
                config.metrics());
        assertEquals(Optional.of(new ServerConfig.Pauses(500, 1000, 2000)), config.pauses());
        assertEquals(List.of(), config.warnings());
    }

    @Test
    void tooFewSnapshotsToKeepBecomeThree() throws Exception {
        ServerConfig config = load("dataDir=/d\nclientPort=1\nautopurge.snapRetainCount=1\n");
        assertEquals(3, config.disk().purge().retain());
        assertEquals(
                List.of("Invalid autopurge.snapRetainCount: 1. Defaulting to 3"),
                config.warnings());
    }

    private ServerConfig load(String text) throws ConfigException, IOException {
        return ConfigLoader.load(new Sources(Optional.of(file(text)), List.of(), Map.of()));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("zoo.cfg"), text);
    }
}
