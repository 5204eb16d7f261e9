package org.muster.server.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.muster.model.SessionId;
import org.muster.model.ZPath;
import org.muster.model.request.Op;
import org.muster.replica.Histogram;
import org.muster.replica.core.CoreReport;
import org.muster.replica.front.ConnectionReport;
import org.muster.replica.front.FrontCounts;
import org.muster.replica.front.FrontReport;
import org.muster.replica.front.WatchReport;
import org.muster.server.config.ConfigLoader;
import org.muster.server.config.Setting;
import org.muster.server.config.Sources;
import org.muster.server.metrics.Office;
import org.muster.server.metrics.Traffic;

/** Against answers of Apache ZooKeeper 3.9.5, byte for byte. */
class WordTextsTest {
    private static final SessionId SESSION = new SessionId(0x100001081fa0017L);
    private static final ConnectionReport CLIENT =
            new ConnectionReport(
                    "/127.0.0.1:48402",
                    0,
                    6,
                    6,
                    SESSION,
                    Op.ADD_WATCH,
                    1795290382702L,
                    30000,
                    5,
                    0x72,
                    1324316,
                    new ConnectionReport.Latency(0, 0, 1.0, 6, 6));
    private static final ConnectionReport PROBE =
            new ConnectionReport(
                    "/127.0.0.1:48420",
                    0,
                    0,
                    0,
                    SessionId.NONE,
                    null,
                    1795290383000L,
                    10000,
                    -1,
                    -1,
                    0,
                    new ConnectionReport.Latency(0, 0, 0, 0, 0));
    private static final ServerFigures FIGURES =
            new ServerFigures(
                    "3.9.5-293c895a8d966a3ecb92872be4a1daf87d725da2, built on 2026-02-11 20:18 UTC",
                    new FrontReport(
                            2,
                            250,
                            260,
                            0,
                            201,
                            785,
                            0,
                            108,
                            0,
                            0,
                            0,
                            0,
                            16,
                            16,
                            200,
                            new FrontCounts()),
                    new Traffic(0, 0, 0, 0, 0, 7, 6),
                    new ServerFigures.TreeFigures(0x72, 17, 2, 1),
                    RoleFigures.STANDALONE,
                    new Office.Sizes(-1, -1, -1));

    private static final String TAIL =
            """
            Latency min/avg/max: 0/3.9055/108
            Received: 257
            Sent: 266
            Connections: 2
            Outstanding: 0
            Zxid: 0x72
            Mode: standalone
            Node count: 17
            """;

    @Test
    void srvr() {
        assertEquals(
                "Zookeeper version: 3.9.5-293c895a8d966a3ecb92872be4a1daf87d725da2,"
                        + " built on 2026-02-11 20:18 UTC\n"
                        + TAIL,
                StateTexts.srvr(FIGURES));
    }

    @Test
    void stat() {
        assertEquals(
                "Zookeeper version: 3.9.5-293c895a8d966a3ecb92872be4a1daf87d725da2,"
                        + " built on 2026-02-11 20:18 UTC\n"
                        + """
                        Clients:
                         /127.0.0.1:48402[1](queued=0,recved=6,sent=6)
                         /127.0.0.1:48420[0](queued=0,recved=1,sent=0)

                        """
                        + TAIL,
                StateTexts.stat(FIGURES, List.of(CLIENT, PROBE), PROBE.remote()));
    }

    @Test
    void cons() {
        assertEquals(
                " /127.0.0.1:48402[1](queued=0,recved=6,sent=6,sid=0x100001081fa0017,lop=ADDW,"
                        + "est=1795290382702,to=30000,lcxid=0x5,lzxid=0x72,lresp=1324316,"
                        + "llat=0,minlat=0,avglat=1,maxlat=6)\n"
                        + " /127.0.0.1:48420[0](queued=0,recved=1,sent=0)\n\n",
                StateTexts.cons(List.of(CLIENT, PROBE), PROBE.remote()));
    }

    @ParameterizedTest
    @EnumSource(Op.class)
    void eachOperationHasAShortName(Op op) {
        ConnectionReport connection =
                new ConnectionReport(
                        "/1.2.3.4:5",
                        0,
                        1,
                        1,
                        SESSION,
                        op,
                        0,
                        0,
                        -1,
                        -1,
                        0,
                        new ConnectionReport.Latency(0, 0, 0, 0, 0));
        String text = StateTexts.cons(List.of(connection), "");
        assertTrue(text.matches("(?s).*,lop=[A-Z0-9]{2,6},est=0,to=0,lzxid=0xf{16},.*"), text);
    }

    @Test
    void dumpOfALearner() {
        String text =
                WatchTexts.dumpOfLearner(
                        Map.of(SESSION, 30_000),
                        List.of(new WatchTexts.Owner(SESSION, List.of(ZPath.of("/eA")))),
                        List.of());
        assertEquals(
                """
                SessionTracker dump:
                Global Sessions(1):
                0x100001081fa0017\t30000ms
                ephemeral nodes dump:
                Sessions with Ephemerals (1):
                0x100001081fa0017:
                \t/eA
                Connections dump:
                Connections Sets (0)/(0):
                """,
                text);
    }

    @Test
    void dump() {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        try {
            long nowMs = 1795290380000L;
            String text =
                    WatchTexts.dump(
                            List.of(
                                    new CoreReport.Bucket(5000, List.of()),
                                    new CoreReport.Bucket(7000, List.of(SESSION))),
                            List.of(
                                    new WatchTexts.Owner(
                                            SESSION, List.of(ZPath.of("/eA"), ZPath.of("/eB")))),
                            List.of(CLIENT, PROBE),
                            nowMs);
            assertEquals(
                    """
                    SessionTracker dump:
                    Session Sets (2)/(1):
                    0 expire at Sat Nov 21 19:46:25 UTC 2026:
                    1 expire at Sat Nov 21 19:46:27 UTC 2026:
                    \t0x100001081fa0017
                    ephemeral nodes dump:
                    Sessions with Ephemerals (1):
                    0x100001081fa0017:
                    \t/eA
                    \t/eB
                    Connections dump:
                    Connections Sets (2)/(2):
                    1 expire at Sat Nov 21 19:46:27 UTC 2026:
                    \tip: /127.0.0.1:48402 sessionId: 0x100001081fa0017
                    1 expire at Sat Nov 21 19:46:33 UTC 2026:
                    \tip: /127.0.0.1:48420 sessionId: 0x0
                    """,
                    text);
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void watches() {
        List<WatchReport.BySession> bySession =
                List.of(
                        new WatchReport.BySession(
                                SESSION, List.of(ZPath.of("/h1"), ZPath.of("/h2"))));
        assertEquals(
                "1 connections watching 2 paths\nTotal watches:2\n", WatchTexts.wchs(bySession));
        assertEquals("0x100001081fa0017\n\t/h1\n\t/h2\n\n", WatchTexts.wchc(bySession));
        assertEquals(
                "/h1\n\t0x100001081fa0017\n\t0x5\n\n",
                WatchTexts.wchp(
                        List.of(
                                new WatchReport.ByPath(ZPath.of("/h1"), List.of(SESSION)),
                                new WatchReport.ByPath(
                                        ZPath.of("/h1"), List.of(new SessionId(5))))));
        assertEquals("\n", WatchTexts.wchc(List.of()));
    }

    @Test
    void conf() throws Exception {
        List<Setting> settings =
                List.of(
                        new Setting("clientPort", "22181", ""),
                        new Setting("tickTime", "2000", ""),
                        new Setting("dataDir", "/data", ""),
                        new Setting("dataLogDir", "/datalog", ""));
        var config = ConfigLoader.load(new Sources(Optional.empty(), settings, Map.of()));
        assertEquals(
                """
                clientPort=22181
                secureClientPort=-1
                dataDir=/data/version-2
                dataDirSize=478
                dataLogDir=/datalog/version-2
                dataLogSize=67109358
                tickTime=2000
                maxClientCnxns=60
                minSessionTimeout=4000
                maxSessionTimeout=40000
                clientPortListenBacklog=-1
                serverId=0
                """,
                ConfigTexts.conf(config, new ConfigTexts.Sizes(478, 67109358)));
        assertEquals(Path.of("/data"), config.disk().dataDir());
    }

    @Test
    void dirsAndHash() {
        assertEquals(
                "datadir_size: 67109358\nlogdir_size: 12\n",
                ConfigTexts.dirs(new ConfigTexts.Sizes(67109358, 12)));
        assertEquals(
                "80: 277846488700\n100: 279231904112\n",
                ConfigTexts.hash(
                        List.of(
                                new Member.RetainedDigest(0x80, 277846488700L),
                                new Member.RetainedDigest(0x100, 279231904112L))));
        assertEquals("", ConfigTexts.hash(List.of()));
    }

    @Test
    void mntrHasEveryNameWithItsValueOrZero() {
        Histogram numbers = new Histogram();
        for (long number : new long[] {0, 0, 1, 0, 6, 0, 0, 0, 0}) {
            numbers.add(number);
        }
        MetricSet metrics = new MetricSet();
        metrics.gauge("znode_count", 17);
        metrics.counter("connection_rejected", 3);
        metrics.summary("sync_process_time", numbers);
        String text = MntrTexts.plain(metrics);
        assertTrue(text.startsWith("zk_znode_count\t17\nzk_watch_bytes\t0\n"), text);
        assertTrue(text.contains("\nzk_connection_rejected\t3\n"));
        assertTrue(
                text.contains(
                        """
                        zk_avg_sync_process_time\t0.7778
                        zk_min_sync_process_time\t0
                        zk_max_sync_process_time\t6
                        zk_cnt_sync_process_time\t9
                        zk_sum_sync_process_time\t7
                        """));
        assertTrue(text.contains("\nzk_avg_fsynctime\t0.0\n"));
        assertTrue(text.contains("\nzk_p999_readlatency\t0\n"));
        // 51 counters, 42 summaries of five lines, 23 of nine.
        assertEquals(1 + 51 + 42 * 5 + 23 * 9, text.lines().count());
    }

    @Test
    void wordsAreFoundByTheirBytes() {
        assertEquals(Optional.of(Word.RUOK), Word.of(0x72756f6b));
        assertEquals(Optional.of(Word.MNTR), Word.of(0x6d6e7472));
        assertEquals(Optional.of(Word.TELNET_CLOSE), Word.of(0xfff4fffd));
        assertEquals(Optional.empty(), Word.of(0x52554f4b));
        assertEquals(Optional.empty(), Word.of(45));
        assertEquals(19, Word.values().length);
    }
}
