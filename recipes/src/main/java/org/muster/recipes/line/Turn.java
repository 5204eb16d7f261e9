package org.muster.recipes.line;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.muster.client.Blocking;
import org.muster.recipes.lease.Lease;
import org.muster.recipes.lease.NotGrantedException;
import org.muster.recipes.worker.Workers;

/** Brings to a program what may come too late, or when it is not wanted any more. */
public final class Turn {
    private Turn() {}

    /**
     * What {@code coming} brings, told on a thread that may be blocked, if it comes in time. If it
     * does not, or if the future given out was cancelled, {@code abandon} is run; and if it comes
     * nevertheless, {@code giveBack}.
     */
    public static <T> CompletableFuture<T> within(
            Duration limit,
            CompletableFuture<T> coming,
            Runnable abandon,
            Consumer<? super T> giveBack) {
        CompletableFuture<T> user = new CompletableFuture<>();
        CompletableFuture<T> inTime = Workers.inTime(coming, limit.toNanos());
        CompletableFuture<T> unused =
                inTime.whenCompleteAsync(
                        (value, thrown) -> {
                            if (thrown == null) {
                                if (!user.complete(value)) {
                                    giveBack.accept(value);
                                }
                            } else {
                                abandon.run();
                                user.completeExceptionally(
                                        thrown instanceof TimeoutException
                                                ? new NotGrantedException(
                                                        "not granted within " + limit)
                                                : thrown);
                            }
                        },
                        Workers.USERS);
        CompletableFuture<T> unusedToo =
                user.whenComplete((value, thrown) -> {
                    if (thrown != null) {
                        abandon.run();
                    }
                });
        return user;
    }

    /** Waits for it; whoever is interrupted gives it up. */
    public static <T extends Lease> T await(CompletableFuture<T> future)
            throws InterruptedException {
        try {
            Arrival<T> arrival =
                    Blocking.await(future.handle((value, thrown) -> new Arrival<T>(value, thrown)));
            return arrival.orThrow();
        } catch (InterruptedException stop) {
            if (!future.cancel(false)) {
                Steps.done(future, Lease::close);
            }
            throw stop;
        }
    }

    /** What came, or why nothing did. */
    private record Arrival<T>(@Nullable T value, @Nullable Throwable thrown) {
        T orThrow() {
            Throwable cause =
                    thrown instanceof CompletionException && thrown.getCause() != null
                            ? thrown.getCause()
                            : thrown;
            if (value != null) {
                return value;
            }
            if (cause instanceof RuntimeException failure) {
                failure.addSuppressed(new Throwable("awaited here"));
                throw failure;
            }
            throw new IllegalStateException(cause);
        }
    }
}
