package org.muster.client.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;

/** One socket of a loop; used on the loop's thread only. */
public final class TcpLink {
    /** What happens to a link; nothing after {@code disconnected}, nor after it was closed. */
    public interface Listener {
        /** It is open. */
        void connected();

        /** Bytes came; they are valid during the call only. */
        void received(byte[] bytes, int length);

        /** It could not be opened, or the other side ended it. */
        void disconnected(String why);
    }

    private final Loop loop;
    private final Listener listener;
    private final SocketChannel channel;
    private final ArrayDeque<ByteBuffer> unsent = new ArrayDeque<>();
    private final SelectionKey key;
    private boolean closed;

    private TcpLink(Loop loop, Listener listener, SocketChannel channel, SelectionKey key) {
        this.loop = loop;
        this.listener = listener;
        this.channel = channel;
        this.key = key;
    }

    /** Begins to connect to an address; throws if it fails at once. */
    public static TcpLink open(Loop loop, String address, int port, Listener listener)
            throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            SelectionKey key = channel.register(loop.selector(), SelectionKey.OP_CONNECT);
            TcpLink link = new TcpLink(loop, listener, channel, key);
            key.attach(link);
            // An address was resolved already: this does no look-up.
            if (channel.connect(new InetSocketAddress(InetAddress.getByName(address), port))) {
                loop.execute(link::open);
            }
            return link;
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    /** Sends bytes, which the caller may reuse afterwards. */
    public void send(byte[] bytes, int length) {
        if (closed) {
            return;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
        try {
            if (unsent.isEmpty()) {
                channel.write(buffer);
            }
            if (buffer.hasRemaining()) {
                ByteBuffer rest = ByteBuffer.allocate(buffer.remaining());
                rest.put(buffer).flip();
                unsent.add(rest);
                key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            }
        } catch (IOException failure) {
            fail(failure);
        }
    }

    /** Closes it; its listener hears nothing more. */
    public void close() {
        if (!closed) {
            closed = true;
            try {
                channel.close();
            } catch (IOException alreadyGone) {
                key.cancel();
            }
        }
    }

    private void open() {
        if (!closed) {
            key.interestOps(SelectionKey.OP_READ);
            listener.connected();
        }
    }

    void ready() {
        try {
            if (key.isValid() && key.isConnectable()) {
                channel.finishConnect();
                open();
            }
            if (key.isValid() && key.isWritable()) {
                flush();
            }
            if (key.isValid() && key.isReadable()) {
                read();
            }
        } catch (IOException failure) {
            fail(failure);
        }
    }

    private void flush() throws IOException {
        while (!unsent.isEmpty()) {
            channel.write(unsent.peek());
            if (unsent.peek().hasRemaining()) {
                return;
            }
            unsent.remove();
        }
        key.interestOps(SelectionKey.OP_READ);
    }

    private void read() throws IOException {
        ByteBuffer buffer = loop.readBuffer();
        buffer.clear();
        int count = channel.read(buffer);
        if (count < 0) {
            fail(new IOException("the server closed the connection"));
            return;
        }
        buffer.flip();
        buffer.get(loop.readBytes(), 0, count);
        listener.received(loop.readBytes(), count);
    }

    private void fail(IOException failure) {
        if (!closed) {
            close();
            String message = failure.getMessage();
            listener.disconnected(message == null ? failure.toString() : message);
        }
    }
}
