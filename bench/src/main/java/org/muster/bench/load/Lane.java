package org.muster.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * One session of the load: its socket, its buffers and the requests it waits for, oldest first.
 *
 * <p>Replies come in the order of requests, so a ring of send times is all that is remembered.
 */
final class Lane {
    final SocketChannel channel;
    final ByteBuffer in;
    final ByteBuffer out;
    @Nullable SelectionKey key;
    boolean established;

    private final long[] sentNs;
    private final byte[] kinds;
    private final int mask;
    private int sent;
    private int answered;

    /** A lane for at most {@code depth} requests in flight; buffer sizes in bytes. */
    Lane(SocketChannel channel, int depth, int inBytes, int outBytes) {
        int ring = Integer.highestOneBit(Math.max(1, 2 * depth - 1));
        this.channel = channel;
        this.in = ByteBuffer.allocateDirect(inBytes);
        this.out = ByteBuffer.allocateDirect(outBytes);
        this.sentNs = new long[ring];
        this.kinds = new byte[ring];
        this.mask = ring - 1;
    }

    int inFlight() {
        return sent - answered;
    }

    boolean isFull() {
        return inFlight() > mask;
    }

    /** The xid of the next request: 1, 2, 3 … */
    int nextXid() {
        return sent + 1;
    }

    /** Remembers that the request with {@link #nextXid} leaves at this time. */
    void onSent(long nowNs, int kind) {
        sentNs[sent & mask] = nowNs;
        kinds[sent & mask] = (byte) kind;
        sent++;
    }

    int oldestXid() {
        return answered + 1;
    }

    long oldestSentNs() {
        return sentNs[answered & mask];
    }

    int oldestKind() {
        return kinds[answered & mask];
    }

    void onAnswered() {
        answered++;
    }

    /** Writes what is waiting; what the socket does not take is left for when it is writable. */
    void flush() throws IOException {
        out.flip();
        channel.write(out);
        boolean rest = out.hasRemaining();
        out.compact();
        SelectionKey selected = key;
        if (selected != null) {
            int wanted = rest ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
            if (selected.interestOps() != wanted) {
                selected.interestOps(wanted);
            }
        }
    }
}
