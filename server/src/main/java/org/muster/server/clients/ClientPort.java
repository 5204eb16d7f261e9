package org.muster.server.clients;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
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
import org.muster.server.sockets.Listener;
import org.muster.server.sockets.NettyEvents;
import org.muster.server.sockets.Transport;

/** The client port: its event loops, its listening socket, its caps. */
public final class ClientPort {
    private final Parts parts;
    private final Transport transport;
    private final MultiThreadIoEventLoopGroup group;
    private final Admission admission;
    private final ConnectionThrottle throttle;
    private final List<ClientLoop> loops = new ArrayList<>();
    private @Nullable Listener listener;

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
            this.loops.add(new ClientLoop(id, eventLoop, this, start, largeRequests));
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
        Clients settings = parts.settings();
        try {
            listener =
                    Listener.open(
                            transport,
                            address,
                            new Listener.Options(settings.backlog(), settings.keepAlive()),
                            new Listener.Loops(
                                    group, loops.stream().map(ClientLoop::sockets).toList()),
                            parts.log());
        } catch (IOException refused) {
            throw new PortException(refusal(address, refused));
        }
        parts.log().info("binding to port " + listener.address());
        return listener.address();
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
        if (listener != null) {
            listener.close();
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

    ReplicaConfig replica() {
        return parts.replica();
    }

    int maxFrameBytes() {
        return parts.replica().limits().maxFrameBytes();
    }

    static long nowMs() {
        return System.nanoTime() / 1_000_000;
    }

    /** The port cannot be opened; the message is one line for people. */
    public static final class PortException extends Exception {
        private static final long serialVersionUID = 1L;

        PortException(String line) {
            super(line);
        }
    }
}
