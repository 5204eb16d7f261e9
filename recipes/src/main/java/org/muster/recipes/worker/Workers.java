package org.muster.recipes.worker;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The threads of the recipes: one timer, and as many as programs block. The common pool would not
 * do: on a machine of two cores it has one thread, and whoever blocks that would stop every lock.
 */
public final class Workers {
    private static final long IDLE_SECONDS = 10;

    /** Runs what belongs to programs, which may block it. */
    public static final Executor USERS =
            new ThreadPoolExecutor(
                    0,
                    Integer.MAX_VALUE,
                    IDLE_SECONDS,
                    TimeUnit.SECONDS,
                    new SynchronousQueue<>(),
                    daemons("muster-recipe-user"));

    private static final ScheduledThreadPoolExecutor TIMER = timer();

    private Workers() {}

    private static ThreadFactory daemons(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer =
                new ScheduledThreadPoolExecutor(1, daemons("muster-recipe-timer"));
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    /** Runs something that never blocks, after a while. */
    public static Future<?> after(long delay, TimeUnit unit, Runnable task) {
        return TIMER.schedule(task, delay, unit);
    }

    /** The same future, but it fails with a {@link TimeoutException} after a while. */
    public static <T extends @Nullable Object> CompletableFuture<T> inTime(
            CompletableFuture<T> coming, long limitNs) {
        CompletableFuture<T> inTime = coming.copy();
        Future<?> alarm =
                after(
                        limitNs,
                        TimeUnit.NANOSECONDS,
                        () -> inTime.completeExceptionally(new TimeoutException()));
        CompletableFuture<T> unused = inTime.whenComplete((value, thrown) -> alarm.cancel(false));
        return inTime;
    }
}
