package org.muster.testkit.ensemble;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.testkit.ServerLaunch;
import org.muster.testkit.ServerProcess;

/**
 * An ensemble of real processes keeps every acknowledged write exactly once whatever befalls its
 * leader, and clients of the other members notice nothing but a pause.
 */
@Tag("slow")
class LeaderLossTest {
    private static final String HOME = "/kept";
    private static final int SOME = 30;
    private static final int TERMINATED = 128 + 15;

    @TempDir private Path folder;

    private Members members;
    private final List<SteadyWriter> writers = new ArrayList<>();

    private interface Fault {
        void befall(ServerProcess member) throws Exception;
    }

    @BeforeEach
    void start() throws Exception {
        members = new Members(3, 0, folder, ServerLaunch.muster());
        ZooKeeper first = SteadyWriter.connect(members.all().getFirst());
        first.create(HOME, new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        for (int i = 0; i < 3; i++) {
            ServerProcess member = members.all().get(i);
            ZooKeeper reader = SteadyWriter.connect(member);
            sync(reader);
            reader.close();
            writers.add(new SteadyWriter("writer" + (i + 1), member, HOME));
        }
        first.close();
    }

    @AfterEach
    void stop() {
        writers.forEach(SteadyWriter::close);
        members.close();
    }

    @Test
    void acknowledgedWritesOutliveEveryLeader() throws Exception {
        befallLeader("killed", ServerProcess::kill, ServerProcess::restart);
        befallLeader("terminated", LeaderLossTest::terminate, ServerProcess::restart);
        befallLeader("frozen", ServerProcess::pause, ServerProcess::resume);
        for (int i = 0; i < 3; i++) {
            befall(i, "restarted", LeaderLossTest::terminate, ServerProcess::restart);
        }
        for (SteadyWriter writer : writers) {
            writer.finish();
        }
        Set<String> everything = children(members.all().getFirst());
        for (ServerProcess member : members.all()) {
            assertEquals(everything, children(member), "members differ");
        }
        for (SteadyWriter writer : writers) {
            assertOnce(writer, everything);
        }
    }

    private static void terminate(ServerProcess member) throws IOException {
        assertEquals(TERMINATED, member.terminate(), member.output());
    }

    private void befallLeader(String what, Fault fault, Fault recovery) throws Exception {
        befall(members.leader(), "leader " + what, fault, recovery);
    }

    private void befall(int victim, String what, Fault fault, Fault recovery) throws Exception {
        List<SteadyWriter> others = new ArrayList<>(writers);
        others.remove(victim);
        List<List<String>> before = others.stream().map(SteadyWriter::failures).toList();
        for (SteadyWriter writer : writers) {
            writer.awaitProgress(SOME);
            writer.takeLongestGapMs();
        }
        ServerProcess member = members.all().get(victim);
        fault.befall(member);
        for (SteadyWriter writer : others) {
            writer.awaitProgress(SOME);
        }
        List<Long> gaps = others.stream().map(SteadyWriter::takeLongestGapMs).toList();
        System.out.println(what + ": longest gaps of the other members' writers, ms: " + gaps);
        recovery.befall(member);
        writers.get(victim).awaitProgress(SOME);
        assertEquals(before, others.stream().map(SteadyWriter::failures).toList(), what);
    }

    private Set<String> children(ServerProcess member) throws Exception {
        ZooKeeper client = SteadyWriter.connect(member);
        sync(client);
        List<String> children = client.getChildren(HOME, false);
        client.close();
        return new TreeSet<>(children);
    }

    private static void sync(ZooKeeper client) throws InterruptedException {
        CountDownLatch synced = new CountDownLatch(1);
        client.sync("/", (code, path, context) -> synced.countDown(), null);
        assertTrue(synced.await(30, TimeUnit.SECONDS), "no answer to sync");
    }

    /** No operation has left two znodes, and each acknowledged one has left its own. */
    private static void assertOnce(SteadyWriter writer, Set<String> everything) {
        Set<String> missing = new TreeSet<>(writer.acknowledged());
        missing.removeAll(everything);
        assertEquals(Set.of(), missing, "acknowledged but not there");
        Set<String> operations = new HashSet<>();
        for (String node : everything) {
            String operation = node.substring(0, node.lastIndexOf('-'));
            assertTrue(operations.add(operation), operation + " was carried out twice");
        }
    }
}
