package org.muster.testkit.clients;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;

/** What only newer versions of Apache's Java client offer. */
final class ModernJavaClientScenario {
    private ModernJavaClientScenario() {}

    /** Arguments: host:port. Ends with 0 if all is as it must be. */
    public static void main(String[] arguments) throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        Watcher watcher =
                event -> {
                    if (event.getState() == Watcher.Event.KeeperState.SyncConnected) {
                        connected.countDown();
                    }
                };
        ZooKeeper client = new ZooKeeper(arguments[0], 20_000, watcher);
        require(connected.await(30, TimeUnit.SECONDS), "connects");
        persistentWatches(client);
        manyReads(client);
        counts(client);
        identities(client);
        client.close();
        System.out.println("all done");
    }

    private static void require(boolean condition, String claim) {
        if (!condition) {
            throw new AssertionError(claim);
        }
    }

    private static void create(ZooKeeper client, String path, CreateMode mode) throws Exception {
        client.create(path, new byte[] {7}, Ids.OPEN_ACL_UNSAFE, mode);
    }

    private static void persistentWatches(ZooKeeper client) throws Exception {
        BlockingQueue<WatchedEvent> events = new LinkedBlockingQueue<>();
        Watcher watcher = events::add;
        client.addWatch("/p", watcher, AddWatchMode.PERSISTENT_RECURSIVE);
        for (int round = 0; round < 2; round++) {
            create(client, "/p", CreateMode.PERSISTENT);
            create(client, "/p/q", CreateMode.PERSISTENT);
            client.setData("/p/q", null, -1);
            client.delete("/p/q", -1);
            client.delete("/p", -1);
            for (String expected :
                    List.of(
                            "NodeCreated /p",
                            "NodeCreated /p/q",
                            "NodeDataChanged /p/q",
                            "NodeDeleted /p/q",
                            "NodeDeleted /p")) {
                WatchedEvent event = events.poll(30, TimeUnit.SECONDS);
                require(event != null, "no event, expected " + expected);
                String seen = event.getType() + " " + event.getPath();
                require(seen.equals(expected), seen + " instead of " + expected);
            }
        }
        client.removeWatches("/p", watcher, Watcher.WatcherType.Any, false);
        WatchedEvent removed = events.poll(30, TimeUnit.SECONDS);
        require(
                removed != null
                        && removed.getType() == Watcher.Event.EventType.PersistentWatchRemoved,
                "removed: " + removed);
    }

    private static void manyReads(ZooKeeper client) throws Exception {
        create(client, "/reads", CreateMode.PERSISTENT);
        create(client, "/reads/a", CreateMode.PERSISTENT);
        List<OpResult> results =
                client.multi(
                        List.of(
                                Op.getChildren("/reads"),
                                Op.getData("/reads/a"),
                                Op.getData("/reads/missing")));
        OpResult.GetChildrenResult children = (OpResult.GetChildrenResult) results.get(0);
        require(children.getChildren().equals(List.of("a")), "children");
        require(((OpResult.GetDataResult) results.get(1)).getData().length == 1, "data");
        require(((OpResult.ErrorResult) results.get(2)).getErr() == -101, "a missing node");
    }

    private static void counts(ZooKeeper client) throws Exception {
        create(client, "/reads/e", CreateMode.EPHEMERAL);
        require(client.getAllChildrenNumber("/reads") == 2, "descendants");
        require(client.getEphemerals("/reads").equals(List.of("/reads/e")), "ephemerals");
    }

    private static void identities(ZooKeeper client) throws Exception {
        client.addAuthInfo("digest", "me:pw".getBytes(StandardCharsets.UTF_8));
        List<String> users =
                client.whoAmI().stream()
                        .map(info -> info.getAuthScheme() + ":" + info.getUser())
                        .sorted()
                        .toList();
        require(users.equals(List.of("digest:me", "ip:127.0.0.1")), users.toString());
    }
}
