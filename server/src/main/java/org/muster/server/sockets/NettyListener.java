package org.muster.server.sockets;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.muster.server.log.EventLog;

/** Accepts through Netty; each connection is a {@link NettyStream}. */
final class NettyListener implements Listener {
    private static final WriteBufferWaterMark WATER_MARK =
            new WriteBufferWaterMark(SocketLoop.LOW_WATER_BYTES, SocketLoop.HIGH_WATER_BYTES);

    /** A buffer is used within a turn, so there is no size to learn for each connection. */
    private static final int RECEIVE_BYTES = 1 << 14;

    private static final FixedRecvByteBufAllocator RECEIVE_BUFFERS =
            new FixedRecvByteBufAllocator(RECEIVE_BYTES);

    private final Channel listening;

    private NettyListener(Channel listening) {
        this.listening = listening;
    }

    static Listener open(
            Transport transport,
            InetSocketAddress where,
            Options options,
            Loops loops,
            EventLog log)
            throws IOException {
        ServerBootstrap bootstrap =
                new ServerBootstrap()
                        .group(loops.group())
                        .channel(transport.serverChannel())
                        .handler(new AcceptFailures(log))
                        .childHandler(new Initializer(loops, transport != Transport.IO_URING))
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                        .childOption(ChannelOption.SO_KEEPALIVE, options.keepAlive())
                        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                        .childOption(ChannelOption.RECVBUF_ALLOCATOR, RECEIVE_BUFFERS)
                        .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT);
        if (options.backlog() >= 0) {
            bootstrap.option(ChannelOption.SO_BACKLOG, options.backlog());
        }
        ChannelFuture bound = bootstrap.bind(where).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(Objects.toString(bound.cause().getMessage()), bound.cause());
        }
        return new NettyListener(bound.channel());
    }

    @Override
    public InetSocketAddress address() {
        return (InetSocketAddress) listening.localAddress();
    }

    @Override
    public void close() {
        listening.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
    }

    private static final class Initializer extends ChannelInitializer<Channel> {
        private final Map<Object, SocketLoop> byEventLoop = new HashMap<>();
        private final Map<Object, SharedReceiving> receiving = new HashMap<>();

        Initializer(Loops loops, boolean readsWhenReady) {
            for (SocketLoop loop : loops.loops()) {
                byEventLoop.put(loop.eventLoop(), loop);
                if (readsWhenReady) {
                    receiving.put(loop.eventLoop(), new SharedReceiving(RECEIVE_BYTES));
                }
            }
        }

        @Override
        protected void initChannel(Channel channel) {
            SharedReceiving shared = receiving.get(channel.eventLoop());
            if (shared != null) {
                channel.config().setRecvByteBufAllocator(shared);
            }
            SocketLoop loop = Objects.requireNonNull(byEventLoop.get(channel.eventLoop()));
            channel.pipeline().addLast(new NettyStream(loop));
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
            Listener.tellFailure(log, cause);
            ctx.fireExceptionCaught(cause);
        }
    }
}
