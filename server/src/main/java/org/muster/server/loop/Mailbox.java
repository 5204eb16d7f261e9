package org.muster.server.loop;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Messages for one thread from any thread: one atomic step to put, one to take all.
 *
 * <p>The reader is woken only when it sleeps, so a busy reader costs its writers no system call.
 * Nothing bounds it: what may wait is bounded where it is admitted.
 */
final class Mailbox<T> {
    private final AtomicReference<@Nullable Letter<T>> newest = new AtomicReference<>();
    private volatile @Nullable Thread sleeper;

    /** Puts a message; wakes the reader if it sleeps. */
    public void put(T message) {
        Letter<T> letter = new Letter<>(message);
        Letter<T> before;
        do {
            before = newest.getPlain();
            letter.older = before;
        } while (!newest.weakCompareAndSetVolatile(before, letter));
        Thread reader = before == null ? sleeper : null;
        if (reader != null) {
            LockSupport.unpark(reader);
        }
    }

    /** Whether nothing waits. */
    public boolean isEmpty() {
        return newest.getAcquire() == null;
    }

    /** Takes all messages: the oldest, from which {@link Letter#next} leads on; null for none. */
    public @Nullable Letter<T> takeAll() {
        if (newest.getAcquire() == null) {
            return null;
        }
        Letter<T> letter = newest.getAndSet(null);
        Letter<T> oldest = null;
        while (letter != null) {
            Letter<T> older = letter.older;
            letter.older = oldest;
            oldest = letter;
            letter = older;
        }
        return oldest;
    }

    /** Sleeps until there is a message, at most until the monotonic time {@code deadlineNs}. */
    public void awaitAny(long deadlineNs) {
        sleeper = Thread.currentThread();
        if (newest.get() == null) {
            long left = deadlineNs - System.nanoTime();
            if (left > 0) {
                LockSupport.parkNanos(this, left);
            }
        }
        sleeper = null;
    }

    /** A message with its place in the order. */
    public static final class Letter<T> {
        private final T message;
        private @Nullable Letter<T> older;

        private Letter(T message) {
            this.message = message;
        }

        /** What was put. */
        public T message() {
            return message;
        }

        /** The one put after this one, if it was taken too. */
        public @Nullable Letter<T> next() {
            // Taking reversed the links.
            return older;
        }
    }
}
