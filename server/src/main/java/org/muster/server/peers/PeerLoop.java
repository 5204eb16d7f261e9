package org.muster.server.peers;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.muster.model.peer.HostPort;
import org.muster.server.log.EventLog;
import org.muster.server.loop.Halt;
import org.muster.server.loop.Names;
import org.muster.server.sockets.NettyEvents;
import org.muster.server.sockets.Transport;

/** The one thread that serves the sockets between members. */
public final class PeerLoop implements AutoCloseable {
    private static final WriteBufferWaterMark WATER_MARK =
            new WriteBufferWaterMark(256 << 10, 1 << 20);

    private final Transport transport;
    private final MultiThreadIoEventLoopGroup group;
    private final EventLoop eventLoop;
    private final EventLog log;
    private final Halt halt;
    private final boolean keepAlive;

    /**
     * Starts the thread.
     *
     * @param transport as the operator chose it for clients' sockets
     * @param keepAlive SO_KEEPALIVE
     * @throws Transport.TransportException if there is no such transport here
     */
    public PeerLoop(String transport, boolean keepAlive, EventLog log, Halt halt)
            throws Transport.TransportException {
        NettyEvents.to(log);
        this.transport = Transport.choose(transport);
        this.group =
                new MultiThreadIoEventLoopGroup(
                        1, new DefaultThreadFactory("peers", true), this.transport.handlers());
        this.eventLoop = group.next();
        this.keepAlive = keepAlive;
        this.log = log;
        this.halt = halt;
    }

    /** What becomes of a dial; told on the loop, once. */
    interface Dialled {
        /** The connection stands; its handler has been told already. */
        void connected();

        /** None of the addresses answered. */
        void failed(String reason);
    }

    /** Runs {@code task} on the loop, later; every thread may call it. */
    void execute(Runnable task) {
        eventLoop.execute(() -> {
            try {
                task.run();
            } catch (RuntimeException | Error failure) {
                broken(failure);
            }
        });
    }

    /** Runs {@code task} on the loop after a while. */
    java.util.concurrent.Future<?> later(long delayMs, Runnable task) {
        return eventLoop.schedule(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException | Error failure) {
                        broken(failure);
                    }
                },
                delayMs,
                TimeUnit.MILLISECONDS);
    }

    /** An error that a handler met: nothing is certain any more. */
    void broken(Throwable cause) {
        halt.now(Halt.UNEXPECTED, "the loop of the members' sockets failed", cause);
    }

    EventLog log() {
        return log;
    }

    /**
     * Connects to the first of {@code addresses} that answers, each tried for {@code timeoutMs};
     * names are looked up anew. On the loop only.
     */
    void dial(
            List<HostPort> addresses,
            int timeoutMs,
            Supplier<ChannelHandler> handler,
            Dialled dialled) {
        new Attempt(addresses, timeoutMs, handler, dialled).nextAddress("there is no address");
    }

    private final class Attempt {
        private final java.util.Iterator<HostPort> addresses;
        private final int timeoutMs;
        private final Supplier<ChannelHandler> handler;
        private final Dialled dialled;

        Attempt(
                List<HostPort> addresses,
                int timeoutMs,
                Supplier<ChannelHandler> handler,
                Dialled dialled) {
            this.addresses = addresses.iterator();
            this.timeoutMs = timeoutMs;
            this.handler = handler;
            this.dialled = dialled;
        }

        void nextAddress(String reason) {
            if (!addresses.hasNext()) {
                dialled.failed(reason);
                return;
            }
            HostPort address = addresses.next();
            var _ =
                    Names.resolve(address.host())
                            .whenComplete((found, unknown) ->
                                    execute(() -> resolved(address, found, unknown)));
        }

        private void resolved(
                HostPort address, @Nullable List<InetAddress> found, @Nullable Throwable unknown) {
            if (found == null) {
                nextAddress("the name " + address.host() + " is unknown: " + unknown);
            } else {
                connect(found.iterator(), address.port(), "no address of " + address.host());
            }
        }

        private void connect(java.util.Iterator<InetAddress> candidates, int port, String reason) {
            if (!candidates.hasNext()) {
                nextAddress(reason);
                return;
            }
            Bootstrap bootstrap =
                    new Bootstrap()
                            .group(eventLoop)
                            .channel(transport.channel())
                            .handler(new Once(handler))
                            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, timeoutMs)
                            .option(ChannelOption.TCP_NODELAY, true)
                            .option(ChannelOption.SO_KEEPALIVE, keepAlive)
                            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK);
            var _ =
                    bootstrap
                            .connect(new InetSocketAddress(candidates.next(), port))
                            .addListener(done -> {
                                if (done.isSuccess()) {
                                    dialled.connected();
                                } else {
                                    connect(candidates, port, reasonOf(done.cause()));
                                }
                            });
        }
    }

    private static String reasonOf(@Nullable Throwable cause) {
        return cause == null ? "unknown" : Objects.toString(cause.getMessage());
    }

    /** Makes the handler of one connection. */
    private static final class Once extends ChannelInitializer<Channel> {
        private final Supplier<ChannelHandler> handler;

        Once(Supplier<ChannelHandler> handler) {
            this.handler = handler;
        }

        @Override
        protected void initChannel(Channel channel) {
            channel.pipeline().addLast(handler.get());
        }
    }

    /**
     * Listens on {@code address}, an empty host being all of this machine's; tries again for ever
     * if it cannot, and says so.
     *
     * @param what for the log
     * @param handler makes the handler of an accepted connection
     */
    Listener listen(HostPort address, String what, Supplier<ChannelHandler> handler) {
        Listener listener = new Listener(address, what, handler);
        execute(listener::resolve);
        return listener;
    }

    /** A listening socket, or the wish for one. */
    final class Listener {
        private static final long FIRST_PAUSE_MS = 100;
        private static final long LONGEST_PAUSE_MS = 5_000;

        private final HostPort address;
        private final String what;
        private final ServerBootstrap bootstrap;
        private @Nullable Channel channel;
        private long pauseMs = FIRST_PAUSE_MS;
        private boolean closed;

        private Listener(HostPort address, String what, Supplier<ChannelHandler> handler) {
            this.address = address;
            this.what = what;
            this.bootstrap =
                    new ServerBootstrap()
                            .group(eventLoop)
                            .channel(transport.serverChannel())
                            .childHandler(new Once(handler))
                            .option(ChannelOption.SO_REUSEADDR, true)
                            .childOption(ChannelOption.TCP_NODELAY, true)
                            .childOption(ChannelOption.SO_KEEPALIVE, keepAlive)
                            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK);
        }

        private void resolve() {
            if (closed) {
                return;
            }
            if (address.host().isEmpty()) {
                bind(new InetSocketAddress(address.port()));
                return;
            }
            var _ =
                    Names.resolve(address.host())
                            .whenComplete((found, unknown) ->
                                    execute(() -> {
                                        if (found == null) {
                                            again("the name is unknown");
                                        } else {
                                            bind(
                                                    new InetSocketAddress(
                                                            found.getFirst(), address.port()));
                                        }
                                    }));
        }

        private void bind(InetSocketAddress where) {
            ChannelFuture bound = bootstrap.bind(where);
            var _ =
                    bound.addListener(done -> {
                        if (!done.isSuccess()) {
                            again(reasonOf(done.cause()));
                        } else if (closed) {
                            var _ = bound.channel().close();
                        } else {
                            channel = bound.channel();
                            log.info("listening for " + what + " on " + where);
                        }
                    });
        }

        private void again(String reason) {
            log.often(
                    EventLog.Level.ERROR,
                    "listen " + what,
                    "cannot listen for " + what + " on " + address + ", trying again: " + reason);
            var _ = later(pauseMs, this::resolve);
            pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
        }

        /** Listens no more; every thread may call it. */
        void close() {
            execute(() -> {
                closed = true;
                if (channel != null) {
                    var _ = channel.close();
                }
            });
        }
    }

    /** Does what it was asked to before, closes every socket and ends the thread. */
    @Override
    public void close() {
        eventLoop.submit(() -> {}).awaitUninterruptibly(1, TimeUnit.SECONDS);
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
