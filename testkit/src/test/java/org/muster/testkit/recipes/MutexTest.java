package org.muster.testkit.recipes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.muster.client.CreateSpec;
import org.muster.client.Expect;
import org.muster.client.MusterClient;
import org.muster.client.TxnResult;
import org.muster.model.Bytes;
import org.muster.recipes.lease.FencingToken;
import org.muster.recipes.lease.Lease;
import org.muster.recipes.lease.LeaseState;
import org.muster.recipes.lease.NotGrantedException;
import org.muster.recipes.lock.MultiLock;
import org.muster.recipes.lock.Mutex;
import org.muster.recipes.lock.ReentrantMutex;

/** One at a time holds a lock, whatever the network does, and nothing is left behind. */
@Tag("slow")
class MutexTest {
    private static Lab lab;

    @BeforeAll
    static void open() throws Exception {
        lab = Lab.open();
    }

    @AfterAll
    static void close() throws Exception {
        lab.close();
    }

    @Test
    void passesFromOneToTheNextWithGrowingTokens() throws Exception {
        String path = lab.path();
        MusterClient client = lab.client();
        Mutex mutex = new Mutex(client, path);
        // While the directory is missing, calls made at once find their places in any order.
        Lab.get(mutex.lock(Lab.LONG).release());
        List<CompletableFuture<Lease>> waiting = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            waiting.add(mutex.lockAsync(Lab.LONG));
        }
        List<FencingToken> tokens = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Lease lease = Lab.get(waiting.get(i));
            assertEquals(LeaseState.HELD, lease.state());
            assertFalse(lease.validFor().isZero());
            assertEquals(0, waiting.stream().skip(i + 1).filter(f -> f.isDone()).count());
            tokens.add(lease.token());
            Lab.get(lease.release());
            assertEquals(LeaseState.RELEASED, lease.state());
        }
        assertEquals(tokens.stream().sorted().distinct().toList(), tokens);
        assertEquals(List.of(), Lab.names(client, path));
    }

    @Test
    void isRefusedInTimeAndLeavesNothing() throws Exception {
        String path = lab.path();
        MusterClient client = lab.client();
        try (Lease held = new Mutex(client, path).lock(Lab.LONG)) {
            Mutex other = new Mutex(lab.client(), path);
            assertThrows(NotGrantedException.class, () -> other.lock(Lab.BRIEF));
            assertEquals(Optional.empty(), Lab.get(other.tryLock()));
            CompletableFuture<Lease> cancelled = other.lockAsync(Lab.LONG);
            Lab.until("it waits", () -> Lab.names(client, path).size() == 2);
            cancelled.cancel(false);
            Lab.until("only one is left", () -> Lab.names(client, path).size() == 1);
            assertTrue(
                    Lab.names(client, path).contains(held.nodePath().substring(path.length() + 1)));
        }
        Lab.until("free", () -> Lab.get(new Mutex(client, path).tryLock()).isPresent());
    }

    @Test
    void isNotTakenTwiceWhenTheAnswerIsLost() throws Exception {
        String path = lab.path();
        Lab.Guest guest = lab.guest();
        Mutex mutex = new Mutex(guest.client(), path);
        mutex.lock(Lab.LONG).close();
        Lab.until("free", () -> Lab.names(guest.client(), path).isEmpty());
        guest.proxy().swallowAnswer(Lab.CREATE2, 0);
        Lease lease = mutex.lock(Lab.LONG);
        assertEquals(1, guest.proxy().swallowed());
        assertEquals(1, Lab.names(guest.client(), path).size());
        guest.proxy().swallowAnswer(Lab.DELETE, 0);
        Lab.get(lease.release());
        assertEquals(2, guest.proxy().swallowed());
        assertEquals(List.of(), Lab.names(guest.client(), path));
    }

    @Test
    void survivesACutAndIsUncertainMeanwhile() throws Exception {
        String path = lab.path();
        Lab.Guest guest = lab.guest();
        Lease lease = new Mutex(guest.client(), path).lock(Lab.LONG);
        CompletableFuture<Lease> behind = new Mutex(guest.client(), path).lockAsync(Lab.LONG);
        guest.proxy().refuse(true);
        Lab.until("uncertain", () -> lease.state() == LeaseState.UNCERTAIN);
        assertFalse(lease.validFor().isZero());
        guest.proxy().heal();
        Lab.until("held again", () -> lease.state() == LeaseState.HELD);
        assertFalse(behind.isDone());
        lease.close();
        Lab.get(behind).close();
    }

    @Test
    void isLostBeforeAnotherGetsItWhenTheHolderIsCutOff() throws Exception {
        String path = lab.path();
        Lab.Guest guest = lab.guest();
        Lease lease = new Mutex(guest.client(), path).lock(Lab.LONG);
        CompletableFuture<Lease> rival = new Mutex(lab.client(), path).lockAsync(Lab.LONG);
        guest.proxy().refuse(true);
        Lab.get(lease.lost());
        assertEquals(LeaseState.LOST, lease.state());
        assertFalse(rival.isDone());
        assertTrue(Lab.get(rival).token().compareTo(lease.token()) > 0);
        guest.proxy().heal();
        Lab.get(lease.release());
    }

    @Test
    void isLostOnExpiryAndWaitersJoinAgain() throws Exception {
        String path = lab.path();
        MusterClient owner = lab.client();
        Lease held = new Mutex(owner, path).lock(Lab.LONG);
        Lab.Guest guest = lab.guest();
        CompletableFuture<Lease> waiting = new Mutex(guest.client(), path).lockAsync(Lab.LONG);
        Lab.until("it waits", () -> Lab.names(owner, path).size() == 2);
        guest.proxy().expireSessions();
        held.close();
        Lease lease = Lab.get(waiting);
        guest.proxy().expireSessions();
        Lab.get(lease.lost());
        Lab.until("gone", () -> Lab.names(owner, path).isEmpty());
    }

    @Test
    void isLostWhenAnOperatorDeletesItsNode() throws Exception {
        String path = lab.path();
        MusterClient client = lab.client();
        Lease lease = new Mutex(client, path).lock(Lab.LONG);
        String data = path + "-data";
        client.blocking().create(data, Bytes.EMPTY, CreateSpec.persistent());
        TxnResult during = Lab.get(client.txn(lease.guard().set(data, Bytes.EMPTY, Expect.any())));
        assertInstanceOf(TxnResult.Committed.class, during);
        lab.client().blocking().delete(lease.nodePath(), Expect.any());
        Lab.get(lease.lost());
        TxnResult after = Lab.get(client.txn(lease.guard().set(data, Bytes.EMPTY, Expect.any())));
        assertInstanceOf(TxnResult.Aborted.class, after);
    }

    @Test
    void anInterruptedWaiterGivesUpItsPlace() throws Exception {
        String path = lab.path();
        MusterClient client = lab.client();
        try (Lease held = new Mutex(client, path).lock(Lab.LONG)) {
            CompletableFuture<Throwable> end = new CompletableFuture<>();
            Thread waiter =
                    new Thread(() -> {
                        try {
                            new Mutex(client, path).lock().close();
                        } catch (InterruptedException | RuntimeException thrown) {
                            end.complete(thrown);
                        }
                    });
            waiter.start();
            Lab.until("it waits", () -> Lab.names(client, path).size() == 2);
            waiter.interrupt();
            assertInstanceOf(InterruptedException.class, Lab.get(end));
            Lab.until("one is left", () -> Lab.names(client, path).size() == 1);
            assertEquals(LeaseState.HELD, held.state());
        }
    }

    @Test
    void isGrantedThoughProgramsBlockEveryThreadOfTheCommonPool() throws Exception {
        String path = lab.path();
        Mutex mutex = new Mutex(lab.client(), path);
        CompletableFuture<String> over = new CompletableFuture<>();
        List<CompletableFuture<Void>> blocking = new ArrayList<>();
        for (int i = 0; i < ForkJoinPool.getCommonPoolParallelism(); i++) {
            CompletableFuture<String> begun = new CompletableFuture<>();
            blocking.add(
                    CompletableFuture.runAsync(
                            () -> {
                                begun.complete("begun");
                                try {
                                    over.get();
                                } catch (Exception failure) {
                                    throw new IllegalStateException(failure);
                                }
                            },
                            ForkJoinPool.commonPool()));
            Lab.get(begun);
        }
        // Not Lab.get: what waits for a future may help the pool with its work.
        CompletableFuture<Lease> coming = mutex.lockAsync(Lab.LONG);
        Lab.until("it is granted", coming::isDone);
        Lab.get(coming).close();
        over.complete("over");
        for (CompletableFuture<Void> one : blocking) {
            Lab.get(one);
        }
    }

    @Test
    void countsForEachKey() throws Exception {
        String path = lab.path();
        MusterClient client = lab.client();
        ReentrantMutex mutex = new ReentrantMutex(client, path);
        Lease outer = mutex.lock("a", Lab.LONG);
        Lease inner = mutex.lock("a", Lab.LONG);
        assertEquals(outer.token(), inner.token());
        CompletableFuture<Lease> other = mutex.lockAsync("b", Lab.LONG);
        Lab.get(outer.release());
        assertEquals(LeaseState.RELEASED, outer.state());
        assertEquals(LeaseState.HELD, inner.state());
        assertFalse(other.isDone());
        inner.close();
        Lab.get(other).close();
        Lab.until("free", () -> Lab.names(client, path).isEmpty());
    }

    @Test
    void severalAtOnceCannotWaitForEachOther() throws Exception {
        String a = lab.path();
        String b = lab.path();
        MusterClient client = lab.client();
        MultiLock one = new MultiLock(client, List.of(a, b));
        MultiLock two = new MultiLock(lab.client(), List.of(b, a));
        Lease first = one.lock(Lab.LONG);
        assertThrows(NotGrantedException.class, () -> two.lock(Lab.BRIEF));
        Callable<Integer> inLines = () -> Lab.names(client, a).size() + Lab.names(client, b).size();
        Lab.until("whoever gave up is gone", () -> inLines.call() == 2);
        CompletableFuture<Lease> second = two.lockAsync(Lab.LONG);
        Lab.until("the second stands in line", () -> inLines.call() == 3);
        CompletableFuture<Lease> third = one.lockAsync(Lab.LONG);
        first.close();
        Lab.get(second).close();
        Lab.get(third).close();
        Lab.until("free", () -> Lab.names(client, a).isEmpty() && Lab.names(client, b).isEmpty());
    }
}
