package org.muster.server.sockets;

import io.netty.channel.unix.Buffer;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The piece of memory outside the heap through which the bytes of a loop's sockets pass. */
final class Window {
    private final ByteBuffer memory;
    private final long address;

    /** Of {@code bytes}. */
    Window(int bytes) {
        memory = ByteBuffer.allocateDirect(bytes);
        address = Buffer.memoryAddress(memory);
    }

    /**
     * Reads once.
     *
     * @param into at least as large as the window
     * @return how many bytes came; 0 if none is there now, negative if none will come
     */
    int read(FileDescriptor from, byte[] into) throws IOException {
        int count = from.readAddress(address, 0, memory.capacity());
        if (count > 0) {
            memory.get(0, into, 0, count);
        }
        return count;
    }

    /** Writes what is taken now; how many bytes that was. */
    int write(FileDescriptor to, byte[] source, int offset, int length) throws IOException {
        int written = 0;
        while (written < length) {
            int count = Math.min(length - written, memory.capacity());
            memory.put(0, source, offset + written, count);
            int taken = to.writeAddress(address, 0, count);
            written += taken;
            if (taken < count) {
                break;
            }
        }
        return written;
    }
}
