package org.muster.server.peers;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Objects;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.muster.model.peer.ElectionGreeting;
import org.muster.model.peer.Notification;
import org.muster.server.log.EventLog.Level;
import org.muster.server.sockets.SocketErrors;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.jute.MalformedException;
import org.muster.wire.peer.GreetingCodec;
import org.muster.wire.peer.NotificationCodec;
import org.muster.wire.peer.PeerStream;

/**
 * One election connection: a greeting from who dialled, then notifications both ways. Whatever is
 * malformed ends this connection and nothing else.
 *
 * <p>What becomes of a write or a close is told by the channel's events, so futures are ignored.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class ElectionChannel extends ChannelInboundHandlerAdapter {
    private final ElectionLinks links;
    private final @Nullable ElectionPeer dialled;
    private final UnitCutter cutter = new UnitCutter();
    private @Nullable ChannelHandlerContext context;
    private @Nullable ElectionPeer peer;
    private @Nullable Future<?> deadline;
    private boolean sending;
    private boolean stranger;
    private boolean closed;
    private boolean hasHeard;
    private long bornNs;
    private long second;
    private int heardInSecond;

    /** A connection to {@code dialled}, or, if that is null, one that was accepted. */
    ElectionChannel(ElectionLinks links, @Nullable ElectionPeer dialled) {
        this.links = links;
        this.dialled = dialled;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        context = ctx;
        bornNs = System.nanoTime();
        if (dialled != null) {
            greet(ctx, dialled);
        } else if (links.tryEnter()) {
            stranger = true;
            deadline = links.loop().later(links.settings().greetingMs(), this::close);
        } else {
            refuse("too many connections that do not greet");
        }
    }

    private void greet(ChannelHandlerContext ctx, ElectionPeer to) {
        ByteWriter out = new ByteWriter(64);
        GreetingCodec.write(out, links.greeting());
        // In one piece: the reference gives up on a greeting that comes in two.
        ByteBuf bytes = Unpooled.wrappedBuffer(out.toArray());
        if (links.keepsDialled(to)) {
            ctx.writeAndFlush(bytes);
            peer = to;
            links.adopt(to, this);
        } else {
            // The larger one calls back.
            closed = true;
            ctx.writeAndFlush(bytes).addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            cutter.take(message, !closed, this::consume);
        } catch (MalformedException malformed) {
            refuse(malformed.getMessage());
        }
    }

    private void consume() throws MalformedException {
        if (peer == null && !closed) {
            int length = cutter.next(PeerStream::ofGreeting);
            if (length == 0) {
                return;
            }
            int offset = cutter.offset();
            cutter.consume(length);
            greeted(GreetingCodec.read(cutter.source(), offset, length));
        }
        while (peer != null && !closed) {
            int length = cutter.next(PeerStream::ofNotification);
            if (length == 0) {
                return;
            }
            int offset = cutter.offset() + Integer.BYTES;
            cutter.consume(length);
            Notification notification =
                    NotificationCodec.read(
                            peer.address().id(), cutter.source(), offset, length - Integer.BYTES);
            if (isTooMuch()) {
                throw MalformedException.illegal("more notifications than there can be to say");
            }
            hasHeard = true;
            peer.heard();
            links.heard(notification);
        }
    }

    private boolean isTooMuch() {
        long now = System.nanoTime() / 1_000_000_000;
        if (now != second) {
            second = now;
            heardInSecond = 0;
        }
        heardInSecond++;
        return heardInSecond > links.settings().maxNotifications();
    }

    private void greeted(ElectionGreeting greeting) {
        leaveStrangers();
        ElectionPeer sender = links.member(greeting.sender());
        if (sender == null) {
            refuse("server " + greeting.sender() + " is no other member of this ensemble");
        } else if (links.keepsDialled(sender)) {
            // It is for this member to dial: the other asks for that by this connection.
            close();
            links.callBack(sender);
        } else {
            peer = sender;
            links.adopt(sender, this);
        }
    }

    private void leaveStrangers() {
        if (stranger) {
            stranger = false;
            links.leave();
        }
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    private void refuse(@Nullable String reason) {
        links.log()
                .often(
                        Level.WARN,
                        "election connection",
                        "closing the election connection of "
                                + Objects.requireNonNull(context).channel().remoteAddress()
                                + ": "
                                + reason);
        close();
    }

    /** Sends what waits for the peer, unless something is still being sent. */
    void flush() {
        ElectionPeer to = peer;
        if (sending || closed || to == null) {
            return;
        }
        Notification next = to.take();
        if (next == null) {
            return;
        }
        ByteWriter out = new ByteWriter(256);
        NotificationCodec.write(out, next);
        sending = true;
        Objects.requireNonNull(context)
                .writeAndFlush(Unpooled.wrappedBuffer(out.toArray()))
                .addListener(_ -> {
                    sending = false;
                    flush();
                });
    }

    /** Whether the other has sent a notification on it. */
    boolean hasHeard() {
        return hasHeard;
    }

    /** How long it has existed. */
    long ageMs() {
        return (System.nanoTime() - bornNs) / 1_000_000;
    }

    /** Ends it; on the loop. */
    void close() {
        closed = true;
        if (context != null) {
            context.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        closed = true;
        leaveStrangers();
        if (peer != null) {
            links.lost(peer, this);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (SocketErrors.isOne(cause)) {
            close();
        } else {
            links.loop().broken(cause);
        }
    }
}
