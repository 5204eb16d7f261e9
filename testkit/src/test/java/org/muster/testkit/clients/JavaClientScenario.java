package org.muster.testkit.clients;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/**
 * What an application does with Apache's Java client; a program of its own, run with one version of
 * the client or another. Only what the oldest of them offers is used.
 */
final class JavaClientScenario {
    private static final int TIMEOUT_MS = 20_000;

    private final String servers;

    private JavaClientScenario(String servers) {
        this.servers = servers;
    }

    /** Arguments: host:port. Ends with 0 if all is as it must be. */
    public static void main(String[] arguments) throws Exception {
        JavaClientScenario scenario = new JavaClientScenario(arguments[0]);
        scenario.nodes();
        scenario.watches();
        scenario.transactions();
        scenario.permissions();
        scenario.sessions();
        scenario.asynchronousCalls();
        scenario.chroot();
        System.out.println("all done");
    }

    private static void require(boolean condition, String claim) {
        if (!condition) {
            throw new AssertionError(claim);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private ZooKeeper connect(String suffix, Watcher watcher) throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        Watcher both =
                event -> {
                    if (event.getState() == Watcher.Event.KeeperState.SyncConnected) {
                        connected.countDown();
                    }
                    watcher.process(event);
                };
        ZooKeeper client = new ZooKeeper(servers + suffix, TIMEOUT_MS, both);
        require(connected.await(30, TimeUnit.SECONDS), "connects");
        return client;
    }

    private ZooKeeper connect() throws Exception {
        return connect("", event -> {});
    }

    private void nodes() throws Exception {
        ZooKeeper client = connect();
        client.create("/nodes", bytes("zero"), Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        Stat stat = client.setData("/nodes", bytes("one"), 0);
        require(stat.getVersion() == 1, "versions count");
        require(Arrays.equals(bytes("one"), client.getData("/nodes", false, stat)), "data");
        String first =
                client.create(
                        "/nodes/s-", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT_SEQUENTIAL);
        require(first.equals("/nodes/s-0000000000"), "the first sequential node: " + first);
        Stat created = new Stat();
        client.create("/nodes/c", null, Ids.OPEN_ACL_UNSAFE, CreateMode.CONTAINER, created);
        require(created.getVersion() == 0 && created.getCzxid() > 0, "a container's Stat");
        client.create(
                "/nodes/t",
                bytes("ttl"),
                Ids.OPEN_ACL_UNSAFE,
                CreateMode.PERSISTENT_WITH_TTL,
                created,
                3_600_000);
        List<String> children = client.getChildren("/nodes", false);
        children.sort(null);
        require(children.equals(List.of("c", "s-0000000000", "t")), "children: " + children);
        require(client.exists("/nodes/none", false) == null, "a missing node");
        fails(KeeperException.Code.BADVERSION, () -> client.setData("/nodes", null, 7));
        fails(KeeperException.Code.NOTEMPTY, () -> client.delete("/nodes", -1));
        fails(
                KeeperException.Code.NODEEXISTS,
                () -> client.create("/nodes", null, Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL));
        client.delete("/nodes/t", 0);
        client.close();
    }

    private interface Action {
        void run() throws Exception;
    }

    private static void fails(KeeperException.Code expected, Action action) throws Exception {
        try {
            action.run();
        } catch (KeeperException refused) {
            require(refused.code() == expected, "expected " + expected + " but " + refused);
            return;
        }
        throw new AssertionError("expected " + expected);
    }

    private void watches() throws Exception {
        BlockingQueue<WatchedEvent> events = new LinkedBlockingQueue<>();
        ZooKeeper watching = connect();
        ZooKeeper acting = connect();
        watching.exists("/watched", events::add);
        acting.create("/watched", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        expect(events, Watcher.Event.EventType.NodeCreated);
        watching.getData("/watched", events::add, null);
        acting.setData("/watched", bytes("x"), -1);
        expect(events, Watcher.Event.EventType.NodeDataChanged);
        watching.getChildren("/watched", events::add);
        acting.create("/watched/child", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        expect(events, Watcher.Event.EventType.NodeChildrenChanged);
        acting.delete("/watched/child", -1);
        watching.exists("/watched", events::add);
        acting.delete("/watched", -1);
        expect(events, Watcher.Event.EventType.NodeDeleted);
        Watcher unwanted = events::add;
        watching.exists("/watched", unwanted);
        watching.removeWatches("/watched", unwanted, Watcher.WatcherType.Any, false);
        expect(events, Watcher.Event.EventType.DataWatchRemoved);
        require(events.isEmpty(), "no more events than these: " + events);
        watching.close();
        acting.close();
    }

    private static void expect(BlockingQueue<WatchedEvent> events, Watcher.Event.EventType type)
            throws Exception {
        WatchedEvent event = events.poll(30, TimeUnit.SECONDS);
        require(event != null && event.getType() == type, "expected " + type + " but " + event);
    }

    private void transactions() throws Exception {
        ZooKeeper client = connect();
        List<OpResult> results =
                client.multi(
                        List.of(
                                Op.create(
                                        "/tx",
                                        bytes("0"),
                                        Ids.OPEN_ACL_UNSAFE,
                                        CreateMode.PERSISTENT),
                                Op.check("/tx", 0),
                                Op.setData("/tx", bytes("1"), 0),
                                Op.create(
                                        "/tx/child",
                                        null,
                                        Ids.OPEN_ACL_UNSAFE,
                                        CreateMode.EPHEMERAL_SEQUENTIAL)));
        require(results.size() == 4, "four results");
        OpResult.CreateResult last = (OpResult.CreateResult) results.get(3);
        require(last.getPath().equals("/tx/child0000000000"), last.getPath());
        try {
            client.transaction()
                    .setData("/tx", null, -1)
                    .check("/tx", 9)
                    .delete("/tx", -1)
                    .commit();
            throw new AssertionError("a failing transaction succeeds");
        } catch (KeeperException.BadVersionException refused) {
            require(refused.getResults().size() == 3, "one result for each operation");
        }
        require(Arrays.equals(bytes("1"), client.getData("/tx", false, null)), "rolled back");
        client.close();
    }

    private void permissions() throws Exception {
        ZooKeeper owner = connect();
        owner.addAuthInfo("digest", bytes("owner:secret"));
        owner.create("/mine", bytes("m"), Ids.CREATOR_ALL_ACL, CreateMode.PERSISTENT);
        require(owner.getACL("/mine", new Stat()).get(0).getPerms() == 31, "all permissions");
        ZooKeeper stranger = connect();
        fails(KeeperException.Code.NOAUTH, () -> stranger.getData("/mine", false, null));
        fails(KeeperException.Code.NOAUTH, () -> stranger.setACL("/mine", Ids.READ_ACL_UNSAFE, -1));
        owner.setACL("/mine", Ids.READ_ACL_UNSAFE, 0);
        require(Arrays.equals(bytes("m"), stranger.getData("/mine", false, null)), "readable now");
        fails(KeeperException.Code.NOAUTH, () -> owner.setData("/mine", null, -1));
        fails(
                KeeperException.Code.INVALIDACL,
                () -> stranger.create("/x", null, Ids.CREATOR_ALL_ACL, CreateMode.PERSISTENT));
        owner.close();
        stranger.close();
    }

    private void sessions() throws Exception {
        ZooKeeper first = connect();
        first.create("/alive", null, Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);
        CountDownLatch moved = new CountDownLatch(1);
        Watcher connected =
                event -> {
                    if (event.getState() == Watcher.Event.KeeperState.SyncConnected) {
                        moved.countDown();
                    }
                };
        ZooKeeper second =
                new ZooKeeper(
                        servers,
                        TIMEOUT_MS,
                        connected,
                        first.getSessionId(),
                        first.getSessionPasswd());
        require(moved.await(30, TimeUnit.SECONDS), "re-attaches");
        require(second.getSessionId() == first.getSessionId(), "the same session");
        Stat alive = patiently(second, "/alive");
        require(alive.getEphemeralOwner() == second.getSessionId(), "the ephemeral lives on");
        second.close();
        ZooKeeper other = connect();
        if (other.exists("/alive", false) != null) {
            // The first client had the session back when the second one closed.
            first.close();
        }
        require(other.exists("/alive", false) == null, "ephemerals go with their session");
        CountDownLatch expired = new CountDownLatch(1);
        ZooKeeper refused =
                new ZooKeeper(
                        servers,
                        TIMEOUT_MS,
                        event -> {
                            if (event.getState() == Watcher.Event.KeeperState.Expired) {
                                expired.countDown();
                            }
                        },
                        other.getSessionId(),
                        new byte[16]);
        require(expired.await(30, TimeUnit.SECONDS), "a wrong password is refused");
        refused.close();
        other.close();
        first.close();
    }

    /** Both clients want the session, so each may lose its connection again. */
    private static Stat patiently(ZooKeeper client, String path) throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                return Objects.requireNonNull(client.exists(path, false));
            } catch (KeeperException.ConnectionLossException lost) {
                require(attempt < 1_000, "connected for a while");
            }
        }
    }

    private void asynchronousCalls() throws Exception {
        ZooKeeper client = connect();
        int calls = 2_000;
        client.create("/many", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        CountDownLatch created = new CountDownLatch(calls);
        BlockingQueue<String> failures = new LinkedBlockingQueue<>();
        for (int i = 0; i < calls; i++) {
            String expected = String.format("/many/n%010d", i);
            client.create(
                    "/many/n",
                    new byte[100],
                    Ids.OPEN_ACL_UNSAFE,
                    CreateMode.PERSISTENT_SEQUENTIAL,
                    (code, path, context, name) -> {
                        if (code != 0 || !Objects.equals(name, expected)) {
                            failures.add(code + " " + name);
                        }
                        created.countDown();
                    },
                    null);
        }
        require(created.await(60, TimeUnit.SECONDS), "all are answered");
        require(failures.isEmpty(), "in order and without error: " + failures);
        CountDownLatch synced = new CountDownLatch(1);
        client.sync("/many", (code, path, context) -> synced.countDown(), null);
        require(synced.await(30, TimeUnit.SECONDS), "sync is answered");
        require(client.getChildren("/many", false).size() == calls, "all are there");
        client.close();
    }

    private void chroot() throws Exception {
        ZooKeeper outside = connect();
        outside.create("/inside", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        BlockingQueue<WatchedEvent> events = new LinkedBlockingQueue<>();
        ZooKeeper inside = connect("/inside", event -> {});
        inside.exists("/a", events::add);
        String path = inside.create("/a", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        require(path.equals("/a"), path);
        require(
                Objects.requireNonNull(events.poll(30, TimeUnit.SECONDS)).getPath().equals("/a"),
                "an event inside");
        require(outside.exists("/inside/a", false) != null, "seen from outside");
        require(inside.getChildren("/", false).equals(List.of("a")), "children inside");
        inside.close();
        outside.close();
    }
}
