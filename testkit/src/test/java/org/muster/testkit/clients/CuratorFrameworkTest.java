package org.muster.testkit.clients;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.muster.testkit.clients.CuratorClients.WAIT_SECONDS;
import static org.muster.testkit.clients.CuratorClients.bytes;
import static org.muster.testkit.clients.CuratorClients.eventually;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.transaction.CuratorOp;
import org.apache.curator.framework.api.transaction.CuratorTransactionResult;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Curator's framework: its calls, its protections and its way back after a restart. */
@Tag("slow")
class CuratorFrameworkTest {
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
    void nodes() throws Exception {
        Stat stat = new Stat();
        clients.one
                .create()
                .storingStatIn(stat)
                .creatingParentContainersIfNeeded()
                .withMode(CreateMode.EPHEMERAL)
                .forPath("/framework/deep/node", bytes("x"));
        assertNotNull(clients.two.checkExists().forPath("/framework/deep/node"));
        assertEquals(List.of("node"), clients.two.getChildren().forPath("/framework/deep"));
        clients.two.setData().withVersion(0).forPath("/framework/deep/node", bytes("y"));
        assertThrows(
                KeeperException.BadVersionException.class,
                () -> clients.one.setData().withVersion(0).forPath("/framework/deep/node"));
        assertArrayEquals(
                bytes("y"),
                clients.one.getData().storingStatIn(stat).forPath("/framework/deep/node"));
        assertEquals(1, stat.getVersion());
        clients.one.create().orSetData().forPath("/framework/deep/node", bytes("z"));
        clients.one.delete().guaranteed().forPath("/framework/deep/node");
        assertNull(clients.two.checkExists().forPath("/framework/deep/node"));
        clients.one.sync().forPath("/framework");
    }

    @Test
    void protectedSequentialNodesAndTtl() throws Exception {
        clients.one.create().orSetData().forPath("/protected", bytes(""));
        String path =
                clients.one
                        .create()
                        .withProtection()
                        .withMode(CreateMode.EPHEMERAL_SEQUENTIAL)
                        .forPath("/protected/n-");
        assertTrue(path.startsWith("/protected/_c_") && path.endsWith("-n-0000000000"), path);
        clients.one
                .create()
                .withTtl(3_600_000)
                .withMode(CreateMode.PERSISTENT_WITH_TTL)
                .forPath("/protected/ttl", bytes("x"));
    }

    @Test
    void transactions() throws Exception {
        List<CuratorOp> operations =
                List.of(
                        clients.one.transactionOp().create().forPath("/tx", bytes("0")),
                        clients.one.transactionOp().check().withVersion(0).forPath("/tx"),
                        clients.one.transactionOp().setData().forPath("/tx", bytes("1")));
        List<CuratorTransactionResult> results =
                clients.one.transaction().forOperations(operations);
        assertEquals(1, results.get(2).getResultStat().getVersion());
        assertThrows(
                KeeperException.NodeExistsException.class,
                () -> clients.one.transaction().forOperations(operations));
    }

    @Test
    void permissions() throws Exception {
        try (CuratorFramework owner = CuratorClients.connect(clients.server)) {
            owner.getZookeeperClient().blockUntilConnectedOrTimedOut();
            owner.getZookeeperClient().getZooKeeper().addAuthInfo("digest", bytes("me:pw"));
            owner.create().withACL(ZooDefs.Ids.CREATOR_ALL_ACL).forPath("/mine", bytes("m"));
            assertThrows(
                    KeeperException.NoAuthException.class,
                    () -> clients.one.getData().forPath("/mine"));
            owner.setACL().withACL(ZooDefs.Ids.OPEN_ACL_UNSAFE).forPath("/mine");
            assertArrayEquals(bytes("m"), clients.one.getData().forPath("/mine"));
        }
    }

    @Test
    void watchesAndBackgroundCalls() throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        clients.one
                .checkExists()
                .usingWatcher(
                        (org.apache.zookeeper.Watcher) event -> seen.add(event.getType().name()))
                .forPath("/background");
        CountDownLatch done = new CountDownLatch(1);
        clients.two
                .create()
                .inBackground((client, event) -> done.countDown())
                .forPath("/background", bytes(""));
        assertTrue(done.await(WAIT_SECONDS, TimeUnit.SECONDS));
        assertEquals("NodeCreated", seen.poll(WAIT_SECONDS, TimeUnit.SECONDS));
    }

    @Test
    void namespaces() throws Exception {
        CuratorFramework inside = clients.one.usingNamespace("space");
        inside.create().forPath("/a", bytes("x"));
        assertNotNull(clients.two.checkExists().forPath("/space/a"));
    }

    @Test
    void theSessionAndItsEphemeralsOutliveARestart() throws Exception {
        try (CuratorClients own = new CuratorClients()) {
            List<ConnectionState> states = new ArrayList<>();
            CountDownLatch back = new CountDownLatch(1);
            own.one.create().withMode(CreateMode.EPHEMERAL).forPath("/alive", bytes("x"));
            long session = own.one.getZookeeperClient().getZooKeeper().getSessionId();
            own.one
                    .getConnectionStateListenable()
                    .addListener((client, state) -> {
                        states.add(state);
                        if (state == ConnectionState.RECONNECTED) {
                            back.countDown();
                        }
                    });
            own.server.restart();
            assertTrue(back.await(WAIT_SECONDS, TimeUnit.SECONDS), () -> "states: " + states);
            assertEquals(session, own.one.getZookeeperClient().getZooKeeper().getSessionId());
            Stat stat = own.one.checkExists().forPath("/alive");
            assertEquals(session, stat.getEphemeralOwner());
            own.one.close();
            eventually("it goes", () -> own.two.checkExists().forPath("/alive") == null);
        }
    }
}
