package org.muster.server.sockets;

import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A connection straight on its loop's epoll set, without Netty's channel and pipeline: while it is
 * idle it is this object and its registration. Buffers are the loop's, or exist while output waits.
 *
 * <p>Readiness is asked for by level. What is not wanted at the moment is taken out of the set when
 * it first shows up, so that stopping and resuming mostly cost no system call. The set is never
 * empty: the loop could not put a socket back that has once left it (see {@link SocketErrors}).
 */
final class EpollStream extends Socket implements EpollIoHandle, StreamSocket {
    private static final int IN = EpollIoOps.EPOLLIN.value();
    private static final int OUT = EpollIoOps.EPOLLOUT.value();
    private static final int ERR = EpollIoOps.EPOLLERR.value();
    private static final EpollIoOps[] OPS = new EpollIoOps[(IN | OUT | ERR) + 1];

    /** In {@link #flags}, beside what the set waits for: nothing is to be read. */
    private static final int STOPPED = 1 << 4;

    /** The other side has closed its half. */
    private static final int ENDED = 1 << 5;

    /** It cannot be written to, and is about to be closed for it. */
    private static final int FAILED = 1 << 6;

    static {
        for (int ops = 0; ops < OPS.length; ops++) {
            OPS[ops] = EpollIoOps.valueOf(ops);
        }
    }

    private final SocketLoop loop;
    private final InetAddress host;
    private final char port;
    private byte flags;
    private final SocketEvents events;
    private @Nullable IoRegistration registration;
    private @Nullable Unsent unsent;

    private EpollStream(int fd, SocketLoop loop, InetSocketAddress remote) {
        super(fd);
        this.loop = loop;
        this.host = loop.shared(remote.getAddress());
        this.port = (char) remote.getPort();
        this.events = loop.owner().accepted(this);
    }

    /** Serves the accepted socket {@code fd} on {@code loop}; called there. */
    static void open(int fd, SocketLoop loop, InetSocketAddress remote, boolean keepAlive) {
        EpollStream socket = new EpollStream(fd, loop, remote);
        if (socket.tryRegister(keepAlive)) {
            loop.guarded(socket.events::opened);
        } else {
            socket.leave();
        }
    }

    /** False if its client is gone already, or the kernel has no room. */
    private boolean tryRegister(boolean keepAlive) {
        try {
            setTcpNoDelay(true);
            if (keepAlive) {
                setKeepAlive(true);
            }
            Future<IoRegistration> registered = loop.eventLoop().register(this);
            registration = registered.getNow();
            if (registration != null) {
                waitFor(IN | ERR);
            }
            return registration != null;
        } catch (IOException | UncheckedIOException refused) {
            return false;
        }
    }

    private void waitFor(int ops) {
        if (awaited() != ops) {
            flags = (byte) ((flags & ~(IN | OUT | ERR)) | ops);
            Objects.requireNonNull(registration).submit(OPS[ops]);
        }
    }

    /** The same where there is a caller who should not hear of it. */
    private void tryWaitFor(int ops) {
        try {
            waitFor(ops);
        } catch (UncheckedIOException refused) {
            fail();
        }
    }

    private int awaited() {
        return flags & (IN | OUT | ERR);
    }

    private boolean is(int flag) {
        return (flags & flag) != 0;
    }

    @Override
    public FileDescriptor fd() {
        return this;
    }

    @Override
    public void handle(IoRegistration of, IoEvent event) {
        try {
            handle(((EpollIoEvent) event).ops().value());
        } catch (IOException | UncheckedIOException gone) {
            close();
        } catch (RuntimeException | Error failure) {
            loop.owner().broken(failure);
        }
    }

    private void handle(int ready) throws IOException {
        // An error or the end of both directions is told whether asked for or not.
        boolean ended = (ready & ~(IN | OUT)) != 0;
        if (unsent != null && (ended || (ready & OUT) != 0)) {
            flush(unsent);
        }
        if (!isOpen()) {
            return;
        }
        if ((flags & (STOPPED | ENDED)) == 0) {
            if (ended || (ready & IN) != 0) {
                read();
            }
        } else if (ended) {
            close();
        } else if ((ready & IN) != 0) {
            waitFor(awaited() & ~IN);
        }
    }

    private void read() throws IOException {
        byte[] scratch = loop.scratch();
        int count = loop.window().read(this, scratch);
        if (count > 0) {
            events.received(scratch, count);
        } else if (count < 0) {
            flags |= ENDED;
            waitFor(awaited() & ~IN);
            events.inputEnded();
        }
    }

    private void flush(Unsent waiting) throws IOException {
        waiting.writeTo(this);
        if (waiting.bytes() == 0) {
            unsent = null;
            if (waiting.closesThen()) {
                waiting.drop();
                close();
                return;
            }
            waitFor(awaited() & ~OUT);
        }
        if (waiting.tryUnclog()) {
            events.drained();
        }
    }

    @Override
    public InetSocketAddress remote() {
        return new InetSocketAddress(host, port);
    }

    @Override
    public long send(byte[] source, int offset, int length) {
        if (!isOpen() || is(FAILED)) {
            return 0;
        }
        int written = 0;
        Unsent waiting = unsent;
        if (waiting == null) {
            try {
                written = loop.window().write(this, source, offset, length);
            } catch (IOException gone) {
                fail();
                return 0;
            }
            if (written == length) {
                return 0;
            }
            waiting = new Unsent();
            unsent = waiting;
            tryWaitFor(awaited() | OUT);
        }
        try {
            waiting.add(source, offset + written, length - written);
        } catch (OutOfMemoryError noDirectMemory) {
            // What would be sent behind the gap could not be understood.
            fail();
            return Long.MAX_VALUE;
        }
        return waiting.isClogged() ? waiting.bytes() : 0;
    }

    private void fail() {
        if (!is(FAILED)) {
            flags |= FAILED;
            loop.later(this::close);
        }
    }

    @Override
    public long unsentBytes() {
        return unsent == null ? 0 : unsent.bytes();
    }

    @Override
    public void stopReading() {
        flags |= STOPPED;
    }

    @Override
    public void resumeReading() {
        flags &= ~STOPPED;
        if (isOpen() && !is(ENDED)) {
            tryWaitFor(awaited() | IN);
        }
    }

    @Override
    public void closeWhenSent() {
        Unsent waiting = unsent;
        if (waiting == null || is(FAILED)) {
            close();
        } else if (!waiting.closesThen()) {
            waiting.thenClose(
                    loop.eventLoop()
                            .schedule(this::close, SocketLoop.CLOSE_SECONDS, TimeUnit.SECONDS));
        }
    }

    @Override
    public void close() {
        if (!isOpen()) {
            return;
        }
        leave();
        if (unsent != null) {
            unsent.drop();
            unsent = null;
        }
        loop.later(events::closed);
    }

    @Override
    public void reset() {
        if (isOpen()) {
            try {
                setSoLinger(0);
            } catch (IOException gone) {
                // Then there is nobody to tell.
                close();
                return;
            }
            close();
        }
    }

    private void leave() {
        try {
            super.close();
        } catch (IOException lost) {
            // Linux has closed it all the same, and nobody waits for what is lost.
            flags |= FAILED;
        }
        if (registration != null) {
            // Behind the descriptor, which has left the set by itself.
            registration.cancel();
        }
    }
}
