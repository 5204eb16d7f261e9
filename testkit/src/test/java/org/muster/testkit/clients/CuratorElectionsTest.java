package org.muster.testkit.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.muster.testkit.clients.CuratorClients.WAIT_SECONDS;
import static org.muster.testkit.clients.CuratorClients.bytes;
import static org.muster.testkit.clients.CuratorClients.eventually;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.barriers.DistributedBarrier;
import org.apache.curator.framework.recipes.barriers.DistributedDoubleBarrier;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.recipes.leader.LeaderSelector;
import org.apache.curator.framework.recipes.leader.LeaderSelectorListenerAdapter;
import org.apache.curator.framework.recipes.nodes.GroupMember;
import org.apache.curator.framework.recipes.nodes.PersistentNode;
import org.apache.curator.framework.recipes.nodes.PersistentTtlNode;
import org.apache.zookeeper.CreateMode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Curator's leaders, barriers and nodes that last. */
@Tag("slow")
class CuratorElectionsTest {
    private static CuratorClients clients;

    @BeforeAll
    static void start() throws IOException {
        clients = new CuratorClients();
    }

    @AfterAll
    static void stop() {
        clients.close();
    }

    @Test
    void leaderLatch() throws Exception {
        LeaderLatch first = new LeaderLatch(clients.one, "/elections/latch", "first");
        LeaderLatch second = new LeaderLatch(clients.two, "/elections/latch", "second");
        first.start();
        assertTrue(first.await(WAIT_SECONDS, TimeUnit.SECONDS));
        second.start();
        eventually("both take part", () -> first.getParticipants().size() == 2);
        assertEquals("first", second.getLeader().getId());
        assertFalse(second.hasLeadership());
        first.close();
        assertTrue(second.await(WAIT_SECONDS, TimeUnit.SECONDS), "the next one follows");
        second.close();
    }

    @Test
    void leaderSelector() throws Exception {
        CountDownLatch firstLeads = new CountDownLatch(1);
        CountDownLatch secondLeads = new CountDownLatch(1);
        CountDownLatch resign = new CountDownLatch(1);
        LeaderSelector first = selector(clients.one, firstLeads, resign);
        first.setId("first");
        first.start();
        assertTrue(firstLeads.await(WAIT_SECONDS, TimeUnit.SECONDS));
        LeaderSelector second = selector(clients.two, secondLeads, new CountDownLatch(0));
        second.start();
        assertEquals("first", second.getLeader().getId());
        resign.countDown();
        assertTrue(secondLeads.await(WAIT_SECONDS, TimeUnit.SECONDS), "the next one follows");
        first.close();
        second.close();
    }

    private static LeaderSelector selector(
            CuratorFramework client, CountDownLatch leads, CountDownLatch resign) {
        LeaderSelectorListenerAdapter listener =
                new LeaderSelectorListenerAdapter() {
                    @Override
                    public void takeLeadership(CuratorFramework own) throws Exception {
                        leads.countDown();
                        resign.await();
                    }
                };
        return new LeaderSelector(client, "/elections/selector", listener);
    }

    @Test
    void barrier() throws Exception {
        DistributedBarrier mine = new DistributedBarrier(clients.one, "/barriers/single");
        mine.setBarrier();
        DistributedBarrier theirs = new DistributedBarrier(clients.two, "/barriers/single");
        assertFalse(theirs.waitOnBarrier(50, TimeUnit.MILLISECONDS));
        mine.removeBarrier();
        assertTrue(theirs.waitOnBarrier(WAIT_SECONDS, TimeUnit.SECONDS));
    }

    @Test
    void doubleBarrier() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<Boolean> one = threads.submit(passes(clients.one));
            Future<Boolean> two = threads.submit(passes(clients.two));
            assertTrue(one.get());
            assertTrue(two.get());
        }
    }

    private static Callable<Boolean> passes(CuratorFramework client) {
        DistributedDoubleBarrier barrier =
                new DistributedDoubleBarrier(client, "/barriers/double", 2);
        return () ->
                barrier.enter(WAIT_SECONDS, TimeUnit.SECONDS)
                        && barrier.leave(WAIT_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void persistentNode() throws Exception {
        try (PersistentNode node =
                new PersistentNode(
                        clients.one, CreateMode.EPHEMERAL, false, "/nodes/lasting", bytes("x"))) {
            node.start();
            assertTrue(node.waitForInitialCreate(WAIT_SECONDS, TimeUnit.SECONDS));
            clients.two.delete().forPath("/nodes/lasting");
            eventually(
                    "it is made again",
                    () -> clients.two.checkExists().forPath("/nodes/lasting") != null);
        }
        eventually("it goes", () -> clients.two.checkExists().forPath("/nodes/lasting") == null);
    }

    @Test
    void persistentTtlNode() throws Exception {
        try (PersistentTtlNode node =
                new PersistentTtlNode(clients.one, "/ttl/node", 1_000, bytes("x"))) {
            node.start();
            assertTrue(node.waitForInitialCreate(WAIT_SECONDS, TimeUnit.SECONDS));
            eventually(
                    "it is touched",
                    () ->
                            clients.two
                                            .checkExists()
                                            .forPath(
                                                    "/ttl/node/"
                                                            + PersistentTtlNode
                                                                    .DEFAULT_CHILD_NODE_NAME)
                                    != null);
        }
    }

    @Test
    void groupMember() throws Exception {
        try (GroupMember first = new GroupMember(clients.one, "/group", "first");
                GroupMember second = new GroupMember(clients.two, "/group", "second")) {
            first.start();
            second.start();
            Set<String> both = Set.of("first", "second");
            eventually("both belong", () -> first.getCurrentMembers().keySet().equals(both));
            eventually("both belong", () -> second.getCurrentMembers().keySet().equals(both));
        }
    }
}
