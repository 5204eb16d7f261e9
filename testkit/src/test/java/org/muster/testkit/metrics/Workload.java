package org.muster.testkit.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.muster.testkit.ServerProcess;
import org.muster.testkit.rawwire.Link;
import org.muster.testkit.rawwire.Opcode;
import org.muster.testkit.rawwire.Out;
import org.muster.testkit.rawwire.Session;

/**
 * A little of everything that metrics count, the same for every server: each step waits for what it
 * causes, so that nothing depends on how fast the server is.
 */
final class Workload implements AutoCloseable {
    /** Handshakes that the throttle lets through before it turns one away. */
    static final int HANDSHAKES = 6;

    /** So long that no client has to ping. */
    private static final int LONG_MS = 120_000;

    private static final int SHORT_MS = 400;
    private static final int DEADLINE_S = 30;

    private final ServerProcess server;
    private final List<ZooKeeper> open = new ArrayList<>();
    private int words;

    private Workload(ServerProcess server) {
        this.server = server;
    }

    /** Two sessions stay connected until it is closed; nothing is outstanding. */
    static Workload run(ServerProcess server) throws Exception {
        // Forgets how often the server was asked whether it is up.
        assertEquals("Server stats reset.\n", Link.word(server.port(), "srst"));
        Workload workload = new Workload(server);
        Client owner = workload.connect();
        Client other = workload.connect();
        workload.writesAndReads(owner.handle());
        workload.watches(owner, other.handle());
        workload.transactions(other.handle());
        workload.refusedIdentity();
        workload.silence(owner.handle());
        workload.comingBack();
        workload.oneTooMany();
        assertEquals("imok", Link.word(server.port(), "ruok"));
        return workload;
    }

    /** {@code scrape} as if nobody had been asked by words how far things are. */
    Scrape withoutWords(Scrape scrape) {
        return scrape.minus("zk_packets_received", words)
                .minus("zk_packets_sent", words)
                .minus("zk_bytes_received_count", words * 4L);
    }

    @Override
    public void close() {
        try {
            for (ZooKeeper client : open) {
                client.close();
            }
        } catch (InterruptedException stopRequested) {
            Thread.currentThread().interrupt();
        }
    }

    private record Client(ZooKeeper handle, LinkedBlockingQueue<WatchedEvent> events) {
        void awaitEvent(EventType type, String path) throws InterruptedException {
            WatchedEvent event = events.poll(DEADLINE_S, TimeUnit.SECONDS);
            assertTrue(event != null, "no event for " + path);
            assertEquals(List.of(type, path), List.of(event.getType(), event.getPath()));
        }
    }

    private Client connect() throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        LinkedBlockingQueue<WatchedEvent> events = new LinkedBlockingQueue<>();
        Watcher watcher =
                event -> {
                    if (event.getType() != EventType.None) {
                        events.add(event);
                    } else if (event.getState() == KeeperState.SyncConnected) {
                        connected.countDown();
                    }
                };
        ZooKeeper handle = new ZooKeeper(server.connectString(), LONG_MS, watcher);
        assertTrue(connected.await(DEADLINE_S, TimeUnit.SECONDS), "connects");
        open.add(handle);
        return new Client(handle, events);
    }

    private void writesAndReads(ZooKeeper client) throws Exception {
        byte[] data = "0123456789".getBytes(StandardCharsets.US_ASCII);
        client.create("/m", data, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        for (int i = 0; i < 5; i++) {
            client.create("/m/n" + i, data, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        }
        client.create("/m/e", data, Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);
        client.create("/m/s-", data, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT_SEQUENTIAL);
        client.setData("/m/n0", data, 0);
        client.setACL("/m/n1", Ids.OPEN_ACL_UNSAFE, 0);
        client.delete("/m/n2", 0);
        for (int i = 0; i < 3; i++) {
            assertArrayEquals(data, client.getData("/m/n0", false, null));
            assertEquals(6, client.getChildren("/m", false).size());
        }
        assertEquals(6, client.getAllChildrenNumber("/m"));
        assertEquals(List.of("/m/e"), client.getEphemerals());
        assertEquals(Ids.OPEN_ACL_UNSAFE, client.getACL("/m/n1", null));
        assertNull(client.exists("/m/missing", false));
        CountDownLatch synced = new CountDownLatch(1);
        client.sync("/m", (code, path, context) -> synced.countDown(), null);
        assertTrue(synced.await(DEADLINE_S, TimeUnit.SECONDS), "syncs");
        assertThrows(
                KeeperException.NodeExistsException.class,
                () -> client.create("/m", data, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT));
        assertThrows(KeeperException.BadVersionException.class, () -> client.delete("/m/n0", 7));
    }

    /** One change at a time, each event awaited. */
    private void watches(Client watcher, ZooKeeper changer) throws Exception {
        ZooKeeper client = watcher.handle();
        client.getData("/m/n0", true, null);
        changer.setData("/m/n0", new byte[1], -1);
        watcher.awaitEvent(EventType.NodeDataChanged, "/m/n0");
        client.exists("/m/late", true);
        client.getChildren("/m", true);
        changer.create("/m/late", new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        watcher.awaitEvent(EventType.NodeCreated, "/m/late");
        watcher.awaitEvent(EventType.NodeChildrenChanged, "/m");
        client.exists("/m/late", true);
        changer.delete("/m/late", -1);
        watcher.awaitEvent(EventType.NodeDeleted, "/m/late");
        client.addWatch("/m/n1", AddWatchMode.PERSISTENT);
        changer.setData("/m/n1", new byte[2], -1);
        watcher.awaitEvent(EventType.NodeDataChanged, "/m/n1");
        client.getData("/m/n3", true, null);
    }

    private void transactions(ZooKeeper client) throws Exception {
        client.multi(
                List.of(
                        Op.create("/m/t", new byte[3], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT),
                        Op.setData("/m/t", new byte[4], 0)));
        assertThrows(
                KeeperException.class,
                () -> client.multi(List.of(Op.delete("/m/t", 1), Op.check("/m/absent", 0))));
        assertEquals(2, client.multi(List.of(Op.getData("/m/t"), Op.getChildren("/m"))).size());
    }

    /** The server ends the connection of one whom it cannot identify. */
    private void refusedIdentity() throws IOException {
        Session stranger = Session.open(server.port(), LONG_MS);
        assertEquals(0, stranger.ask(Opcode.AUTH, identity("digest", "user:secret")).error());
        stranger.send(Opcode.AUTH, identity("none-such", ""));
        awaitEnd(stranger);
    }

    private static Out identity(String scheme, String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        return new Out().int32(0).string(scheme).buffer(bytes);
    }

    /** The server's end of the connection comes first, so that it is not one that was lost. */
    private static void awaitEnd(Session session) throws IOException {
        while (session.link().frame() != null) {
            // A last reply.
        }
        session.close();
    }

    /** A session ends because nobody speaks for it. */
    private void silence(ZooKeeper witness) throws Exception {
        Session silent = Session.open(server.port(), SHORT_MS);
        silent.made("/m/silent", new byte[5], 1);
        CountDownLatch deleted = new CountDownLatch(1);
        witness.exists("/m/silent", event -> deleted.countDown());
        assertTrue(deleted.await(DEADLINE_S, TimeUnit.SECONDS), "the session expires");
    }

    /** A session is taken up again, then by one who does not know its password. */
    private void comingBack() throws IOException {
        Session first = Session.open(server.port(), LONG_MS);
        first.close();
        awaitTrue(() -> connections() == open.size() + 1, "the server sees the end");
        Session again =
                Session.attach(
                        new Link(server.port(), DEADLINE_S * 1000),
                        LONG_MS,
                        first.id(),
                        first.passwordHex());
        assertEquals(first.id(), again.id());
        again.send(Opcode.CLOSE_SESSION, new Out());
        awaitEnd(again);
    }

    /** Connections of clients, and the one that asks. */
    private long connections() {
        words++;
        try {
            String answer = Link.word(server.port(), "cons");
            return answer.lines().filter(line -> line.startsWith(" /")).count();
        } catch (IOException failure) {
            return Long.MAX_VALUE;
        }
    }

    private void oneTooMany() {
        for (int i = 0; i < 2; i++) {
            assertThrows(IOException.class, () -> Session.open(server.port(), LONG_MS).end());
        }
    }

    private static void awaitTrue(BooleanSupplier condition, String what) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_S);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - deadline < 0, what);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }
}
