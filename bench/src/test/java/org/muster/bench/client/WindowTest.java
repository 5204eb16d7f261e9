package org.muster.bench.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.muster.bench.failure.BenchFailure;

final class WindowTest {
    @Test
    void aCallWaitsForRoom() throws Exception {
        Window window = new Window(2);
        Connection.Done first = window.enter();
        window.enter().done(true);
        window.enter();
        CountDownLatch entered = new CountDownLatch(1);
        Thread third =
                Thread.ofVirtual()
                        .start(() -> {
                            window.enter().done(true);
                            entered.countDown();
                        });
        assertFalse(entered.await(50, TimeUnit.MILLISECONDS));
        first.done(true);
        assertTrue(entered.await(10, TimeUnit.SECONDS));
        third.join();
    }

    @Test
    void allThatEndedAreCounted() {
        Window window = new Window(2);
        for (int i = 0; i < 5; i++) {
            window.enter().done(true);
        }
        assertEquals(5, window.drain().count());
    }

    @Test
    void aFailedCallIsToldInTheEnd() {
        Window window = new Window(2);
        window.enter().done(false);
        window.enter().done(true);
        assertThrows(BenchFailure.class, window::drain);
    }
}
