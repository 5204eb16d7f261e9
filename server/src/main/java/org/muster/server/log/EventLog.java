package org.muster.server.log;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** One line an event, with its time and level. Thread-safe. */
public final class EventLog {
    private static final int LINES_A_SECOND = 5;

    /** How much an event matters, the most important first. */
    public enum Level {
        /** Something is lost or ends. */
        ERROR,
        /** Somebody should look. */
        WARN,
        /** What happens a few times in a day. */
        INFO,
        /** For who searches a fault. */
        DEBUG;

        /** The level of this name in any case. */
        public static Optional<Level> of(String name) {
            for (Level level : values()) {
                if (level.name().equals(name.toUpperCase(Locale.ROOT))) {
                    return Optional.of(level);
                }
            }
            return Optional.empty();
        }
    }

    private final PrintStream out;
    private final Level finest;
    private final LongSupplier wallMs;
    private final Map<String, Burst> bursts = new TreeMap<>();

    /** To {@code out}, only events of {@code finest} and those that matter more. */
    public EventLog(PrintStream out, Level finest, LongSupplier wallMs) {
        this.out = out;
        this.finest = finest;
        this.wallMs = wallMs;
    }

    /** Whether events of this level are written. */
    public boolean tells(Level level) {
        return level.compareTo(finest) <= 0;
    }

    /** Something is lost or ends. */
    public void error(String text) {
        write(Level.ERROR, text);
    }

    /** Somebody should look. */
    public void warn(String text) {
        write(Level.WARN, text);
    }

    /** What happens a few times in a day. */
    public void info(String text) {
        write(Level.INFO, text);
    }

    /** For who searches a fault. */
    public void debug(String text) {
        write(Level.DEBUG, text);
    }

    /**
     * An event that a client can cause at will: of each {@code kind} a few lines a second are
     * written, the others counted.
     */
    public void often(Level level, String kind, String text) {
        if (!tells(level)) {
            return;
        }
        synchronized (bursts) {
            Burst burst = bursts.computeIfAbsent(kind, _ -> new Burst());
            long second = Math.floorDiv(wallMs.getAsLong(), 1000L);
            if (burst.second != second) {
                if (burst.suppressed > 0) {
                    write(Level.WARN, burst.suppressed + " more events of this kind: " + kind);
                }
                burst.second = second;
                burst.written = 0;
                burst.suppressed = 0;
            }
            if (burst.written == LINES_A_SECOND) {
                burst.suppressed++;
                return;
            }
            burst.written++;
        }
        write(level, text);
    }

    private void write(Level level, String text) {
        if (!tells(level)) {
            return;
        }
        String line =
                time()
                        + (level.name().length() == 4
                                ? " " + level.name() + "  "
                                : " " + level + " ")
                        + text.replace('\n', ' ').replace('\r', ' ')
                        + '\n';
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        // One call a line: lines of several threads never mix.
        out.write(bytes, 0, bytes.length);
        out.flush();
    }

    private String time() {
        Instant now = Instant.ofEpochMilli(wallMs.getAsLong()).truncatedTo(ChronoUnit.MILLIS);
        String text = now.toString();
        // Instant leaves zeros out; lines look better in columns.
        return text.length() == 20 ? text.substring(0, 19) + ".000Z" : text;
    }

    private static final class Burst {
        private long second;
        private int written;
        private long suppressed;
    }
}
