package org.muster.replica;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.muster.replica.front.LinkPort;

/** One connection as a test holds it: hexadecimal in and out, frame by frame. */
public final class Wire implements LinkPort {
    private static final HexFormat HEX = HexFormat.of();

    private final String remote;
    private byte[] received = new byte[0];

    /** How many bytes the socket claims not to have taken. */
    public long unsent;

    public boolean closed;
    public boolean reading = true;
    public int sends;

    /** A connection from {@code remote}. */
    public Wire(String remote) {
        this.remote = remote;
    }

    @Override
    public String remote() {
        return remote;
    }

    @Override
    public long send(byte[] source, int offset, int length) {
        byte[] joined = java.util.Arrays.copyOf(received, received.length + length);
        System.arraycopy(source, offset, joined, received.length, length);
        received = joined;
        sends++;
        return unsent;
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public void stopReading() {
        reading = false;
    }

    @Override
    public void resumeReading() {
        reading = true;
    }

    /** Takes what came, as frames with their lengths, in hexadecimal. */
    public List<String> take() {
        List<String> frames = new ArrayList<>();
        int at = 0;
        while (at < received.length) {
            int length = java.nio.ByteBuffer.wrap(received, at, 4).getInt();
            frames.add(HEX.formatHex(received, at, at + 4 + length));
            at += 4 + length;
        }
        received = new byte[0];
        return frames;
    }
}
