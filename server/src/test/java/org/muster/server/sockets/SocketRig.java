package org.muster.server.sockets;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.IoEventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.uring.IoUring;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.muster.server.log.EventLog;

/** A listener of one transport on loopback, whose sockets keep what they hear. */
final class SocketRig implements AutoCloseable {
    private static final int PATIENCE_S = 20;
    private static final int TURNS = 5;

    private final MultiThreadIoEventLoopGroup group;
    private final LinkedBlockingQueue<Heard> accepted = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Throwable> faults = new LinkedBlockingQueue<>();
    private final Listener listener;

    private SocketRig(Transport transport, int count) throws IOException {
        group = new MultiThreadIoEventLoopGroup(count, transport.handlers());
        List<SocketLoop> loops = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            IoEventLoop eventLoop = group.next();
            loops.add(new SocketLoop(eventLoop, new Keeper(eventLoop)));
        }
        EventLog log =
                new EventLog(
                        new PrintStream(
                                OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                        EventLog.Level.DEBUG,
                        () -> 0);
        listener =
                Listener.open(
                        transport,
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        new Listener.Options(-1, true),
                        new Listener.Loops(group, loops),
                        log);
    }

    /** With {@code loops} event loops; where the machine has no such transport the test is void. */
    static SocketRig of(Transport transport, int loops) throws IOException {
        assumeTrue(
                switch (transport) {
                    case IO_URING -> IoUring.isAvailable();
                    case EPOLL -> Epoll.isAvailable();
                    case NIO -> true;
                });
        return new SocketRig(transport, loops);
    }

    Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.connect(listener.address(), PATIENCE_S * 1000);
        socket.setSoTimeout(PATIENCE_S * 1000);
        return socket;
    }

    /** Java's selectors close a listening socket when they look at it next. */
    void awaitRefusal() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        while (System.nanoTime() < deadline) {
            try {
                connect().close();
            } catch (IOException refused) {
                return;
            }
        }
        throw new AssertionError("connections are still accepted");
    }

    /** The server's end of the next connection. */
    Heard accepted() throws InterruptedException {
        return Objects.requireNonNull(accepted.poll(PATIENCE_S, TimeUnit.SECONDS), "no connection");
    }

    Throwable fault() throws InterruptedException {
        return Objects.requireNonNull(faults.poll(PATIENCE_S, TimeUnit.SECONDS), "no fault");
    }

    void closeListener() {
        listener.close();
    }

    /** Does this on the socket's loop. */
    void tell(Heard to, Consumer<StreamSocket> what) throws Exception {
        to.loop.submit(() -> what.accept(to.socket)).get();
    }

    long ask(Heard to, ToLongFunction<StreamSocket> what) throws Exception {
        return to.loop.submit(() -> what.applyAsLong(to.socket)).get();
    }

    /** Lets the loop look at its sockets a few times. */
    void turns(Heard of) throws Exception {
        for (int i = 0; i < TURNS; i++) {
            of.loop.submit(() -> {}).get();
        }
    }

    @Override
    public void close() {
        listener.close();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private final class Keeper implements SocketLoop.Owner {
        private final IoEventLoop loop;

        Keeper(IoEventLoop loop) {
            this.loop = loop;
        }

        @Override
        public SocketEvents accepted(StreamSocket socket) {
            return new Heard(loop, socket);
        }

        @Override
        public void broken(Throwable cause) {
            faults.add(cause);
        }
    }

    /** One accepted socket and all that was heard of it. */
    final class Heard implements SocketEvents {
        final IoEventLoop loop;
        final StreamSocket socket;
        private final ByteArrayOutputStream input = new ByteArrayOutputStream();
        private int ends;
        private int drained;
        private int closes;
        private boolean failing;

        Heard(IoEventLoop loop, StreamSocket socket) {
            this.loop = loop;
            this.socket = socket;
        }

        @Override
        public void opened() {
            accepted.add(this);
        }

        @Override
        public synchronized void received(byte[] source, int length) {
            if (failing) {
                throw new IllegalStateException("on input");
            }
            input.write(source, 0, length);
            notifyAll();
        }

        @Override
        public synchronized void inputEnded() {
            ends++;
            notifyAll();
        }

        @Override
        public synchronized void drained() {
            drained++;
            notifyAll();
        }

        @Override
        public synchronized void closed() {
            closes++;
            notifyAll();
        }

        synchronized byte[] input() {
            return input.toByteArray();
        }

        synchronized int ends() {
            return ends;
        }

        synchronized int timesDrained() {
            return drained;
        }

        synchronized int closes() {
            return closes;
        }

        synchronized void failOnInput() {
            failing = true;
        }

        void awaitInput(int length) throws InterruptedException {
            await(length + " bytes", () -> input.size() >= length);
        }

        void awaitEnd() throws InterruptedException {
            await("the end of the input", () -> ends > 0);
        }

        void awaitDrained() throws InterruptedException {
            await("drained", () -> drained > 0);
        }

        void awaitClosed() throws InterruptedException {
            await("closed", () -> closes > 0);
        }

        private synchronized void await(String what, BooleanSupplier holds)
                throws InterruptedException {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
            while (!holds.getAsBoolean()) {
                long leftMs = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (leftMs <= 0) {
                    throw new AssertionError("never came: " + what);
                }
                wait(leftMs);
            }
        }
    }
}
