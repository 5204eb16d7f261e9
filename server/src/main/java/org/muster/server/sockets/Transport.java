package org.muster.server.sockets;

import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;

/** The ways to serve sockets. */
public enum Transport {
    /** Linux's completion queues; many containers forbid them. */
    IO_URING,
    /** Linux's readiness queues. */
    EPOLL,
    /** Java's own selectors. */
    NIO;

    /**
     * The transport that a setting asks for, or the best there is for {@code auto}.
     *
     * @throws TransportException if the one asked for is not available here
     */
    public static Transport choose(String setting) throws TransportException {
        return switch (setting) {
            case "io_uring" -> {
                require(IoUring.isAvailable(), setting);
                yield IO_URING;
            }
            case "epoll" -> {
                require(Epoll.isAvailable(), setting);
                yield EPOLL;
            }
            case "nio" -> NIO;
            default -> Epoll.isAvailable() ? EPOLL : NIO;
        };
    }

    /** What drives its event loops. */
    public IoHandlerFactory handlers() {
        return switch (this) {
            case IO_URING -> IoUringIoHandler.newFactory();
            case EPOLL -> EpollIoHandler.newFactory();
            case NIO -> NioIoHandler.newFactory();
        };
    }

    /** Its listening socket. */
    public Class<? extends ServerChannel> serverChannel() {
        return switch (this) {
            case IO_URING -> IoUringServerSocketChannel.class;
            case EPOLL -> EpollServerSocketChannel.class;
            case NIO -> NioServerSocketChannel.class;
        };
    }

    /** Its connections to others. */
    public Class<? extends Channel> channel() {
        return switch (this) {
            case IO_URING -> IoUringSocketChannel.class;
            case EPOLL -> EpollSocketChannel.class;
            case NIO -> NioSocketChannel.class;
        };
    }

    private static void require(boolean available, String name) throws TransportException {
        if (!available) {
            throw new TransportException("muster.transport=" + name + " is not available here");
        }
    }

    /** The transport asked for is not available. */
    public static final class TransportException extends Exception {
        private static final long serialVersionUID = 1L;

        TransportException(String line) {
            super(line);
        }
    }
}
