package org.muster.sim.world;

import java.util.ArrayList;
import java.util.List;

/**
 * The record of a run: a 64-bit hash over everything that happened, and the last events in words.
 *
 * <p>Two runs of one seed must give one hash, in any JVM process; the words are for people. Words
 * are made only when asked for: an event keeps its parts.
 */
public final class Trace {
    private static final int KEPT = 240;
    private static final long PRIME = 0x100000001b3L;

    private final Object[][] ring = new Object[KEPT][];
    private final long[] times = new long[KEPT];
    private long hash = 0xcbf29ce484222325L;
    private long count;

    /** Notes that {@code what} happened at {@code timeNs} with these details. */
    public void note(long timeNs, String what, Object... details) {
        int slot = (int) (count++ % KEPT);
        Object[] kept = new Object[details.length + 1];
        ring[slot] = kept;
        kept[0] = what;
        times[slot] = timeNs;
        add(timeNs);
        addText(what);
        for (int i = 0; i < details.length; i++) {
            Object detail = details[i];
            kept[i + 1] = detail;
            if (detail instanceof Number number) {
                add(number.longValue());
            } else {
                addText(detail.toString());
            }
        }
    }

    /** Adds bytes that crossed a border to the hash alone. */
    public void bytes(byte[] content, int offset, int length) {
        long h = hash;
        for (int i = offset; i < offset + length; i++) {
            h = (h ^ content[i]) * PRIME;
        }
        hash = h;
    }

    /** The hash of everything so far. */
    public long hash() {
        return hash;
    }

    /** How many events were noted. */
    public long count() {
        return count;
    }

    /** The last events, oldest first, one line each. */
    public List<String> lastEvents() {
        List<String> lines = new ArrayList<>();
        for (long i = Math.max(0, count - KEPT); i < count; i++) {
            int slot = (int) (i % KEPT);
            StringBuilder line = new StringBuilder();
            line.append(String.format("%14.6f ms ", times[slot] / 1e6));
            for (Object part : ring[slot]) {
                line.append(' ').append(part instanceof Long l ? hexIfLarge(l) : part);
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private static String hexIfLarge(long value) {
        return value > 0xffff_ffffL || value < -1
                ? "0x" + Long.toHexString(value)
                : Long.toString(value);
    }

    private void add(long value) {
        long h = hash;
        h = (h ^ (value & 0xffff_ffffL)) * PRIME;
        hash = (h ^ (value >>> 32)) * PRIME;
    }

    private void addText(String text) {
        long h = hash;
        for (int i = 0; i < text.length(); i++) {
            h = (h ^ text.charAt(i)) * PRIME;
        }
        hash = h;
    }
}
