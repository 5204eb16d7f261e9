package org.muster.server.peers;

import io.netty.buffer.ByteBuf;
import io.netty.util.ReferenceCountUtil;
import java.util.Arrays;
import org.muster.wire.jute.MalformedException;

/**
 * The bytes of a connection that have come and not been understood yet. Room is made as bytes come,
 * not as they are announced.
 */
final class UnitCutter {
    private static final int FIRST_BYTES = 1 << 12;
    private static final int KEPT_BYTES = 1 << 16;

    private byte[] held = new byte[FIRST_BYTES];
    private int from;
    private int to;

    /** Tells how many bytes must be there, from {@code offset} on, for the next unit. */
    interface Measure {
        /** As {@link org.muster.wire.peer.PeerStream} tells it. */
        int needed(byte[] source, int offset, int available) throws MalformedException;
    }

    /** Makes sense of the bytes that are there. */
    interface Reading {
        /** As far as it goes; ends at the first unit that is not whole. */
        void read() throws MalformedException;
    }

    /** Takes what came from a socket, if it is {@code wanted}, to be read; gives it free. */
    void take(Object message, boolean wanted, Reading reading) throws MalformedException {
        try {
            if (wanted && message instanceof ByteBuf in) {
                append(in);
                reading.read();
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    /** Takes all of {@code in}. */
    void append(ByteBuf in) {
        int count = in.readableBytes();
        if (held.length - to < count) {
            makeRoom(count);
        }
        in.readBytes(held, to, count);
        to += count;
    }

    private void makeRoom(int count) {
        int kept = to - from;
        byte[] target = held;
        if (target.length - kept < count || kept > target.length / 2) {
            target = new byte[Math.max(2 * held.length, kept + count)];
        }
        System.arraycopy(held, from, target, 0, kept);
        held = target;
        from = 0;
        to = kept;
    }

    /** The length of the next unit, which begins at {@link #offset}; 0 while it is not whole. */
    int next(Measure measure) throws MalformedException {
        if (from == to) {
            rewind();
        }
        int needed = measure.needed(held, from, to - from);
        return needed > 0 && needed <= to - from ? needed : 0;
    }

    /** Nothing is held: the room of a large unit is given back. */
    private void rewind() {
        from = 0;
        to = 0;
        if (held.length > KEPT_BYTES) {
            held = Arrays.copyOf(held, FIRST_BYTES);
        }
    }

    byte[] source() {
        return held;
    }

    int offset() {
        return from;
    }

    int available() {
        return to - from;
    }

    /** The first {@code count} bytes have been understood. */
    void consume(int count) {
        from += count;
    }
}
