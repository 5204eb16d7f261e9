package org.muster.server.clients;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a connection's stream of bytes into frames. Whole frames are handed on where they lie; only
 * a frame that came in pieces is copied together, and nothing is kept between frames.
 */
final class FrameCutter {
    private static final int PREFIX = 4;

    /** What has come of a frame, its length included; null between frames. */
    private byte @Nullable [] held;

    private int heldLength;

    /**
     * Takes the bytes in {@code [from, to)} of {@code source}.
     *
     * @return where it stopped: {@code to}, or behind what {@code sink} did not want to go on from
     */
    int cut(byte[] source, int from, int to, FrameSink sink) {
        int at = from;
        if (held != null) {
            at = complete(source, from, to, sink);
            if (held != null || at < 0) {
                return at < 0 ? -at - 1 : at;
            }
        }
        while (to - at >= PREFIX) {
            int length = intAt(source, at);
            if (!sink.accepts(length)) {
                return at + PREFIX;
            }
            if (to - at - PREFIX < length) {
                hold(source, at, to, length);
                return to;
            }
            int frame = at + PREFIX;
            at = frame + length;
            if (!sink.frame(source, frame, length)) {
                return at;
            }
        }
        if (at < to) {
            hold(source, at, to, 0);
        }
        return to;
    }

    /** Whether a frame has begun that is not whole. */
    boolean inFrame() {
        return held != null;
    }

    /** The memory that the beginning of a frame takes, in bytes. */
    int heldBytes() {
        byte[] array = held;
        return array == null ? 0 : array.length;
    }

    /** Forgets the beginning of a frame. */
    void clear() {
        held = null;
    }

    /** Adds to the held frame; the new position, or {@code -position - 1} if the sink stopped. */
    private int complete(byte[] source, int from, int to, FrameSink sink) {
        int at = from;
        if (heldLength < PREFIX) {
            at = append(source, at, to, PREFIX);
            if (heldLength < PREFIX) {
                return at;
            }
            if (!sink.accepts(intAt(require(held), 0))) {
                held = null;
                return -at - 1;
            }
        }
        int length = intAt(require(held), 0);
        at = append(source, at, to, PREFIX + length);
        if (heldLength < PREFIX + length) {
            return at;
        }
        byte[] whole = require(held);
        held = null;
        return sink.frame(whole, PREFIX, length) ? at : -at - 1;
    }

    /** Appends until {@code target} bytes are held or the source ends. */
    private int append(byte[] source, int from, int to, int target) {
        int count = Math.min(target - heldLength, to - from);
        byte[] array = require(held);
        if (array.length < heldLength + count) {
            // Doubling: who announces much and sends little costs little.
            int doubled = Math.max(2 * array.length, heldLength + count);
            array = Arrays.copyOf(array, Math.min(doubled, target));
            held = array;
        }
        System.arraycopy(source, from, array, heldLength, count);
        heldLength += count;
        return from + count;
    }

    private void hold(byte[] source, int from, int to, int announced) {
        int count = to - from;
        int room = Math.max(count, Math.min(PREFIX + announced, 2 * count));
        byte[] array = new byte[Math.max(room, PREFIX)];
        System.arraycopy(source, from, array, 0, count);
        held = array;
        heldLength = count;
    }

    private static byte[] require(byte @Nullable [] array) {
        if (array == null) {
            throw new IllegalStateException("no frame is held");
        }
        return array;
    }

    private static int intAt(byte[] source, int at) {
        return (source[at] << 24)
                | (source[at + 1] & 0xff) << 16
                | (source[at + 2] & 0xff) << 8
                | (source[at + 3] & 0xff);
    }
}
