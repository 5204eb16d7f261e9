package org.muster.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.Test;
import org.muster.client.CreateSpec;
import org.muster.client.MusterClient;
import org.muster.client.SessionState;
import org.muster.model.Bytes;

@SuppressWarnings("try") // the reference's close() may throw InterruptedException
class TestEnsembleTest {
    private static final long WAIT_S = 30;

    @Test
    void aSessionThatIsEndedIsExpiredForTheReferencesClient() throws Exception {
        try (TestEnsemble servers = TestEnsemble.start(1);
                ZooKeeper client = new ZooKeeper(servers.connectString(), 20_000, e -> {});
                ZooKeeper other = new ZooKeeper(servers.connectString(), 20_000, e -> {})) {
            client.create("/e", null, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);
            servers.expireSession(client.getSessionId());
            assertEquals(null, other.exists("/e", false));
            assertThrows(KeeperException.SessionExpiredException.class, () -> untilItFails(client));
            assertThrows(IllegalArgumentException.class, () -> servers.expireSession(5));
        }
    }

    @Test
    void dataOutlivesARestartAndTheAddressStays() throws Exception {
        Path folder;
        try (TestEnsemble servers = TestEnsemble.start(1)) {
            String address = servers.connectString();
            TestServer server = servers.servers().get(0);
            folder = server.dataDirectory();
            try (MusterClient client = MusterClient.builder(address).build()) {
                client.blocking().create("/a", Bytes.utf8("1"), CreateSpec.persistent());
                server.restart();
                assertEquals(Bytes.utf8("1"), client.blocking().get("/a").data());
                server.stop();
                assertFalse(server.isRunning());
                assertEquals("", server.word("srvr"));
                servers.heal();
                assertEquals(Bytes.utf8("1"), client.blocking().get("/a").data());
            }
            assertEquals(address, servers.connectString());
        }
        assertFalse(Files.exists(folder), "its data are deleted");
    }

    @Test
    void anEnsembleServesOnWithoutItsLeaderAndExpiresSessionsOfEveryServer() throws Exception {
        try (TestEnsemble servers = TestEnsemble.start(3)) {
            assertEquals(2, servers.followers().size());
            String follower = servers.followers().get(0).connectString();
            try (ZooKeeper foreign = new ZooKeeper(follower, 20_000, e -> {});
                    MusterClient client = MusterClient.builder(follower).build()) {
                client.blocking().create("/a", Bytes.utf8("1"), CreateSpec.persistent());
                TestServer before = servers.leader();
                before.stop();
                client.blocking().create("/b", Bytes.utf8("2"), CreateSpec.persistent());
                assertFalse(servers.leader().equals(before));
                foreign.exists("/", false);
                servers.expireSession(foreign.getSessionId());
                assertThrows(
                        KeeperException.SessionExpiredException.class, () -> untilItFails(foreign));
                servers.heal();
                assertEquals(2, servers.followers().size());
            }
        }
    }

    private static void untilItFails(ZooKeeper client) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_S);
        while (System.nanoTime() < deadline) {
            try {
                client.exists("/", false);
            } catch (KeeperException.ConnectionLossException again) {
                assertTrue(client.getState().isAlive());
            }
        }
    }

    @Test
    void aCutIsAReconnectAndARefusalASuspension() throws Exception {
        try (TestEnsemble servers = TestEnsemble.start(1);
                MusterClient client = MusterClient.builder(servers.connectString()).build()) {
            LinkedBlockingQueue<SessionState> states = new LinkedBlockingQueue<>();
            client.blocking().stat("/");
            client.session().onState(states::add);
            assertInstanceOf(SessionState.Connected.class, next(states));
            FaultProxy proxy = servers.servers().get(0).proxy();
            proxy.refuse(true);
            assertInstanceOf(SessionState.Suspended.class, next(states));
            proxy.heal();
            assertInstanceOf(SessionState.Connected.class, next(states));
            assertTrue(client.blocking().stat("/").isPresent());
        }
    }

    private static SessionState next(LinkedBlockingQueue<SessionState> states)
            throws InterruptedException {
        return states.poll(WAIT_S, TimeUnit.SECONDS);
    }

    @Test
    void aWrongSettingIsNamed() {
        UncheckedIOException refusal =
                assertThrows(
                        UncheckedIOException.class,
                        () -> TestEnsemble.start(1, Map.of("tickTime", "soon")).close());
        assertTrue(refusal.getMessage().contains("tickTime=soon"), refusal.getMessage());
        assertThrows(IllegalArgumentException.class, () -> TestEnsemble.start(0).close());
    }
}
