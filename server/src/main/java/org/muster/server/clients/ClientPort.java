package org.muster.server.clients;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.muster.replica.Histogram;
import org.muster.replica.ReplicaConfig;
import org.muster.server.admin.WordService;
import org.muster.server.config.ServerConfig.Clients;
import org.muster.server.config.ServerConfig.Listen;
import org.muster.server.config.ServerConfig.Throttle;
import org.muster.server.log.EventLog;
import org.muster.server.log.EventLog.Level;
import org.muster.server.sockets.NettyEvents;
import org.muster.server.sockets.Transport;

/** The client port: its event loops, its listening socket, its caps. */
public final class ClientPort {
    private static final WriteBufferWaterMark WATER_MARK =
            new WriteBufferWaterMark(64 << 10, 256 << 10);

    private static final FixedRecvByteBufAllocator RECEIVE_BUFFERS =
            new FixedRecvByteBufAllocator(ClientLoop.RECEIVE_BYTES);

    private final Parts parts;
    private final Transport transport;
    private final MultiThreadIoEventLoopGroup group;
    private final Admission admission;
    private final ConnectionThrottle throttle;
    private final List<ClientLoop> loops = new ArrayList<>();
    private final Map<EventLoop, ClientLoop> byEventLoop = new HashMap<>();
    private @Nullable Channel listening;

    /**
     * What a port is made of.
     *
     * @param settings the operator's
     * @param throttle the operator's
     * @param replica settings of the fronts
     * @param maxLargeRequestBytes what large requests may weigh together
     * @param words answers four-letter words
     */
    public record Parts(
            Clients settings,
            Throttle throttle,
            ReplicaConfig replica,
            long maxLargeRequestBytes,
            WordService words,
            EventLog log) {}

    /**
     * A port with its event loops, not listening yet.
     *
     * @throws PortException if the transport asked for is not available
     */
    public ClientPort(Parts parts, int loops, ClientLoop.Start start) throws PortException {
        this.parts = parts;
        NettyEvents.to(parts.log());
        try {
            this.transport = Transport.choose(parts.settings().transport());
        } catch (Transport.TransportException unavailable) {
            throw new PortException(Objects.toString(unavailable.getMessage()));
        }
        parts.log().debug("client sockets are served by " + transport);
        this.admission =
                new Admission(parts.settings().maxTotal(), parts.settings().maxPerAddress());
        this.throttle =
                new ConnectionThrottle(parts.throttle(), RandomGenerator.getDefault(), nowMs());
        LargeRequests largeRequests =
                new LargeRequests(
                        parts.replica().limits().largeFrameBytes(),
                        parts.maxLargeRequestBytes(),
                        loops);
        this.group =
                new MultiThreadIoEventLoopGroup(
                        loops, new DefaultThreadFactory("clients", true), transport.handlers());
        for (int id = 0; id < loops; id++) {
            SingleThreadIoEventLoop eventLoop = (SingleThreadIoEventLoop) group.next();
            ClientLoop loop = new ClientLoop(id, eventLoop, parts.replica(), start, largeRequests);
            this.loops.add(loop);
            byEventLoop.put(eventLoop, loop);
        }
    }

    /** The loops by the numbers of their fronts. */
    public List<ClientLoop> loops() {
        return loops;
    }

    /**
     * Listens from now on.
     *
     * @return the address, with the port the kernel chose if any was asked for
     * @throws PortException if it cannot
     */
    public InetSocketAddress listen(Listen where) throws PortException {
        InetSocketAddress address = resolve(where);
        ServerBootstrap bootstrap =
                new ServerBootstrap()
                        .group(group)
                        .channel(transport.serverChannel())
                        .handler(new AcceptFailures(parts.log()))
                        .childHandler(new Initializer(this))
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                        .childOption(ChannelOption.SO_KEEPALIVE, parts.settings().keepAlive())
                        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                        .childOption(ChannelOption.RECVBUF_ALLOCATOR, RECEIVE_BUFFERS)
                        .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT);
        if (parts.settings().backlog() >= 0) {
            bootstrap.option(ChannelOption.SO_BACKLOG, parts.settings().backlog());
        }
        var bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new PortException(refusal(address, bound.cause()));
        }
        listening = bound.channel();
        InetSocketAddress local = (InetSocketAddress) bound.channel().localAddress();
        parts.log().info("binding to port " + local);
        return local;
    }

    /** The address to listen on. */
    static InetSocketAddress resolve(Listen where) throws PortException {
        if (where.host().isEmpty()) {
            return new InetSocketAddress(where.port());
        }
        String host = where.host();
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        InetSocketAddress address =
                new InetSocketAddress(
                        bracketed ? host.substring(1, host.length() - 1) : host, where.port());
        if (address.isUnresolved()) {
            throw new PortException("the address " + host + " to listen on is unknown");
        }
        return address;
    }

    /** Why {@code address} cannot be listened on, in a line for people. */
    static String refusal(InetSocketAddress address, @Nullable Throwable cause) {
        String reason = cause == null ? "unknown" : Objects.toString(cause.getMessage());
        String where =
                address.getAddress().isAnyLocalAddress()
                        ? "port " + address.getPort()
                        : address.getAddress().getHostAddress() + ":" + address.getPort();
        return reason.contains("Address already in use")
                ? where + " is in use (Address already in use): is another server running?"
                : "cannot listen on " + where + ": " + reason;
    }

    /** Accepts no connection from now on; those there are stay. */
    public void stopAccepting() {
        if (listening != null) {
            listening.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
        }
    }

    /** Takes nothing more from clients, who may still get what they are owed. */
    public void dropInput() {
        loops.forEach(ClientLoop::dropInput);
    }

    /** Ends the loops' threads; the fronts should have closed their connections. */
    public void shutDown() {
        for (ClientLoop loop : loops) {
            loop.stopTicking();
        }
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }

    /** Connections there are. */
    public int connections() {
        return admission.total();
    }

    /** Of the throttle for new connections, from 0 to 1. */
    public double dropProbability() {
        return throttle.dropProbability();
    }

    /** How many tokens that throttle lacked after each handshake that it let through. */
    public Histogram missingTokens() {
        return throttle.missing();
    }

    /** Forgets those. */
    public void resetCounts() {
        throttle.resetCounts();
    }

    /** A connection from {@code address} was not admitted. */
    void tellRejected(Admission.Verdict verdict, InetAddress address) {
        switch (verdict) {
            case TOO_MANY ->
                    log().often(
                                    Level.ERROR,
                                    "maxCnxns",
                                    "Too many connections "
                                            + admission.total()
                                            + " - max is "
                                            + parts.settings().maxTotal());
            case TOO_MANY_FROM_ADDRESS ->
                    log().often(
                                    Level.WARN,
                                    "maxClientCnxns",
                                    "Error accepting new connection: Too many connections from "
                                            + address
                                            + " - max is "
                                            + parts.settings().maxPerAddress());
            case ADMITTED -> {}
        }
    }

    Clients settings() {
        return parts.settings();
    }

    EventLog log() {
        return parts.log();
    }

    WordService words() {
        return parts.words();
    }

    Admission admission() {
        return admission;
    }

    ConnectionThrottle throttle() {
        return throttle;
    }

    int maxFrameBytes() {
        return parts.replica().limits().maxFrameBytes();
    }

    static long nowMs() {
        return System.nanoTime() / 1_000_000;
    }

    private static final class Initializer extends ChannelInitializer<Channel> {
        private final ClientPort port;

        Initializer(ClientPort port) {
            this.port = port;
        }

        @Override
        protected void initChannel(Channel channel) {
            ClientLoop loop = Objects.requireNonNull(port.byEventLoop.get(channel.eventLoop()));
            if (port.transport != Transport.IO_URING) {
                channel.config().setRecvByteBufAllocator(loop.receiving());
            }
            channel.pipeline().addLast(new ClientChannel(loop, port));
        }
    }

    /** Tells why no connection can be accepted; the listening socket rests for a second then. */
    private static final class AcceptFailures extends ChannelInboundHandlerAdapter {
        private final EventLog log;

        AcceptFailures(EventLog log) {
            this.log = log;
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            log.often(
                    Level.ERROR,
                    "accept",
                    "cannot accept connections, trying again in a second: " + cause.getMessage());
            ctx.fireExceptionCaught(cause);
        }
    }

    /** The port cannot be opened; the message is one line for people. */
    public static final class PortException extends Exception {
        private static final long serialVersionUID = 1L;

        PortException(String line) {
            super(line);
        }
    }
}
