package org.muster.cli.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@link MemberStatus} and {@link StatusTexts}. */
final class StatusTextsTest {
    private static final String LEADER_SRVR =
            """
            Zookeeper version: 3.9.5-293c895a, built on 2026-02-11 20:18 UTC
            Latency min/avg/max: 0/3.9055/108
            Received: 257
            Sent: 266
            Connections: 2
            Outstanding: 0
            Zxid: 0x100000072
            Mode: leader
            Node count: 17
            Proposal sizes last/min/max: 135/48/175
            """;

    private static final MemberStatus LEADER =
            MemberStatus.of(
                    "a:2181",
                    LEADER_SRVR,
                    "zk_version\t3.9.5\nzk_global_sessions\t3\nzk_synced_followers\t2\n");
    private static final MemberStatus WITHOUT_MNTR =
            MemberStatus.of(
                    "b:2181",
                    LEADER_SRVR.replace("leader", "follower"),
                    "mntr is not executed because it is not in the whitelist.\n");
    private static final MemberStatus LOOKING =
            MemberStatus.of(
                    "c:2181",
                    "This ZooKeeper instance is not currently serving requests\n",
                    "This ZooKeeper instance is not currently serving requests\n");

    @Test
    void aTableHasALineForEachServer() {
        assertEquals(
                """
                server  role         zxid         sessions  conns  latency min/avg/max ms
                a:2181  leader       0x100000072  3         2      0/3.9055/108
                b:2181  follower     0x100000072  -         2      0/3.9055/108
                c:2181  not serving  -            -         -      -
                """,
                StatusTexts.table(List.of(LEADER, WITHOUT_MNTR, LOOKING)));
    }

    @Test
    void theVerdictNamesTheLeader() {
        assertEquals(
                "2 of 3 servers serve, led by a:2181\n",
                StatusTexts.verdict(List.of(LEADER, WITHOUT_MNTR, LOOKING)));
        assertEquals("0 of 1 server serves\n", StatusTexts.verdict(List.of(LOOKING)));
    }

    @Test
    void jsonHoldsAllThatWasTold() {
        assertEquals(
                "{\"server\":\"a:2181\",\"mode\":\"leader\",\"zxid\":\"0x100000072\","
                        + "\"connections\":\"2\",\"outstanding\":\"0\",\"znodes\":\"17\","
                        + "\"latencyMs\":\"0/3.9055/108\","
                        + "\"version\":\"3.9.5-293c895a, built on 2026-02-11 20:18 UTC\","
                        + "\"sessions\":\"3\",\"syncedFollowers\":\"2\"}\n"
                        + "{\"server\":\"c:2181\",\"mode\":\"not serving\"}\n",
                StatusTexts.json(List.of(LEADER, LOOKING)));
    }

    @Test
    void jsonQuotesWhatWouldEndAString() {
        MemberStatus odd = MemberStatus.of("\"\\\u0001", "Mode: x\n", "");
        assertEquals(
                "{\"server\":\"\\\"\\\\\\u0001\",\"mode\":\"x\"}\n",
                StatusTexts.json(List.of(odd)));
    }

    @Test
    void whoDoesNotAnswerIsUnreachable() throws Exception {
        int port;
        try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = unused.getLocalPort();
        }
        MemberStatus gone =
                MemberStatus.of(
                        "gone",
                        new WordClient(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                                1_000));
        assertEquals(MemberStatus.UNREACHABLE, gone.mode());
        assertFalse(gone.serves());
    }
}
