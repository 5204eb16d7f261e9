package org.muster.testkit.recipes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.atomic.DistributedAtomicLong;
import org.apache.curator.framework.recipes.queue.SimpleDistributedQueue;
import org.apache.curator.retry.RetryNTimes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.client.MusterClient;
import org.muster.model.Bytes;
import org.muster.recipes.barrier.Barrier;
import org.muster.recipes.barrier.DoubleBarrier;
import org.muster.recipes.cache.Freshness;
import org.muster.recipes.codec.Codec;
import org.muster.recipes.config.ConfigTopic;
import org.muster.recipes.counter.SharedLong;
import org.muster.recipes.counter.SharedValue;
import org.muster.recipes.counter.Swap;
import org.muster.recipes.counter.Versioned;
import org.muster.recipes.naming.IdBlocks;
import org.muster.recipes.naming.Ids;
import org.muster.recipes.naming.WorkerId;
import org.muster.recipes.queue.Queue;

/** Values, ids, queues and barriers: nothing is lost or done twice when answers are. */
@Tag("slow")
@SuppressWarnings("try") // What is held need not be used.
class SharedThingsTest {
    private static Lab lab;

    @TempDir Path folder;

    @BeforeAll
    static void open() throws Exception {
        lab = Lab.open();
    }

    @AfterAll
    static void close() throws Exception {
        lab.close();
    }

    @Test
    void everyAdditionHappensOnceThoughAnswersAreLost() throws Exception {
        String path = lab.path();
        List<CompletableFuture<Long>> sums = new ArrayList<>();
        for (int c = 0; c < 3; c++) {
            Lab.Guest guest = lab.guest();
            SharedLong number = new SharedLong(guest.client(), path);
            Lab.get(number.add(0));
            guest.proxy().swallowAnswer(Lab.MULTI, 0);
            for (int i = 0; i < 20; i++) {
                sums.add(number.add(1));
            }
            Lab.until("lost", () -> guest.proxy().swallowed() == 1);
        }
        Set<Long> seen = new HashSet<>();
        for (CompletableFuture<Long> sum : sums) {
            seen.add(Lab.get(sum));
        }
        assertEquals(60, seen.size());
        assertEquals(60L, Lab.get(new SharedLong(lab.client(), path).get()));
    }

    @Test
    void aValueIsReplacedOnlyIfItIsTheOneThatWasRead() throws Exception {
        String path = lab.path();
        SharedValue<String> value = new SharedValue<>(lab.client(), path, Codec.TEXT, "none");
        Versioned<String> first = Lab.get(value.get());
        assertEquals("none", first.value());
        assertTrue(Lab.get(value.compareAndSet(first, "a")).isSwapped());
        Swap<String> late = Lab.get(value.compareAndSet(first, "b"));
        Swap.Conflict<?> conflict = assertInstanceOf(Swap.Conflict.class, late);
        assertEquals("a", conflict.current().value());
        List<String> heard = new CopyOnWriteArrayList<>();
        try (AutoCloseable listening = value.listen(v -> heard.add(v.value()))) {
            Lab.until("a is heard", () -> heard.equals(List.of("a")));
            Lab.get(value.update(old -> old + "!"));
            Lab.until("a! is heard", () -> heard.equals(List.of("a", "a!")));
        }
    }

    @Test
    void aNumberIsSharedWithCurator() throws Exception {
        String path = lab.path();
        CuratorFramework curator = lab.curator();
        DistributedAtomicLong theirs =
                new DistributedAtomicLong(curator, path, new RetryNTimes(20, 5));
        SharedLong ours = new SharedLong(lab.client(), path);
        for (int i = 0; i < 10; i++) {
            Lab.get(ours.add(2));
            assertTrue(theirs.add(3L).succeeded());
        }
        assertEquals(50L, Lab.get(ours.get()));
        assertEquals(50L, theirs.get().postValue());
    }

    @Test
    void idsAreUnique() throws Exception {
        String path = lab.path();
        Lab.Guest guest = lab.guest();
        Ids ids = new Ids(guest.client());
        int first = Lab.get(ids.sequential(path));
        guest.proxy().swallowAnswer(Lab.CREATE2, 0);
        int second = Lab.get(ids.sequential(path));
        assertEquals(1, guest.proxy().swallowed());
        assertTrue(second > first);
        String stamp = lab.path();
        long one = Lab.get(ids.ofTransaction(stamp));
        assertTrue(Lab.get(ids.ofTransaction(stamp)) > one);
        String blocks = lab.path();
        try (IdBlocks mine = new IdBlocks(guest.client(), blocks, 10);
                IdBlocks theirs = new IdBlocks(lab.client(), blocks, 10)) {
            Set<Long> seen = new HashSet<>();
            for (int i = 0; i < 25; i++) {
                assertTrue(seen.add(Lab.get(mine.next())));
                assertTrue(seen.add(Lab.get(theirs.next())));
            }
        }
    }

    @Test
    void aWorkerHasTheLowestFreeNumber() throws Exception {
        String path = lab.path();
        Lab.Guest guest = lab.guest();
        WorkerId zero = Lab.get(new Ids(guest.client()).worker(path, 2));
        Ids others = new Ids(lab.client());
        WorkerId one = Lab.get(others.worker(path, 2));
        assertEquals(List.of(0, 1), List.of(zero.number(), one.number()));
        assertThrows(Exception.class, () -> Lab.get(others.worker(path, 2)));
        guest.proxy().expireSessions();
        Lab.get(zero.lease().lost());
        WorkerId again = Lab.get(others.worker(path, 2));
        assertEquals(0, again.number());
        again.close();
        one.close();
    }

    @Test
    void aQueueNeitherLosesNorRepeats() throws Exception {
        String path = lab.path();
        Lab.Guest guest = lab.guest();
        Queue queue = Queue.fifo(guest.client(), path);
        Lab.get(queue.put(Bytes.utf8("0")));
        for (int i = 1; i < 12; i++) {
            if (i % 4 == 0) {
                guest.proxy().swallowAnswer(Lab.MULTI, 0);
            }
            Lab.get(queue.put(Bytes.utf8(Integer.toString(i))));
        }
        assertEquals(12, Lab.get(queue.size()));
        for (int i = 0; i < 12; i++) {
            if (i % 4 == 1) {
                guest.proxy().swallowAnswer(Lab.MULTI, 0);
            }
            assertEquals(Integer.toString(i), Lab.get(queue.take(Lab.LONG)).toUtf8());
        }
        assertEquals(5, guest.proxy().swallowed());
        assertEquals(0, Lab.get(queue.size()));
        CompletableFuture<Bytes> waiting = queue.take(Lab.LONG);
        Lab.get(Queue.fifo(lab.client(), path).put(Bytes.utf8("late")));
        assertEquals("late", Lab.get(waiting).toUtf8());
    }

    @Test
    void twoConsumersNeverGetTheSameItemAndPriorityCounts() throws Exception {
        String path = lab.path();
        Queue one = Queue.prioritized(lab.client(), path);
        Queue two = Queue.prioritized(lab.client(), path);
        Lab.get(one.put(Bytes.utf8("late"), 200));
        Lab.get(one.put(Bytes.utf8("first"), 5));
        Lab.get(one.put(Bytes.utf8("middle")));
        assertEquals("first", Lab.get(two.take(Lab.LONG)).toUtf8());
        assertEquals("middle", Lab.get(two.take(Lab.LONG)).toUtf8());
        assertEquals("late", Lab.get(one.take(Lab.LONG)).toUtf8());
        List<CompletableFuture<Bytes>> taken = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            taken.add((i % 2 == 0 ? one : two).take(Lab.LONG));
        }
        for (int i = 0; i < 10; i++) {
            Lab.get(one.put(Bytes.utf8(Integer.toString(i))));
        }
        Set<String> seen = new HashSet<>();
        for (CompletableFuture<Bytes> item : taken) {
            assertTrue(seen.add(Lab.get(item).toUtf8()));
        }
        assertEquals(10, seen.size());
    }

    @Test
    void aQueueIsSharedWithCurator() throws Exception {
        String path = lab.path();
        SimpleDistributedQueue theirs = new SimpleDistributedQueue(lab.curator(), path);
        Queue ours = Queue.fifo(lab.client(), path);
        Lab.get(ours.put(Bytes.utf8("a")));
        assertTrue(theirs.offer(new byte[] {'b'}));
        assertEquals("a", Bytes.owning(theirs.poll(5, TimeUnit.SECONDS)).toUtf8());
        assertEquals("b", Lab.get(ours.take(Lab.LONG)).toUtf8());
    }

    @Test
    void aBarrierHoldsUntilItIsOpen() throws Exception {
        String path = lab.path();
        Barrier barrier = new Barrier(lab.client(), path);
        assertTrue(Lab.get(barrier.pass(Lab.LONG)));
        Lab.get(barrier.shut());
        Lab.Guest guest = lab.guest();
        CompletableFuture<Boolean> waiting = new Barrier(guest.client(), path).pass(Lab.LONG);
        assertThrows(Exception.class, () -> Lab.get(barrier.pass(Lab.BRIEF)));
        guest.proxy().cut();
        assertFalse(waiting.isDone());
        Lab.get(barrier.open());
        assertTrue(Lab.get(waiting));
    }

    @Test
    void membersEnterTogetherAndLeaveTogether() throws Exception {
        String path = lab.path();
        MusterClient client = lab.client();
        DoubleBarrier lonely = new DoubleBarrier(client, path, 2);
        assertFalse(Lab.get(lonely.enter(Lab.BRIEF)));
        assertEquals(List.of(), Lab.names(client, path), "whoever gives up leaves nothing");
        DoubleBarrier one = new DoubleBarrier(client, path, 2);
        DoubleBarrier two = new DoubleBarrier(lab.client(), path, 2);
        for (int round = 0; round < 2; round++) {
            CompletableFuture<Boolean> first = one.enter(Lab.LONG);
            Lab.until("one member", () -> Lab.names(client, path).size() == 1);
            assertFalse(first.isDone());
            assertTrue(Lab.get(two.enter(Lab.LONG)));
            assertTrue(Lab.get(first));
            CompletableFuture<?> left = two.leave();
            assertFalse(left.isDone());
            Lab.get(one.leave());
            Lab.get(left);
            Lab.until("empty", () -> Lab.names(client, path).isEmpty());
        }
    }

    private static byte lastByte(Path file) throws Exception {
        byte[] content = Files.readAllBytes(file);
        return content[content.length - 1];
    }

    @Test
    void aConfigurationReachesAllAndIsKeptOnDisk() throws Exception {
        String path = lab.path();
        Path file = folder.resolve("limits");
        Lab.Guest guest = lab.guest();
        List<String> heard = new CopyOnWriteArrayList<>();
        List<String> ignored = new CopyOnWriteArrayList<>();
        ConfigTopic<String> writer = ConfigTopic.open(lab.client(), path, Codec.TEXT, text -> true);
        try (ConfigTopic<String> reader =
                ConfigTopic.open(guest.client(), path, Codec.TEXT, text -> !text.isEmpty(), file)) {
            Lab.get(reader.ready());
            assertEquals(Optional.empty(), reader.latest());
            AutoCloseable subscription = reader.subscribe(v -> heard.add(v.value()));
            AutoCloseable reports = reader.onIgnored(ignored::add);
            Lab.get(writer.publish("1"));
            Lab.until("1", () -> heard.equals(List.of("1")));
            Lab.get(writer.publish(""));
            Lab.until("ignored", () -> ignored.size() == 1);
            assertEquals("1", reader.latest().orElseThrow().value());
            guest.proxy().refuse(true);
            Lab.until("stale", () -> reader.freshness() == Freshness.STALE);
            Lab.get(writer.publish("2"));
            guest.proxy().heal();
            Lab.until("2", () -> heard.equals(List.of("1", "2")));
            assertThrows(IllegalArgumentException.class, () -> reader.publish(""));
            Lab.until("kept", () -> Files.exists(file) && lastByte(file) == '2');
            subscription.close();
            reports.close();
        }
        try (MusterClient nowhere = MusterClient.builder("127.0.0.1:1").build();
                ConfigTopic<String> cold =
                        ConfigTopic.open(nowhere, path, Codec.TEXT, text -> true, file)) {
            assertEquals("2", cold.latest().orElseThrow().value());
            assertEquals(Freshness.FROM_DISK, cold.freshness());
        }
        byte[] damaged = Files.readAllBytes(file);
        damaged[damaged.length - 1] ^= 1;
        Files.write(file, damaged);
        try (MusterClient nowhere = MusterClient.builder("127.0.0.1:1").build();
                ConfigTopic<String> cold =
                        ConfigTopic.open(nowhere, path, Codec.TEXT, text -> true, file)) {
            assertEquals(Optional.empty(), cold.latest());
        }
        writer.close();
    }
}
