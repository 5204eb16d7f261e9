package org.muster.client.transport;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs tasks one after another in the order given, on whichever thread of a pool is free. What
 * blocks one lane delays no other.
 */
public final class Lane implements Executor {
    private static final System.Logger LOG = System.getLogger(Lane.class.getName());
    private static final int TURN = 256;

    private final Executor pool;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    /** A lane on the threads of {@code pool}. */
    public Lane(Executor pool) {
        this.pool = pool;
    }

    /** Runs the task after all given before; what it throws is logged. */
    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (waiting.getAndIncrement() == 0) {
            pool.execute(this::drain);
        }
    }

    private void drain() {
        int done = 0;
        Runnable task = tasks.poll();
        while (task != null) {
            run(task);
            done++;
            task = done < TURN ? tasks.poll() : null;
        }
        // A turn is bounded, so that one busy lane leaves threads to the others.
        if (waiting.addAndGet(-done) > 0) {
            pool.execute(this::drain);
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException thrown) {
            LOG.log(System.Logger.Level.WARNING, "a callback of the client threw", thrown);
        }
    }
}
