package org.muster.bench.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class EnsembleRunTest {
    @Test
    void everyMemberHasAPortForItsPeersAndOneForElections() {
        assertEquals(
                """
                initLimit=10
                syncLimit=5
                server.1=127.0.0.1:2:3
                server.2=127.0.0.1:5:6
                """,
                EnsembleRun.memberLines(List.of(1, 2, 3, 4, 5, 6)));
    }

    @Test
    void aMemberTellsItsModeAndZxid() {
        String answer =
                "Zookeeper version: 3.9.5\nZxid: 0x3fffffffff\nMode: leader\nNode count: 5\n";
        MemberReport report = MemberReport.parse(answer).orElseThrow();
        assertEquals(new MemberReport("leader", 0x3f_ffff_ffffL), report);
        assertTrue(report.leads());
    }

    @Test
    void aMemberThatDoesNotServeTellsNothing() {
        assertEquals(
                Optional.empty(),
                MemberReport.parse("This ZooKeeper instance is not currently serving requests\n"));
    }

    @Test
    void portsDifferAndStayBelowThoseOfOutgoingConnections() {
        List<Integer> ports = FreePorts.find(9);
        assertEquals(9, new TreeSet<>(ports).size());
        assertTrue(ports.stream().allMatch(port -> port >= 12_000 && port < 32_000));
    }
}
