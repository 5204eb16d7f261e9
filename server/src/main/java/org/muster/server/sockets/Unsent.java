package org.muster.server.sockets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** What one socket has not taken, outside the heap. Exists only while there is something. */
final class Unsent {
    private static final int CHUNK_BYTES = 1 << 14;

    private final ArrayDeque<ByteBuf> chunks = new ArrayDeque<>();
    private long bytes;
    private boolean clogged;
    private @Nullable Future<?> forcedClose;

    Unsent() {}

    /** Adds a copy of bytes; throws the error if there is no memory for it. */
    void add(byte[] source, int offset, int length) {
        ByteBuf last = chunks.peekLast();
        int fits = last == null ? 0 : Math.min(length, last.writableBytes());
        ByteBuf more = null;
        if (fits < length) {
            int size = Math.max(CHUNK_BYTES, length - fits);
            more = PooledByteBufAllocator.DEFAULT.directBuffer(size, size);
        }
        if (last != null) {
            last.writeBytes(source, offset, fits);
        }
        if (more != null) {
            chunks.add(more.writeBytes(source, offset + fits, length - fits));
        }
        bytes += length;
        clogged |= bytes > SocketLoop.HIGH_WATER_BYTES;
    }

    /** Writes what is taken now. */
    void writeTo(FileDescriptor to) throws IOException {
        ByteBuf first = chunks.peek();
        while (first != null) {
            ByteBuffer memory = first.internalNioBuffer(first.readerIndex(), first.readableBytes());
            int written = to.write(memory, memory.position(), memory.limit());
            bytes -= written;
            first.skipBytes(written);
            if (first.isReadable()) {
                return;
            }
            first.release();
            chunks.remove();
            first = chunks.peek();
        }
    }

    long bytes() {
        return bytes;
    }

    /**
     * Whether there has been so much since the last {@link #tryUnclog} that the sender was told.
     */
    boolean isClogged() {
        return clogged;
    }

    /** Whether it was clogged, and is no longer. */
    boolean tryUnclog() {
        if (clogged && bytes < SocketLoop.LOW_WATER_BYTES) {
            clogged = false;
            return true;
        }
        return false;
    }

    /** When everything is out the socket is to be closed; {@code forced} does so before. */
    void thenClose(Future<?> forced) {
        forcedClose = forced;
    }

    boolean closesThen() {
        return forcedClose != null;
    }

    /** Nobody will take it. */
    void drop() {
        chunks.forEach(ByteBuf::release);
        chunks.clear();
        bytes = 0;
        if (forcedClose != null) {
            forcedClose.cancel(false);
        }
    }
}
