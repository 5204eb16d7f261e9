package org.muster.sim.world;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Cuts a stream of bytes into frames by their four-byte lengths. */
public final class FrameCutter {
    /** Takes whole frames, without their lengths. */
    public interface Sink {
        /** The next frame; false if nothing more is wanted. */
        boolean onFrame(byte[] frame);
    }

    private final int maxFrameBytes;
    private byte[] held = new byte[0];

    /** Refuses frames longer than {@code maxFrameBytes}. */
    public FrameCutter(int maxFrameBytes) {
        this.maxFrameBytes = maxFrameBytes;
    }

    /** Adds bytes and hands over the frames they complete; false if a length is illegal. */
    public boolean accept(byte[] chunk, Sink sink) {
        byte[] all = join(chunk);
        int at = 0;
        while (all.length - at >= 4) {
            int length =
                    (all[at] & 0xff) << 24
                            | (all[at + 1] & 0xff) << 16
                            | (all[at + 2] & 0xff) << 8
                            | (all[at + 3] & 0xff);
            if (length < 0 || length > maxFrameBytes) {
                return false;
            }
            if (all.length - at - 4 < length) {
                break;
            }
            byte[] frame = Arrays.copyOfRange(all, at + 4, at + 4 + length);
            at += 4 + length;
            if (!sink.onFrame(frame)) {
                break;
            }
        }
        held = Arrays.copyOfRange(all, at, all.length);
        return true;
    }

    private byte[] join(byte[] chunk) {
        if (held.length == 0) {
            return chunk;
        }
        ByteArrayOutputStream joined = new ByteArrayOutputStream(held.length + chunk.length);
        joined.writeBytes(held);
        joined.writeBytes(chunk);
        return joined.toByteArray();
    }
}
