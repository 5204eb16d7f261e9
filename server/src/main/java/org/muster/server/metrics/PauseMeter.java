package org.muster.server.metrics;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.muster.server.config.ServerConfig.Pauses;
import org.muster.server.log.EventLog;

/**
 * Finds out when the process stood still: something that should happen every so often happened
 * late. Owned by one thread.
 */
public final class PauseMeter {
    private final Pauses settings;
    private final LongSupplier clockNs;
    private final Summary pauses;
    private final EventLog log;
    private long lastNs;

    /** Begins now; {@code pauses} gets the ms of each delay. */
    public PauseMeter(Pauses settings, LongSupplier clockNs, Summary pauses, EventLog log) {
        this.settings = settings;
        this.clockNs = clockNs;
        this.pauses = pauses;
        this.log = log;
        this.lastNs = clockNs.getAsLong();
    }

    /** To be called every {@link Pauses#intervalMs}. */
    public void look() {
        long nowNs = clockNs.getAsLong();
        long elapsedMs = TimeUnit.NANOSECONDS.toMillis(nowNs - lastNs);
        lastNs = nowNs;
        long pauseMs = elapsedMs - settings.intervalMs();
        pauses.add(pauseMs);
        String text =
                "Detected pause in JVM or host machine (eg GC): pause of approximately "
                        + pauseMs
                        + "ms";
        if (pauseMs > settings.warnMs()) {
            log.warn(text);
        } else if (pauseMs > settings.infoMs()) {
            log.info(text);
        }
    }
}
