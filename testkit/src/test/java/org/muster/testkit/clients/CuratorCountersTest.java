package org.muster.testkit.clients;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.muster.testkit.clients.CuratorClients.bytes;
import static org.muster.testkit.clients.CuratorClients.eventually;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.curator.RetryPolicy;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.atomic.AtomicValue;
import org.apache.curator.framework.recipes.atomic.CachedAtomicInteger;
import org.apache.curator.framework.recipes.atomic.CachedAtomicLong;
import org.apache.curator.framework.recipes.atomic.DistributedAtomicInteger;
import org.apache.curator.framework.recipes.atomic.DistributedAtomicLong;
import org.apache.curator.framework.recipes.atomic.DistributedAtomicValue;
import org.apache.curator.framework.recipes.atomic.PromotedToLock;
import org.apache.curator.framework.recipes.shared.SharedCount;
import org.apache.curator.framework.recipes.shared.SharedValue;
import org.apache.curator.retry.RetryNTimes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Curator's counters and shared values. */
@Tag("slow")
class CuratorCountersTest {
    private static final RetryPolicy RETRY = new RetryNTimes(50, 2);

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
    void atomicLongLosesNoIncrement() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Integer>> results = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                CuratorFramework client = i % 2 == 0 ? clients.one : clients.two;
                results.add(threads.submit(increments(client, 50)));
            }
            int succeeded = 0;
            for (Future<Integer> result : results) {
                succeeded += result.get();
            }
            AtomicValue<Long> value =
                    new DistributedAtomicLong(clients.one, "/counters/long", RETRY).get();
            assertEquals(succeeded, value.postValue());
            assertTrue(succeeded > 0);
        }
    }

    private static Callable<Integer> increments(CuratorFramework client, int count) {
        PromotedToLock promoted =
                PromotedToLock.builder()
                        .lockPath("/counters/lock")
                        .retryPolicy(RETRY)
                        .timeout(CuratorClients.WAIT_SECONDS, TimeUnit.SECONDS)
                        .build();
        DistributedAtomicLong counter =
                new DistributedAtomicLong(client, "/counters/long", RETRY, promoted);
        return () -> {
            int succeeded = 0;
            for (int i = 0; i < count; i++) {
                succeeded += counter.increment().succeeded() ? 1 : 0;
            }
            return succeeded;
        };
    }

    @Test
    void atomicInteger() throws Exception {
        DistributedAtomicInteger counter =
                new DistributedAtomicInteger(clients.one, "/counters/integer", RETRY);
        assertTrue(counter.initialize(5));
        assertEquals(8, counter.add(3).postValue());
        assertEquals(7, counter.decrement().postValue());
        assertTrue(counter.compareAndSet(7, 1).succeeded());
        assertFalse(counter.compareAndSet(7, 2).succeeded());
    }

    @Test
    void atomicValue() throws Exception {
        DistributedAtomicValue value =
                new DistributedAtomicValue(clients.one, "/counters/value", RETRY);
        value.forceSet(bytes("a"));
        assertTrue(value.compareAndSet(bytes("a"), bytes("b")).succeeded());
        assertFalse(value.compareAndSet(bytes("a"), bytes("c")).succeeded());
        assertArrayEquals(bytes("b"), value.get().postValue());
    }

    @Test
    void cachedCounters() throws Exception {
        CachedAtomicLong mine =
                new CachedAtomicLong(
                        new DistributedAtomicLong(clients.one, "/counters/cached", RETRY), 10);
        CachedAtomicLong theirs =
                new CachedAtomicLong(
                        new DistributedAtomicLong(clients.two, "/counters/cached", RETRY), 10);
        assertEquals(1, mine.next().postValue());
        assertEquals(11, theirs.next().postValue());
        assertEquals(2, mine.next().postValue());
        CachedAtomicInteger integers =
                new CachedAtomicInteger(
                        new DistributedAtomicInteger(clients.one, "/counters/cached-int", RETRY),
                        5);
        assertEquals(1, integers.next().postValue());
    }

    @Test
    void sharedCount() throws Exception {
        try (SharedCount mine = new SharedCount(clients.one, "/shared/count", 1);
                SharedCount theirs = new SharedCount(clients.two, "/shared/count", 1)) {
            mine.start();
            theirs.start();
            mine.setCount(42);
            eventually("the other one sees it", () -> theirs.getCount() == 42);
            assertTrue(theirs.trySetCount(theirs.getVersionedValue(), 43));
            eventually("and back", () -> mine.getCount() == 43);
        }
    }

    @Test
    void sharedValue() throws Exception {
        try (SharedValue mine = new SharedValue(clients.one, "/shared/value", bytes("a"));
                SharedValue theirs = new SharedValue(clients.two, "/shared/value", bytes("a"))) {
            mine.start();
            theirs.start();
            mine.setValue(bytes("b"));
            eventually("the other one sees it", () -> theirs.getValue()[0] == 'b');
        }
    }
}
