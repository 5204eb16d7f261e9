package org.muster.server.sockets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SocketErrorsTest {
    private static final int TURNS = 5;

    private final Transport transport;
    private final MultiThreadIoEventLoopGroup group;
    private final LinkedBlockingQueue<Channel> accepted = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Throwable> faults = new LinkedBlockingQueue<>();

    SocketErrorsTest() throws Transport.TransportException {
        transport = Transport.choose("auto");
        group = new MultiThreadIoEventLoopGroup(1, transport.handlers());
    }

    @AfterEach
    void endLoop() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void aFaultOfTheProgramIsNone() {
        assertTrue(SocketErrors.isOne(new IOException("reset")));
        assertTrue(SocketErrors.isOne(new UncheckedIOException(new IOException("epoll"))));
        assertFalse(SocketErrors.isOne(new IllegalStateException("broken")));
    }

    @Test
    void whatReadingAgainMeetsWhenTheOtherSideHasClosedIsOne() throws Exception {
        Channel channel = closedByItsClientWhileNotRead();
        turn(channel, () -> {});
        turn(channel, () -> channel.config().setAutoRead(true));
        assertEquals(
                List.of(), faults.stream().filter(cause -> !SocketErrors.isOne(cause)).toList());
    }

    private Channel closedByItsClientWhileNotRead() throws Exception {
        try (Socket socket = new Socket()) {
            socket.connect(listen());
            Channel channel = accepted.take();
            turn(channel, () -> channel.config().setAutoRead(false));
            return channel;
        }
    }

    /** Does this in the channel's loop, and lets the loop look at its sockets a few times. */
    private static void turn(Channel channel, Runnable task) throws Exception {
        channel.eventLoop().submit(task).get();
        for (int i = 0; i < TURNS; i++) {
            channel.eventLoop().submit(() -> {}).get();
        }
    }

    private InetSocketAddress listen() throws InterruptedException {
        Channel server =
                new ServerBootstrap()
                        .group(group)
                        .channel(transport.serverChannel())
                        .childHandler(new Collector())
                        .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                        .bind(InetAddress.getLoopbackAddress(), 0)
                        .sync()
                        .channel();
        return (InetSocketAddress) server.localAddress();
    }

    private final class Collector extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            accepted.add(ctx.channel());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            faults.add(cause);
        }

        @Override
        public boolean isSharable() {
            return true;
        }
    }
}
