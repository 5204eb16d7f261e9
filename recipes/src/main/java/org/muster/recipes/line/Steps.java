package org.muster.recipes.line;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.muster.client.MusterException;
import org.muster.recipes.worker.Workers;

/** How recipes go on: when a future has come, after a while, or again after a passing failure. */
public final class Steps {
    private static final System.Logger LOG = System.getLogger(Steps.class.getName());
    private static final int BASE_MS = 20;
    private static final int CAP_MS = 2_000;

    private Steps() {}

    /** Calls one of the two when the future is complete; what they throw is logged. */
    public static <T extends @Nullable Object> void when(
            CompletableFuture<T> future,
            Consumer<? super T> done,
            Consumer<? super MusterException> failed) {
        CompletableFuture<T> unused =
                future.whenComplete((value, thrown) -> {
                    try {
                        if (thrown == null) {
                            done.accept(value);
                        } else {
                            failed.accept(MusterException.of(thrown));
                        }
                    } catch (RuntimeException defect) {
                        LOG.log(System.Logger.Level.ERROR, "a recipe's step threw", defect);
                    }
                });
    }

    /** Calls it when the future has a value, and does nothing if it fails. */
    public static <T extends @Nullable Object> void done(
            CompletableFuture<T> future, Consumer<? super T> then) {
        when(future, then, failure -> {});
    }

    /** Runs something short that never blocks, after a while. */
    public static void later(long delayMs, Runnable task) {
        Future<?> unused = Workers.after(delayMs, TimeUnit.MILLISECONDS, task);
    }

    /** How long to wait before trying again for the {@code attempt}-th time, from 0 on. */
    public static long pauseMs(int attempt) {
        long most = Math.min(CAP_MS, (long) BASE_MS << Math.min(attempt, 10));
        return ThreadLocalRandom.current().nextLong(most + 1);
    }

    /** A random while, up to {@code most}. */
    public static long upTo(Duration most) {
        return ThreadLocalRandom.current().nextLong(most.toMillis() + 1);
    }

    /** Whether the same may succeed later: no server was there, or the session was replaced. */
    public static boolean mayPass(MusterException failure) {
        return switch (failure.code()) {
            case CONNECTION_LOST, TIMEOUT, OVERLOADED, SESSION_EXPIRED, NOT_READ_ONLY -> true;
            default -> false;
        };
    }

    /** Does something that may be done twice until it succeeds or fails for good. */
    public static <T extends @Nullable Object> CompletableFuture<T> persist(
            Supplier<CompletableFuture<T>> step) {
        CompletableFuture<T> result = new CompletableFuture<>();
        persist(step, result, 0);
        return result;
    }

    private static <T extends @Nullable Object> void persist(
            Supplier<CompletableFuture<T>> step, CompletableFuture<T> result, int attempt) {
        if (result.isDone()) {
            return;
        }
        when(
                step.get(),
                result::complete,
                failure -> {
                    if (mayPass(failure)) {
                        later(pauseMs(attempt), () -> persist(step, result, attempt + 1));
                    } else {
                        result.completeExceptionally(failure);
                    }
                });
    }

    /** The same outcome, told on a thread that may be blocked. */
    public static <T extends @Nullable Object> CompletableFuture<T> forUsers(
            CompletableFuture<T> future) {
        return future.thenApplyAsync(value -> value, Workers.USERS);
    }
}
