package org.muster.server.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.muster.server.log.EventLog.Level;

class EventLogTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long nowMs = 1_795_298_451_022L;

    @Test
    void eachEventIsOneLineWithTimeAndLevel() {
        EventLog log = log(Level.INFO);
        log.info("binding to port\n/127.0.0.1:2181");
        nowMs -= 22;
        log.error("bad");
        log.debug("too fine");
        assertEquals(
                """
                2026-11-21T22:00:51.022Z INFO  binding to port /127.0.0.1:2181
                2026-11-21T22:00:51.000Z ERROR bad
                """,
                written());
    }

    @Test
    void whatClientsCauseAtWillIsCountedAfterAFewLines() {
        EventLog log = log(Level.WARN);
        for (int i = 0; i < 1000; i++) {
            log.often(Level.WARN, "kind", "line " + i);
        }
        nowMs += 1000;
        log.often(Level.WARN, "kind", "last");
        log.often(Level.INFO, "kind", "too fine");
        String[] lines = written().split("\n", -1);
        assertEquals(5 + 2 + 1, lines.length);
        assertEquals("2026-11-21T22:00:52.022Z WARN  995 more events of this kind: kind", lines[5]);
        assertEquals("2026-11-21T22:00:52.022Z WARN  last", lines[6]);
    }

    @Test
    void levelsAreFoundByNameInAnyCase() {
        assertEquals(Optional.of(Level.DEBUG), Level.of("debug"));
        assertEquals(Optional.empty(), Level.of("loud"));
    }

    private EventLog log(Level finest) {
        return new EventLog(
                new PrintStream(bytes, true, StandardCharsets.UTF_8), finest, () -> nowMs);
    }

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
