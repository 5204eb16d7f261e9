package org.muster.testkit.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.muster.testkit.clients.CuratorClients.WAIT_SECONDS;
import static org.muster.testkit.clients.CuratorClients.bytes;
import static org.muster.testkit.clients.CuratorClients.eventually;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.recipes.cache.CuratorCache;
import org.apache.curator.framework.recipes.cache.CuratorCacheBridge;
import org.apache.curator.framework.recipes.cache.CuratorCacheListener;
import org.apache.curator.framework.recipes.cache.NodeCache;
import org.apache.curator.framework.recipes.cache.PathChildrenCache;
import org.apache.curator.framework.recipes.cache.TreeCache;
import org.apache.curator.framework.recipes.watch.PersistentWatcher;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Curator's caches, old and new, follow what another client does, also through a restart. */
@Tag("slow")
@SuppressWarnings("deprecation")
class CuratorCachesTest {
    private static CuratorClients clients;

    @BeforeAll
    static void start() throws IOException {
        clients = new CuratorClients();
    }

    @AfterAll
    static void stop() {
        clients.close();
    }

    private static void create(String path) throws Exception {
        clients.two.create().creatingParentsIfNeeded().forPath(path, bytes("x"));
    }

    @Test
    void curatorCache() throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        create("/caches/new/a");
        try (CuratorCache cache = CuratorCache.build(clients.one, "/caches/new")) {
            CuratorCacheListener listener =
                    CuratorCacheListener.builder()
                            .forCreates(node -> seen.add("created " + node.getPath()))
                            .forChanges((old, node) -> seen.add("changed " + node.getPath()))
                            .forDeletes(node -> seen.add("deleted " + node.getPath()))
                            .build();
            cache.listenable().addListener(listener);
            cache.start();
            expect(seen, "created /caches/new");
            expect(seen, "created /caches/new/a");
            clients.two.setData().forPath("/caches/new/a", bytes("y"));
            expect(seen, "changed /caches/new/a");
            create("/caches/new/a/b");
            expect(seen, "created /caches/new/a/b");
            clients.two.delete().deletingChildrenIfNeeded().forPath("/caches/new/a");
            expect(seen, "deleted /caches/new/a/b");
            expect(seen, "deleted /caches/new/a");
            assertEquals(1, cache.size());
        }
    }

    private static void expect(BlockingQueue<String> seen, String expected) throws Exception {
        assertEquals(expected, seen.poll(WAIT_SECONDS, TimeUnit.SECONDS));
    }

    @Test
    void curatorCacheBridge() throws Exception {
        create("/caches/bridge/a");
        try (CuratorCacheBridge cache =
                CuratorCache.bridgeBuilder(clients.one, "/caches/bridge").build()) {
            cache.start();
            eventually("both nodes are there", () -> cache.size() == 2);
        }
    }

    @Test
    void nodeCache() throws Exception {
        create("/caches/node");
        try (NodeCache cache = new NodeCache(clients.one, "/caches/node")) {
            cache.start(true);
            clients.two.setData().forPath("/caches/node", bytes("y"));
            eventually("the new data", () -> cache.getCurrentData().getData()[0] == 'y');
            clients.two.delete().forPath("/caches/node");
            eventually("it is gone", () -> cache.getCurrentData() == null);
        }
    }

    @Test
    void pathChildrenCache() throws Exception {
        create("/caches/path/a");
        try (PathChildrenCache cache = new PathChildrenCache(clients.one, "/caches/path", true)) {
            cache.start(PathChildrenCache.StartMode.BUILD_INITIAL_CACHE);
            assertEquals(1, cache.getCurrentData().size());
            create("/caches/path/b");
            eventually("the second child", () -> cache.getCurrentData().size() == 2);
            clients.two.delete().forPath("/caches/path/a");
            eventually("one again", () -> cache.getCurrentData().size() == 1);
        }
    }

    @Test
    void treeCache() throws Exception {
        create("/caches/tree/a/b");
        try (TreeCache cache = new TreeCache(clients.one, "/caches/tree")) {
            cache.start();
            eventually("the deep node", () -> cache.getCurrentData("/caches/tree/a/b") != null);
            create("/caches/tree/a/c");
            eventually(
                    "the next one",
                    () -> {
                        var children = cache.getCurrentChildren("/caches/tree/a");
                        return children != null && children.size() == 2;
                    });
        }
    }

    @Test
    void persistentWatcher() throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        try (PersistentWatcher watcher =
                new PersistentWatcher(clients.one, "/caches/watched", true)) {
            watcher.getListenable()
                    .addListener(event -> seen.add(event.getType() + " " + event.getPath()));
            watcher.getResetListenable().addListener(() -> seen.add("set"));
            watcher.start();
            expect(seen, "set");
            create("/caches/watched");
            create("/caches/watched/a");
            clients.two.delete().deletingChildrenIfNeeded().forPath("/caches/watched");
            for (String expected :
                    List.of(
                            "NodeCreated /caches/watched",
                            "NodeCreated /caches/watched/a",
                            "NodeDeleted /caches/watched/a",
                            "NodeDeleted /caches/watched")) {
                expect(seen, expected);
            }
        }
    }

    @Test
    void aCacheIsRightAgainAfterARestart() throws Exception {
        try (CuratorClients own = new CuratorClients();
                CuratorCache cache = CuratorCache.build(own.one, "/again")) {
            own.two.create().forPath("/again", bytes("x"));
            cache.start();
            eventually("it is filled", () -> cache.size() == 1);
            own.server.restart();
            eventually(
                    "the other client is back",
                    () -> own.two.getZookeeperClient().blockUntilConnectedOrTimedOut());
            own.two.create().forPath("/again/more", bytes("y"));
            eventually("it follows again", () -> cache.size() == 2);
            assertTrue(cache.get("/again/more").isPresent());
        }
    }
}
