package org.muster.server.sockets;

import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.NativeInetAddress;
import io.netty.channel.unix.Socket;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.muster.server.log.EventLog;

/** Accepts on the first of its loops; each connection is an {@link EpollStream}. */
final class EpollListener implements EpollIoHandle, Listener {
    /** Others have their turn after so many. */
    private static final int AT_ONCE = 16;

    /** Accepting tells an address as its length, up to 16 bytes, a scope and a port. */
    private static final int ADDRESS_BYTES = 25;

    private static final int PAUSE_SECONDS = 1;
    private static final int CLOSE_SECONDS = 1;

    private final Socket socket;
    private final boolean keepAlive;
    private final List<SocketLoop> loops;
    private final EventLog log;
    private final InetSocketAddress address;
    private final byte[] remote = new byte[ADDRESS_BYTES];
    private @Nullable IoRegistration registration;
    private int next;

    private EpollListener(Socket socket, boolean keepAlive, List<SocketLoop> loops, EventLog log) {
        this.socket = socket;
        this.keepAlive = keepAlive;
        this.loops = loops;
        this.log = log;
        this.address = socket.localAddress();
    }

    static Listener open(InetSocketAddress where, Options options, Loops loops, EventLog log)
            throws IOException {
        Socket socket = Socket.newSocketStream();
        try {
            socket.setReuseAddress(true);
            socket.bind(where);
            socket.listen(options.backlog() < 0 ? NetUtil.SOMAXCONN : options.backlog());
            EpollListener listener =
                    new EpollListener(socket, options.keepAlive(), loops.loops(), log);
            listener.home().eventLoop().submit(listener::register).syncUninterruptibly();
            return listener;
        } catch (IOException | RuntimeException refusal) {
            socket.close();
            throw refusal;
        }
    }

    private SocketLoop home() {
        return loops.getFirst();
    }

    private void register() {
        registration = home().eventLoop().register(this).syncUninterruptibly().getNow();
        accept(true);
    }

    private void accept(boolean wanted) {
        Objects.requireNonNull(registration)
                .submit(wanted ? EpollIoOps.EPOLLIN : EpollIoOps.EPOLLERR);
    }

    @Override
    public FileDescriptor fd() {
        return socket;
    }

    @Override
    public void handle(IoRegistration of, IoEvent event) {
        try {
            int accepted = socket.accept(remote);
            for (int count = 1; accepted >= 0; count++) {
                hand(accepted, NativeInetAddress.address(remote, 1, remote[0]));
                accepted = count < AT_ONCE ? socket.accept(remote) : -1;
            }
        } catch (IOException refusal) {
            Listener.tellFailure(log, refusal);
            // Asked again at once, it would say the same.
            accept(false);
            var _ = home().eventLoop().schedule(this::acceptAgain, PAUSE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void acceptAgain() {
        if (socket.isOpen()) {
            accept(true);
        }
    }

    private void hand(int accepted, InetSocketAddress from) {
        SocketLoop to = loops.get(next);
        next = (next + 1) % loops.size();
        Runnable open = () -> EpollStream.open(accepted, to, from, keepAlive);
        if (to == home()) {
            to.guarded(open);
        } else {
            to.later(open);
        }
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public void close() {
        if (home().eventLoop().inEventLoop()) {
            // The loop ends.
            end();
        } else {
            home().eventLoop()
                    .submit(this::end)
                    .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void end() {
        try {
            socket.close();
        } catch (IOException lost) {
            // Linux has closed it all the same.
            log.debug("closing the client port: " + lost);
        }
        Objects.requireNonNull(registration).cancel();
    }
}
