package org.muster.testkit.recipes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.muster.client.MusterClient;
import org.muster.recipes.lease.Lease;
import org.muster.recipes.lease.LeaseState;
import org.muster.recipes.lease.NotGrantedException;
import org.muster.recipes.lock.ReadWriteLock;
import org.muster.recipes.lock.Semaphore;

/** Locks that more than one can hold at a time. */
@Tag("slow")
class SharedLocksTest {
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
    void readersShareAndWritersDoNotStarve() throws Exception {
        String path = lab.path();
        MusterClient client = lab.client();
        ReadWriteLock lock = new ReadWriteLock(client, path);
        Lease one = lock.read(Lab.LONG);
        Lease two = lock.read(Lab.LONG);
        CompletableFuture<Lease> writer = lock.writeAsync(Lab.LONG);
        Lab.until("three", () -> Lab.names(client, path).size() == 3);
        CompletableFuture<Lease> late = lock.readAsync(Lab.LONG);
        Lab.until("four", () -> Lab.names(client, path).size() == 4);
        Lab.get(one.release());
        assertFalse(writer.isDone());
        Lab.get(two.release());
        Lease written = Lab.get(writer);
        assertFalse(late.isDone());
        assertTrue(written.token().compareTo(two.token()) > 0);
        written.close();
        Lab.get(late).close();
        Lab.until("free", () -> Lab.names(client, path).isEmpty());
    }

    @Test
    void aWriterBecomesAReaderWithoutLettingGo() throws Exception {
        String path = lab.path();
        MusterClient client = lab.client();
        ReadWriteLock lock = new ReadWriteLock(client, path);
        Lease writer = lock.write(Lab.LONG);
        CompletableFuture<Lease> reader = lock.readAsync(Lab.LONG);
        Lab.until("two", () -> Lab.names(client, path).size() == 2);
        CompletableFuture<Lease> nextWriter = lock.writeAsync(Lab.LONG);
        Lab.until("three", () -> Lab.names(client, path).size() == 3);
        Lease reading = Lab.get(lock.downgrade(writer, Lab.LONG));
        assertEquals(LeaseState.RELEASED, writer.state());
        Lease second = Lab.get(reader);
        assertFalse(nextWriter.isDone());
        reading.close();
        second.close();
        Lab.get(nextWriter).close();
    }

    @Test
    void aSemaphoreGrantsNoMoreThanItsLimit() throws Exception {
        String path = lab.path();
        MusterClient client = lab.client();
        AtomicInteger holders = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Semaphore semaphore = new Semaphore(client, path, 3);
            all.add(
                    semaphore
                            .acquireAsync(1, Lab.LONG)
                            .thenCompose(lease -> {
                                most.accumulateAndGet(holders.incrementAndGet(), Math::max);
                                holders.decrementAndGet();
                                return lease.release();
                            }));
        }
        for (CompletableFuture<Void> one : all) {
            Lab.get(one);
        }
        assertTrue(most.get() <= 3, "at most 3, but " + most);
        Lab.until("free", () -> Lab.names(client, path + "/leases").isEmpty());
        Lab.until("no one at the gate", () -> Lab.names(client, path + "/locks").isEmpty());
    }

    @Test
    void severalPermitsAreAllOrNone() throws Exception {
        String path = lab.path();
        MusterClient client = lab.client();
        Semaphore semaphore = new Semaphore(client, path, 3);
        Lease two = semaphore.acquire(2, Lab.LONG);
        assertEquals(2, Lab.names(client, path + "/leases").size());
        assertThrows(NotGrantedException.class, () -> semaphore.acquire(2, Lab.BRIEF));
        assertEquals(2, Lab.names(client, path + "/leases").size());
        Lease one = semaphore.acquire(1, Lab.LONG);
        CompletableFuture<Lease> three = semaphore.acquireAsync(3, Lab.LONG);
        two.close();
        one.close();
        assertEquals(LeaseState.HELD, Lab.get(three).state());
        assertThrows(IllegalArgumentException.class, () -> semaphore.acquireAsync(4, Lab.LONG));
    }

    @Test
    void aLostAnswerCostsNoPermit() throws Exception {
        String path = lab.path();
        Lab.Guest guest = lab.guest();
        Semaphore semaphore = new Semaphore(guest.client(), path, 2);
        semaphore.acquire(1, Lab.LONG).close();
        guest.proxy().swallowAnswer(Lab.MULTI, 0);
        Lease lease = semaphore.acquire(2, Lab.LONG);
        assertEquals(1, guest.proxy().swallowed());
        assertEquals(2, Lab.names(guest.client(), path + "/leases").size());
        Lab.get(lease.release());
        assertEquals(0, Lab.names(guest.client(), path + "/leases").size());
    }

    @Test
    void permitsComeBackWhenASessionExpires() throws Exception {
        String path = lab.path();
        Lab.Guest guest = lab.guest();
        Lease theirs = new Semaphore(guest.client(), path, 1).acquire(1, Lab.LONG);
        CompletableFuture<Lease> mine =
                new Semaphore(lab.client(), path, 1).acquireAsync(1, Lab.LONG);
        guest.proxy().expireSessions();
        Lab.get(theirs.lost());
        assertTrue(Lab.get(mine).token().compareTo(theirs.token()) > 0);
    }
}
