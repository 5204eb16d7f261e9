package org.muster.server.loop;

import java.util.concurrent.TimeUnit;

/** A thread that does one task after the other, away from the hot ones. */
public final class Worker {
    private final Mailbox<Runnable> tasks = new Mailbox<>();
    private final Thread thread;
    private final Halt halt;
    private volatile boolean ending;
    private volatile long periodNs = TimeUnit.DAYS.toNanos(1);
    private volatile Runnable periodic = () -> {};

    /** Starts a thread of this name. */
    public Worker(String name, Halt halt) {
        this.halt = halt;
        this.thread = Thread.ofPlatform().name(name).daemon().start(this::run);
    }

    /** Does {@code task} after those handed in before; on any thread. */
    public void run(Runnable task) {
        tasks.put(task);
    }

    /** Does {@code task} now and again every {@code everyNs}; one such task a worker. */
    public void every(long everyNs, Runnable task) {
        everyFromLater(everyNs, task);
        run(task);
    }

    /** The same, the first time after {@code everyNs}. */
    public void everyFromLater(long everyNs, Runnable task) {
        periodNs = everyNs;
        periodic = task;
        // Wakes the thread: it sleeps by the period before.
        run(() -> {});
    }

    /** Ends after the tasks handed in so far, and waits for it at most so long. */
    public boolean stop(long timeoutMs) {
        ending = true;
        tasks.put(() -> {});
        try {
            return thread.join(java.time.Duration.ofMillis(timeoutMs));
        } catch (InterruptedException stopRequested) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void run() {
        try {
            long lastNs = System.nanoTime();
            while (!ending || !tasks.isEmpty()) {
                tasks.awaitAny(lastNs + periodNs);
                if (System.nanoTime() - lastNs >= periodNs) {
                    lastNs += periodNs;
                    periodic.run();
                }
                for (var letter = tasks.takeAll(); letter != null; letter = letter.next()) {
                    letter.message().run();
                }
            }
        } catch (RuntimeException | Error failure) {
            halt.now(Halt.UNEXPECTED, "the thread " + thread.getName() + " failed", failure);
        }
    }
}
