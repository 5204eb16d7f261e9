package org.muster.testkit.differential;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts what the reference answered, to show that the programs reach what they are meant to reach.
 */
final class Tally {
    private final Map<String, Map<Integer, Integer>> counts = new TreeMap<>();

    /** Counts a reply by its operation and error. */
    void reply(int opcode, byte[] frame) {
        count(
                "opcode " + opcode,
                frame.length < 16 ? Integer.MIN_VALUE : ByteBuffer.wrap(frame).getInt(12));
    }

    /** Counts an event by its type. */
    void event(byte[] frame) {
        count("events", ByteBuffer.wrap(frame).getInt(16));
    }

    /** How often {@code opcode} was answered with {@code error}. */
    int of(int opcode, int error) {
        return counts.getOrDefault("opcode " + opcode, Map.of()).getOrDefault(error, 0);
    }

    /** How many events of {@code type} there were. */
    int events(int type) {
        return counts.getOrDefault("events", Map.of()).getOrDefault(type, 0);
    }

    private void count(String kind, int detail) {
        counts.computeIfAbsent(kind, key -> new TreeMap<>()).merge(detail, 1, Integer::sum);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        counts.forEach(
                (kind, details) -> text.append(kind).append(": ").append(details).append('\n'));
        return text.toString();
    }
}
