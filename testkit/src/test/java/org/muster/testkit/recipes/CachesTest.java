package org.muster.testkit.recipes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.muster.client.Blocking;
import org.muster.client.CreateSpec;
import org.muster.client.Expect;
import org.muster.client.MusterClient;
import org.muster.client.MusterException;
import org.muster.model.Bytes;
import org.muster.recipes.cache.CacheEvent;
import org.muster.recipes.cache.Freshness;
import org.muster.recipes.cache.NodeCache;
import org.muster.recipes.cache.PersistentNode;
import org.muster.recipes.cache.TreeCache;
import org.muster.recipes.group.Group;
import org.muster.recipes.group.GroupEvent;

/** Copies follow the servers, and nodes that should be there are. */
@Tag("slow")
@SuppressWarnings("try") // What is held need not be used.
class CachesTest {
    private static final CreateSpec DEEP =
            CreateSpec.persistent().withParents(CreateSpec.Parents.CREATE);

    private static Lab lab;

    @BeforeAll
    static void open() throws Exception {
        lab = Lab.open();
    }

    @AfterAll
    static void close() throws Exception {
        lab.close();
    }

    private static Map<String, String> texts(TreeCache cache) {
        Map<String, String> texts = new TreeMap<>();
        cache.snapshot().forEach((path, node) -> texts.put(path, node.text()));
        return texts;
    }

    @Test
    void aTreeFollowsRandomChangesThroughCutsAndExpiry() throws Exception {
        String root = lab.path();
        Blocking writer = lab.client().blocking();
        writer.create(root, Bytes.utf8("root"), DEEP);
        Lab.Guest guest = lab.guest();
        Map<String, String> model = new TreeMap<>(Map.of(root, "root"));
        Random random = new Random(4);
        try (TreeCache cache = TreeCache.open(guest.client(), root, 2)) {
            Lab.get(cache.ready());
            for (int i = 0; i < 400; i++) {
                step(writer, root, model, random, i);
                if (i % 100 == 50) {
                    guest.proxy().cut();
                } else if (i == 290) {
                    guest.proxy().expireSessions();
                }
            }
            Lab.until("the same", () -> texts(cache).equals(model));
            Lab.until("live", () -> cache.freshness() == Freshness.LIVE);
        }
    }

    private static void step(
            Blocking writer, String root, Map<String, String> model, Random random, int i)
            throws Exception {
        String parent = root + "/p" + random.nextInt(4);
        String path = random.nextInt(4) == 0 ? parent : parent + "/c" + random.nextInt(5);
        try {
            if (random.nextInt(3) == 0) {
                writer.delete(path, Expect.any());
                model.remove(path);
            } else if (model.containsKey(path)) {
                writer.set(path, Bytes.utf8("v" + i), Expect.any());
                model.put(path, "v" + i);
            } else {
                writer.create(path, Bytes.utf8("v" + i), CreateSpec.persistent());
                model.put(path, "v" + i);
            }
        } catch (MusterException refused) {
            assertEquals(
                    org.muster.client.Outcome.NOT_APPLIED, refused.outcome(), refused.toString());
        }
    }

    @Test
    void aTreeThatWasReplacedDuringACutIsSeenAnew() throws Exception {
        String root = lab.path();
        Blocking writer = lab.client().blocking();
        writer.create(root + "/a/b", Bytes.utf8("same"), DEEP);
        Lab.Guest guest = lab.guest();
        List<CacheEvent> events = new CopyOnWriteArrayList<>();
        try (TreeCache cache = TreeCache.open(guest.client(), root, 3);
                AutoCloseable listening = cache.listen(events::add)) {
            Lab.get(cache.ready());
            long before = cache.get(root + "/a/b").orElseThrow().stat().czxid();
            guest.proxy().refuse(true);
            Lab.until("stale", () -> cache.freshness() == Freshness.STALE);
            writer.delete(root + "/a/b", Expect.any());
            writer.delete(root + "/a", Expect.any());
            writer.create(root + "/a/b", Bytes.utf8("same"), DEEP);
            writer.create(root + "/a/c", Bytes.utf8("new"), DEEP);
            assertEquals(before, cache.get(root + "/a/b").orElseThrow().stat().czxid());
            events.clear();
            guest.proxy().heal();
            Lab.until("live", () -> cache.freshness() == Freshness.LIVE);
            assertTrue(cache.get(root + "/a/b").orElseThrow().stat().czxid() > before);
            assertEquals(
                    List.of(root + "/a/b", root + "/a/c"),
                    List.copyOf(cache.below(root + "/a").keySet()));
            long told = events.stream().filter(CacheEvent.Changed.class::isInstance).count();
            assertEquals(3, told, "a, a/b and a/c: " + events);
        }
    }

    @Test
    void aNodeMayComeAndGo() throws Exception {
        String path = lab.path();
        Blocking writer = lab.client().blocking();
        try (NodeCache cache = NodeCache.open(lab.client(), path)) {
            Lab.get(cache.ready());
            assertTrue(cache.current().isEmpty());
            writer.create(path, Bytes.utf8("1"), DEEP);
            Lab.until(
                    "there",
                    () -> cache.current().map(n -> n.text()).equals(java.util.Optional.of("1")));
            writer.set(path, Bytes.utf8("2"), Expect.any());
            Lab.until(
                    "set",
                    () -> cache.current().map(n -> n.text()).equals(java.util.Optional.of("2")));
            writer.delete(path, Expect.any());
            Lab.until("gone", () -> cache.current().isEmpty());
        }
    }

    @Test
    void aPersistentNodeComesBack() throws Exception {
        String path = lab.path();
        Lab.Guest guest = lab.guest();
        Blocking other = lab.client().blocking();
        PersistentNode node =
                PersistentNode.keep(
                        guest.client(), path, Bytes.utf8("1"), PersistentNode.Conflict.FAIL);
        Lab.get(node.ready());
        long first = other.stat(path).orElseThrow().czxid();
        other.delete(path, Expect.any());
        Lab.until("back", () -> other.stat(path).map(s -> s.czxid() > first).orElse(false));
        Lab.get(node.set(Bytes.utf8("2")));
        assertEquals("2", other.get(path).text());
        long second = other.stat(path).orElseThrow().czxid();
        guest.proxy().cut();
        Lab.get(node.set(Bytes.utf8("3")));
        assertEquals("3", other.get(path).text());
        assertEquals(second, other.stat(path).orElseThrow().czxid(), "a cut is invisible");
        guest.proxy().expireSessions();
        Lab.until("again", () -> other.stat(path).map(s -> s.czxid() > second).orElse(false));
        assertEquals("3", other.get(path).text());
        Lab.until("known", node::isThere);
        Lab.get(node.closeAsync());
        assertTrue(other.stat(path).isEmpty());
    }

    @Test
    void aForeignNodeIsNotTouched() throws Exception {
        String path = lab.path();
        MusterClient owner = lab.client();
        owner.blocking()
                .create(
                        path,
                        Bytes.utf8("theirs"),
                        CreateSpec.ephemeral().withParents(CreateSpec.Parents.CREATE));
        MusterClient client = lab.client();
        PersistentNode refused =
                PersistentNode.keep(client, path, Bytes.EMPTY, PersistentNode.Conflict.FAIL);
        assertThrows(ExecutionException.class, () -> Lab.get(refused.ready()));
        PersistentNode patient =
                PersistentNode.keep(client, path, Bytes.utf8("mine"), PersistentNode.Conflict.WAIT);
        refused.close();
        assertEquals("theirs", owner.blocking().get(path).text());
        assertFalse(patient.isThere());
        owner.blocking().delete(path, Expect.any());
        Lab.get(patient.ready());
        assertEquals("mine", owner.blocking().get(path).text());
        Lab.get(patient.closeAsync());
    }

    @Test
    void aGroupSeesWhoJoinsLeavesAndReturns() throws Exception {
        String path = lab.path();
        Lab.Guest guest = lab.guest();
        List<String> events = new CopyOnWriteArrayList<>();
        try (Group group = Group.watch(lab.client(), path);
                AutoCloseable listening = group.listen(event -> note(event, events))) {
            Lab.get(group.ready());
            PersistentNode a =
                    Group.join(
                            guest.client(),
                            path,
                            "a",
                            Bytes.utf8("x"),
                            PersistentNode.Conflict.FAIL);
            Lab.get(a.ready());
            Lab.until("a", () -> group.members().containsKey("a"));
            assertTrue(group.isMajority(1));
            assertFalse(group.isMajority(2));
            PersistentNode twin =
                    Group.join(lab.client(), path, "a", Bytes.EMPTY, PersistentNode.Conflict.FAIL);
            assertThrows(ExecutionException.class, () -> Lab.get(twin.ready()));
            long life = group.members().get("a").incarnation();
            guest.proxy().expireSessions();
            Lab.until(
                    "another life",
                    () ->
                            group.members().containsKey("a")
                                    && group.members().get("a").incarnation() > life);
            Lab.get(a.closeAsync());
            Lab.until("nobody", () -> group.members().isEmpty());
            List<String> all = List.of("Joined", "Left", "Joined", "Left");
            Lab.until("all is told", () -> events.size() >= all.size());
            assertEquals(all, events);
        }
    }

    private static void note(GroupEvent event, List<String> events) {
        events.add(event.getClass().getSimpleName());
    }
}
