package org.muster.server.sockets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is a channel of Netty, for the transports that have no leaner way.
 *
 * <p>What becomes of a write or a close is told by the channel's events, so futures are ignored.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class NettyStream extends ChannelInboundHandlerAdapter implements StreamSocket {
    private final SocketLoop loop;
    private final SocketEvents events;
    private @Nullable ChannelHandlerContext context;
    private @Nullable InetSocketAddress remote;
    private boolean sending;
    private boolean clogged;
    private @Nullable Future<?> forcedClose;

    NettyStream(SocketLoop loop) {
        this.loop = loop;
        this.events = loop.owner().accepted(this);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        context = ctx;
        if (ctx.channel().remoteAddress() instanceof InetSocketAddress known) {
            remote = known;
            events.opened();
        } else {
            // It is gone already.
            ctx.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof ByteBuf in)) {
            ReferenceCountUtil.release(message);
            return;
        }
        try {
            byte[] scratch = loop.scratch();
            while (in.isReadable()) {
                int count = Math.min(in.readableBytes(), scratch.length);
                in.readBytes(scratch, 0, count);
                events.received(scratch, count);
            }
        } finally {
            in.release();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            events.inputEnded();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (!sending && clogged && ctx.channel().isWritable()) {
            clogged = false;
            events.drained();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (forcedClose != null) {
            forcedClose.cancel(false);
        }
        if (remote != null) {
            events.closed();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (SocketErrors.isOne(cause)) {
            ctx.close();
        } else {
            loop.owner().broken(cause);
        }
    }

    @Override
    public InetSocketAddress remote() {
        return Objects.requireNonNull(remote);
    }

    @Override
    public long send(byte[] source, int offset, int length) {
        ChannelHandlerContext ctx = context();
        ByteBuf out;
        try {
            out = ctx.alloc().directBuffer(length);
        } catch (OutOfMemoryError noDirectMemory) {
            return Long.MAX_VALUE;
        }
        out.writeBytes(source, offset, length);
        sending = true;
        ctx.writeAndFlush(out, ctx.voidPromise());
        sending = false;
        ChannelOutboundBuffer pending = ctx.channel().unsafe().outboundBuffer();
        if (pending == null || ctx.channel().isWritable()) {
            return 0;
        }
        clogged = true;
        return pending.totalPendingWriteBytes();
    }

    @Override
    public long unsentBytes() {
        ChannelOutboundBuffer pending = context().channel().unsafe().outboundBuffer();
        return pending == null ? 0 : pending.totalPendingWriteBytes();
    }

    @Override
    public void stopReading() {
        setReading(false);
    }

    @Override
    public void resumeReading() {
        setReading(true);
    }

    private void setReading(boolean wanted) {
        if (context().channel().isOpen()) {
            context().channel().config().setAutoRead(wanted);
        }
    }

    @Override
    public void closeWhenSent() {
        ChannelHandlerContext ctx = context();
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        if (ctx.channel().isOpen()) {
            forcedClose =
                    loop.eventLoop()
                            .schedule(
                                    () -> ctx.close(), SocketLoop.CLOSE_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() {
        context().close();
    }

    @Override
    public void reset() {
        context().channel().config().setOption(ChannelOption.SO_LINGER, 0);
        context().close();
    }

    private ChannelHandlerContext context() {
        return Objects.requireNonNull(context);
    }
}
