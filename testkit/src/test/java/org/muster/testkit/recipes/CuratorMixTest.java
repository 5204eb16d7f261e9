package org.muster.testkit.recipes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;
import org.apache.curator.framework.recipes.locks.InterProcessReadWriteLock;
import org.apache.curator.framework.recipes.locks.InterProcessSemaphoreV2;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.muster.client.MusterClient;
import org.muster.recipes.election.Candidate;
import org.muster.recipes.election.Election;
import org.muster.recipes.lease.Lease;
import org.muster.recipes.lock.Mutex;
import org.muster.recipes.lock.ReadWriteLock;
import org.muster.recipes.lock.Semaphore;

/** Programs with Muster's recipes and programs with Curator's share the same znodes. */
@Tag("slow")
@SuppressWarnings("try") // What is held need not be used.
class CuratorMixTest {
    private static final int ROUNDS = 15;

    private static Lab lab;
    private static MusterClient client;
    private static CuratorFramework curator;

    @BeforeAll
    static void open() throws Exception {
        lab = Lab.open();
        client = lab.client();
        curator = lab.curator();
    }

    @AfterAll
    static void close() throws Exception {
        lab.close();
    }

    /** One side's turn under a lock. */
    private interface Guarded {
        void run(Runnable critical) throws Exception;
    }

    /** Two of each kind contend; nobody ever sees another inside. */
    private static void contend(Guarded ours, Guarded theirs) throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger clashes = new AtomicInteger();
        AtomicInteger turns = new AtomicInteger();
        Runnable critical =
                () -> {
                    if (inside.incrementAndGet() != 1) {
                        clashes.incrementAndGet();
                    }
                    LockSupport.parkNanos(1);
                    turns.incrementAndGet();
                    inside.decrementAndGet();
                };
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (Guarded side : List.of(ours, theirs, ours, theirs)) {
            CompletableFuture<Void> end = new CompletableFuture<>();
            all.add(end);
            Thread thread =
                    new Thread(() -> {
                        try {
                            for (int i = 0; i < ROUNDS; i++) {
                                side.run(critical);
                            }
                            end.complete(null);
                        } catch (Exception failure) {
                            end.completeExceptionally(failure);
                        }
                    });
            thread.start();
        }
        for (CompletableFuture<Void> end : all) {
            Lab.get(end);
        }
        assertEquals(0, clashes.get());
        assertEquals(4 * ROUNDS, turns.get());
    }

    @Test
    void theLock() throws Exception {
        String path = lab.path();
        Mutex ours = new Mutex(client, path);
        contend(
                critical -> {
                    try (Lease lease = ours.lock(Lab.LONG)) {
                        critical.run();
                    }
                },
                critical -> {
                    InterProcessMutex theirs = new InterProcessMutex(curator, path);
                    theirs.acquire();
                    try {
                        critical.run();
                    } finally {
                        theirs.release();
                    }
                });
    }

    @Test
    void theReadWriteLock() throws Exception {
        String path = lab.path();
        ReadWriteLock ours = new ReadWriteLock(client, path);
        contend(
                critical -> {
                    ours.read(Lab.LONG).close();
                    try (Lease lease = ours.write(Lab.LONG)) {
                        critical.run();
                    }
                },
                critical -> {
                    InterProcessReadWriteLock theirs = new InterProcessReadWriteLock(curator, path);
                    theirs.readLock().acquire();
                    theirs.readLock().release();
                    theirs.writeLock().acquire();
                    try {
                        critical.run();
                    } finally {
                        theirs.writeLock().release();
                    }
                });
        InterProcessReadWriteLock theirs = new InterProcessReadWriteLock(curator, path);
        theirs.readLock().acquire();
        try (Lease shared = ours.read(Lab.LONG)) {
            assertFalse(theirs.writeLock().acquire(100, TimeUnit.MILLISECONDS));
            assertTrue(theirs.readLock().acquire(1, TimeUnit.SECONDS));
            theirs.readLock().release();
        }
        theirs.readLock().release();
    }

    @Test
    void theSemaphore() throws Exception {
        String path = lab.path();
        Semaphore ours = new Semaphore(client, path, 2);
        InterProcessSemaphoreV2 theirs = new InterProcessSemaphoreV2(curator, path, 2);
        Lease mine = ours.acquire(1, Lab.LONG);
        var second = theirs.acquire(5, TimeUnit.SECONDS);
        assertNotNull(second);
        assertNull(theirs.acquire(100, TimeUnit.MILLISECONDS));
        CompletableFuture<Lease> third = ours.acquireAsync(1, Lab.LONG);
        theirs.returnLease(second);
        Lab.get(third);
        mine.close();
        var fourth = theirs.acquire(5, TimeUnit.SECONDS);
        assertNotNull(fourth);
        theirs.returnLease(fourth);
        Lab.get(third).close();
    }

    @Test
    void theElection() throws Exception {
        String path = lab.path();
        Election election = new Election(client, path);
        Candidate ours = election.run("ours", lease -> new CompletableFuture<>());
        Lab.until("ours leads", ours::isLeader);
        try (LeaderLatch theirs = new LeaderLatch(curator, path, "theirs")) {
            theirs.start();
            Lab.until("two", () -> Lab.get(election.candidates()).size() == 2);
            assertEquals("ours", theirs.getLeader().getId());
            assertEquals("theirs", Lab.get(election.candidates()).get(1).id());
            ours.resign();
            assertTrue(theirs.await(10, TimeUnit.SECONDS));
            Lab.until("behind", () -> Lab.get(election.candidates()).size() == 2);
            assertFalse(ours.isLeader());
        }
        Lab.until("ours leads again", ours::isLeader);
        ours.close();
    }
}
