package org.muster.client.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

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
    private final @Nullable Tls tls;
    private boolean closed;

    private TcpLink(
            Loop loop, Listener listener, SocketChannel channel, SelectionKey key, Target target) {
        this.loop = loop;
        this.listener = listener;
        this.channel = channel;
        this.key = key;
        SSLContext context = target.tls();
        this.tls =
                context == null
                        ? null
                        : new Tls(Secured.engine(context, target.host(), target.port()), sides());
    }

    /**
     * Where to connect to.
     *
     * @param address what the host resolved to
     * @param tls null for a connection in the clear
     */
    public record Target(String host, String address, int port, @Nullable SSLContext tls) {}

    /** Begins to connect; throws if it fails at once. */
    public static TcpLink open(Loop loop, Target target, Listener listener) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            SelectionKey key = channel.register(loop.selector(), SelectionKey.OP_CONNECT);
            TcpLink link = new TcpLink(loop, listener, channel, key, target);
            key.attach(link);
            // An address was resolved already: this does no look-up.
            InetAddress address = InetAddress.getByName(target.address());
            if (channel.connect(new InetSocketAddress(address, target.port()))) {
                loop.execute(link::openedAtOnce);
            }
            return link;
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    private Tls.Sides sides() {
        return new Tls.Sides() {
            @Override
            public void wire(ByteBuffer encrypted) throws IOException {
                write(encrypted);
            }

            @Override
            public void session(byte[] plain, int length) {
                if (!closed) {
                    listener.received(plain, length);
                }
            }

            @Override
            public void secured() {
                listener.connected();
            }
        };
    }

    /** Sends bytes, which the caller may reuse afterwards. */
    public void send(byte[] bytes, int length) {
        if (closed) {
            return;
        }
        try {
            if (tls == null) {
                write(ByteBuffer.wrap(bytes, 0, length));
            } else {
                tls.send(bytes, length);
            }
        } catch (IOException failure) {
            // Not at once: who sends does not expect to be told of the end meanwhile.
            loop.execute(() -> fail(failure));
        }
    }

    private void write(ByteBuffer buffer) throws IOException {
        if (closed) {
            return;
        }
        if (unsent.isEmpty()) {
            channel.write(buffer);
        }
        if (buffer.hasRemaining()) {
            ByteBuffer rest = ByteBuffer.allocate(buffer.remaining());
            rest.put(buffer).flip();
            unsent.add(rest);
            key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
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

    private void openedAtOnce() {
        try {
            if (!closed) {
                opened();
            }
        } catch (IOException failure) {
            fail(failure);
        }
    }

    private void opened() throws IOException {
        key.interestOps(SelectionKey.OP_READ);
        if (tls == null) {
            listener.connected();
        } else {
            tls.start();
        }
    }

    void ready() {
        try {
            if (key.isValid() && key.isConnectable()) {
                channel.finishConnect();
                opened();
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
        if (tls == null) {
            listener.received(loop.readBytes(), count);
        } else {
            tls.received(loop.readBytes(), count);
        }
    }

    private void fail(IOException failure) {
        if (!closed) {
            close();
            String message = failure.getMessage();
            listener.disconnected(message == null ? failure.toString() : message);
        }
    }
}
