package org.muster.server.sockets;

import io.netty.channel.IoEventLoopGroup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import org.muster.server.log.EventLog;

/** A listening socket, whose connections go to its loops in turn. */
public sealed interface Listener permits EpollListener, NettyListener {

    /**
     * What is told to the kernel.
     *
     * @param backlog connections it may hold; negative for its own bound
     * @param keepAlive whether it probes connections that are silent
     */
    record Options(int backlog, boolean keepAlive) {}

    /**
     * Where connections go.
     *
     * @param group the event loops
     * @param loops the same, as sockets share them
     */
    record Loops(IoEventLoopGroup group, List<SocketLoop> loops) {}

    /** Listens at {@code where}, on loops of {@code transport}. */
    static Listener open(
            Transport transport,
            InetSocketAddress where,
            Options options,
            Loops loops,
            EventLog log)
            throws IOException {
        return switch (transport) {
            case EPOLL -> EpollListener.open(where, options, loops, log);
            case IO_URING, NIO -> NettyListener.open(transport, where, options, loops, log);
        };
    }

    /** Where it listens, with the port that the kernel chose if any was asked for. */
    InetSocketAddress address();

    /** Accepts nothing more, as soon as its loop has looked again; waits for it, but not long. */
    void close();

    /** Why no connection can be accepted, in a line for people. */
    static void tellFailure(EventLog log, Throwable cause) {
        log.often(
                EventLog.Level.ERROR,
                "accept",
                "cannot accept connections, trying again in a second: " + cause.getMessage());
    }
}
