package org.muster.server.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.muster.server.config.ServerConfig.Pauses;
import org.muster.server.log.EventLog;

class PauseMeterTest {
    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private final Summary pauses = new Summary();
    private long nowMs;

    @Test
    void delaysAreMeasuredAndLongOnesTold() {
        EventLog log =
                new EventLog(
                        new PrintStream(told, true, StandardCharsets.UTF_8),
                        EventLog.Level.INFO,
                        () -> 0);
        PauseMeter meter =
                new PauseMeter(new Pauses(500, 1000, 10_000), () -> nowMs * 1_000_000, pauses, log);
        for (long elapsedMs : new long[] {100, 500, 503, 1500, 1501, 10_500, 10_501}) {
            nowMs += elapsedMs;
            meter.look();
        }
        assertEquals(7, pauses.now().count());
        assertEquals(3 + 1000 + 1001 + 10_000 + 10_001, pauses.now().sum());
        String detected = "Detected pause in JVM or host machine (eg GC): pause of approximately ";
        assertEquals(
                "1970-01-01T00:00:00.000Z INFO  "
                        + detected
                        + "1001ms\n1970-01-01T00:00:00.000Z INFO  "
                        + detected
                        + "10000ms\n1970-01-01T00:00:00.000Z WARN  "
                        + detected
                        + "10001ms\n",
                told.toString(StandardCharsets.UTF_8));
    }
}
