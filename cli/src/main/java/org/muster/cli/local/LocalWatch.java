package org.muster.cli.local;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Looks at a local ensemble all the time, and shows its servers whenever a role has changed. */
public final class LocalWatch implements AutoCloseable {
    private static final long PERIOD_NS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long FIRST_SECONDS = 30;

    private final LocalPrompt prompt;
    private final PrintStream out;
    private final Thread thread;
    private volatile boolean ending;
    private volatile boolean allServe;
    private String shown = "";

    /** Begins to look. */
    public LocalWatch(LocalPrompt prompt, PrintStream out) {
        this.prompt = prompt;
        this.out = out;
        this.thread = Thread.ofPlatform().name("watch").daemon().start(this::run);
    }

    /** Ends {@code ensemble} when this process is told to end. */
    public static void endWithProcess(LocalEnsemble ensemble) {
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("end").unstarted(ensemble::close));
    }

    /** Waits until all servers serve, not for ever. */
    public void awaitServing() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(FIRST_SECONDS);
        while (!allServe && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PERIOD_NS / 10);
        }
    }

    private void run() {
        while (!ending) {
            LocalPrompt.View view = prompt.look();
            if (!ending && !view.roles().equals(shown)) {
                shown = view.roles();
                out.print("\n" + view.table());
                out.flush();
            }
            allServe = view.allServe();
            LockSupport.parkNanos(PERIOD_NS);
        }
    }

    @Override
    public void close() {
        ending = true;
        LockSupport.unpark(thread);
    }
}
