package org.muster.testkit.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.muster.testkit.clients.CuratorClients.WAIT_SECONDS;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.curator.framework.recipes.locks.InterProcessLock;
import org.apache.curator.framework.recipes.locks.InterProcessMultiLock;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;
import org.apache.curator.framework.recipes.locks.InterProcessReadWriteLock;
import org.apache.curator.framework.recipes.locks.InterProcessSemaphoreMutex;
import org.apache.curator.framework.recipes.locks.InterProcessSemaphoreV2;
import org.apache.curator.framework.recipes.locks.Lease;
import org.apache.curator.framework.recipes.locks.Locker;
import org.apache.curator.framework.recipes.locks.Revoker;
import org.apache.curator.framework.recipes.shared.SharedCount;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Curator's locks and semaphores. */
@Tag("slow")
class CuratorLocksTest {
    private static CuratorClients clients;

    @BeforeAll
    static void start() throws IOException {
        clients = new CuratorClients();
    }

    @AfterAll
    static void stop() {
        clients.close();
    }

    private static void excludes(InterProcessLock mine, InterProcessLock theirs) throws Exception {
        assertTrue(mine.acquire(WAIT_SECONDS, TimeUnit.SECONDS));
        assertFalse(theirs.acquire(50, TimeUnit.MILLISECONDS));
        assertFalse(theirs.isAcquiredInThisProcess());
        CountDownLatch acquired = new CountDownLatch(1);
        AtomicReference<Exception> failure = new AtomicReference<>();
        Runnable wait =
                () -> {
                    try {
                        Locker locker = new Locker(theirs);
                        acquired.countDown();
                        locker.close();
                    } catch (Exception refused) {
                        failure.set(refused);
                    }
                };
        Thread waiting = Thread.ofPlatform().start(wait);
        mine.release();
        assertTrue(acquired.await(WAIT_SECONDS, TimeUnit.SECONDS), "the waiting one acquires it");
        waiting.join();
        assertNull(failure.get());
    }

    @Test
    void mutex() throws Exception {
        InterProcessMutex mine = new InterProcessMutex(clients.one, "/locks/mutex");
        excludes(mine, new InterProcessMutex(clients.two, "/locks/mutex"));
        mine.acquire();
        mine.acquire();
        assertEquals(1, mine.getParticipantNodes().size(), "it is re-entrant");
        mine.release();
        assertTrue(mine.isOwnedByCurrentThread());
        mine.release();
    }

    @Test
    void semaphoreMutex() throws Exception {
        excludes(
                new InterProcessSemaphoreMutex(clients.one, "/locks/semaphore-mutex"),
                new InterProcessSemaphoreMutex(clients.two, "/locks/semaphore-mutex"));
    }

    @Test
    void multiLock() throws Exception {
        List<String> paths = List.of("/locks/multi/a", "/locks/multi/b");
        excludes(
                new InterProcessMultiLock(clients.one, paths),
                new InterProcessMultiLock(clients.two, paths));
    }

    @Test
    void readWriteLock() throws Exception {
        InterProcessReadWriteLock mine = new InterProcessReadWriteLock(clients.one, "/locks/rw");
        InterProcessReadWriteLock theirs = new InterProcessReadWriteLock(clients.two, "/locks/rw");
        excludes(mine.writeLock(), theirs.readLock());
        excludes(mine.readLock(), theirs.writeLock());
        mine.readLock().acquire();
        assertTrue(theirs.readLock().acquire(WAIT_SECONDS, TimeUnit.SECONDS), "readers share");
        mine.readLock().release();
        theirs.readLock().release();
    }

    @Test
    void semaphore() throws Exception {
        InterProcessSemaphoreV2 mine =
                new InterProcessSemaphoreV2(clients.one, "/locks/semaphore", 2);
        InterProcessSemaphoreV2 theirs =
                new InterProcessSemaphoreV2(clients.two, "/locks/semaphore", 2);
        Lease first = mine.acquire(WAIT_SECONDS, TimeUnit.SECONDS);
        Lease second = theirs.acquire(WAIT_SECONDS, TimeUnit.SECONDS);
        assertNotNull(first);
        assertNotNull(second);
        assertNull(theirs.acquire(50, TimeUnit.MILLISECONDS), "no third lease");
        mine.returnLease(first);
        Lease third = theirs.acquire(WAIT_SECONDS, TimeUnit.SECONDS);
        assertNotNull(third);
        theirs.returnAll(List.of(second, third));
    }

    @Test
    void semaphoreOfSharedSize() throws Exception {
        try (SharedCount size = new SharedCount(clients.one, "/locks/size", 1)) {
            size.start();
            InterProcessSemaphoreV2 semaphore =
                    new InterProcessSemaphoreV2(clients.one, "/locks/sized", size);
            Lease first = semaphore.acquire(WAIT_SECONDS, TimeUnit.SECONDS);
            assertNull(semaphore.acquire(50, TimeUnit.MILLISECONDS));
            size.setCount(2);
            Lease second = semaphore.acquire(WAIT_SECONDS, TimeUnit.SECONDS);
            assertNotNull(second);
            semaphore.returnAll(List.of(first, second));
        }
    }

    @Test
    void revocation() throws Exception {
        InterProcessMutex mine = new InterProcessMutex(clients.one, "/locks/revocable");
        CountDownLatch asked = new CountDownLatch(1);
        mine.makeRevocable(lock -> asked.countDown());
        mine.acquire();
        String node = mine.getParticipantNodes().iterator().next();
        Revoker.attemptRevoke(clients.two, node);
        assertTrue(asked.await(WAIT_SECONDS, TimeUnit.SECONDS), "the owner hears of it");
        mine.release();
    }
}
