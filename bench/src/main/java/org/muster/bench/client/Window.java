package org.muster.bench.client;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.muster.bench.failure.BenchFailure;
import org.muster.bench.load.LatencyHistogram;

/** Keeps a number of calls of one client on their way, and counts how long they take. */
final class Window {
    private static final int LIMIT_S = 60;

    private final int width;
    private final Semaphore free;
    private final LatencyHistogram latencies = new LatencyHistogram();
    private volatile boolean failed;

    /** Room for {@code width} calls. */
    Window(int width) {
        this.width = width;
        this.free = new Semaphore(width);
    }

    /** Waits for room; what it gives is to be told of the end of one call. */
    Connection.Done enter() {
        take(1);
        long begin = System.nanoTime();
        return ok -> {
            latencies.record(System.nanoTime() - begin);
            if (!ok) {
                failed = true;
            }
            free.release();
        };
    }

    /** Waits until no call is on its way any more; fails if any has failed. */
    LatencyHistogram drain() {
        take(width);
        free.release(width);
        if (failed) {
            throw new BenchFailure("a call failed");
        }
        return latencies;
    }

    private void take(int permits) {
        try {
            if (!free.tryAcquire(permits, LIMIT_S, TimeUnit.SECONDS)) {
                throw new BenchFailure("a call is not answered");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
    }
}
