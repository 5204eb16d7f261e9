package org.muster.bench.load;

import java.nio.ByteBuffer;
import java.util.List;

/** Frames side by side in one off-heap buffer, copied out with a fresh xid and no allocation. */
final class FrameTable {
    private final ByteBuffer bytes;
    private final int[] starts;

    FrameTable(List<byte[]> frames) {
        int total = 0;
        for (byte[] frame : frames) {
            total += frame.length;
        }
        bytes = ByteBuffer.allocateDirect(total);
        starts = new int[frames.size() + 1];
        for (int i = 0; i < frames.size(); i++) {
            bytes.put(frames.get(i));
            starts[i + 1] = bytes.position();
        }
    }

    int size() {
        return starts.length - 1;
    }

    /** Appends frame {@code index} to {@code out}, with this xid. */
    void copy(int index, int xid, ByteBuffer out) {
        int at = out.position();
        int length = starts[index + 1] - starts[index];
        out.put(at, bytes, starts[index], length);
        out.putInt(at + Frames.XID_OFFSET, xid);
        out.position(at + length);
    }
}
