package org.muster.testkit.chaos;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A part that is played in a thread of its own until it is told to end. */
final class Actor {
    private static final long DEADLINE_S = 120;

    private final Thread thread;
    private final Part part;
    private volatile boolean ending;
    private volatile Throwable failure;

    /** One step of a part; it is asked again and again. */
    @FunctionalInterface
    interface Part {
        /** Does something that ends within seconds. */
        void step() throws Exception;
    }

    Actor(String name, Part part) {
        this.part = part;
        this.thread = Thread.ofPlatform().name(name).daemon().start(this::play);
    }

    private void play() {
        try {
            while (!ending) {
                part.step();
            }
        } catch (Exception | AssertionError thrown) {
            failure = thrown;
        }
    }

    /** Why it has stopped by itself, if it has. */
    Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    /** Lets its last step end. */
    void end() throws InterruptedException {
        ending = true;
        thread.join(TimeUnit.SECONDS.toMillis(DEADLINE_S));
        if (thread.isAlive()) {
            thread.interrupt();
            throw new AssertionError(thread.getName() + " does not end");
        }
    }
}
