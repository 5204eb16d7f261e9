package org.muster.client.machine;

import org.muster.wire.jute.ByteReader;
import org.muster.wire.jute.MalformedException;

/** Cuts a stream of bytes into frames; a frame stays valid until more bytes are added. */
final class FrameCutter {
    private static final int INITIAL_BYTES = 4096;
    private static final int KEPT_BYTES = 1 << 16;

    private final int maxFrameBytes;
    private byte[] buffer = new byte[INITIAL_BYTES];
    private int start;
    private int end;

    FrameCutter(int maxFrameBytes) {
        this.maxFrameBytes = maxFrameBytes;
    }

    void add(byte[] source, int offset, int length) {
        if (start == end) {
            start = 0;
            end = 0;
            if (buffer.length > KEPT_BYTES) {
                buffer = new byte[INITIAL_BYTES];
            }
        }
        if (end + length > buffer.length) {
            int present = end - start;
            byte[] target =
                    present + length > buffer.length
                            ? new byte[Math.max(2 * buffer.length, present + length)]
                            : buffer;
            System.arraycopy(buffer, start, target, 0, present);
            buffer = target;
            start = 0;
            end = present;
        }
        System.arraycopy(source, offset, buffer, end, length);
        end += length;
    }

    /** Lets {@code frame} read the next whole frame, if there is one. */
    boolean next(ByteReader frame) throws MalformedException {
        if (end - start < 4) {
            return false;
        }
        int length = new ByteReader(buffer, start, 4).readInt();
        if (length < 0 || length > maxFrameBytes) {
            throw MalformedException.illegal("a frame of " + length + " bytes");
        }
        if (end - start - 4 < length) {
            return false;
        }
        frame.reset(buffer, start + 4, length);
        start += 4 + length;
        return true;
    }
}
