package org.muster.server.loop;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.muster.server.log.EventLog;

/** Halts this very process. */
public final class ProcessHalt implements Halt {
    private final EventLog log;
    private final AtomicBoolean called = new AtomicBoolean();

    /** Says why in {@code log}. */
    public ProcessHalt(EventLog log) {
        this.log = log;
    }

    @Override
    public void now(int exitCode, String reason, @Nullable Throwable cause) {
        if (called.compareAndSet(false, true)) {
            log.error("Exiting JVM with code " + exitCode + ": " + reason);
            if (cause != null) {
                log.error(cause.toString());
                for (StackTraceElement frame : cause.getStackTrace()) {
                    log.error("    at " + frame);
                }
            }
            Runtime.getRuntime().halt(exitCode);
        }
    }

    /** Runs {@code stop} when the process is asked to end; its exit code says by which signal. */
    public static void onSignal(Runnable stop) {
        Runtime.getRuntime().addShutdownHook(new Thread(stop, "stop"));
    }
}
