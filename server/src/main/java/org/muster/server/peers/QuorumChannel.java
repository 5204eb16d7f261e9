package org.muster.server.peers;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.muster.model.ServerId;
import org.muster.model.peer.FromLeader;
import org.muster.model.snapshot.SnapshotRecord;
import org.muster.server.log.EventLog.Level;
import org.muster.server.sockets.SocketErrors;
import org.muster.wire.jute.MalformedException;
import org.muster.wire.peer.LeaderPackets;
import org.muster.wire.peer.LearnerPackets;
import org.muster.wire.peer.PeerStream;
import org.muster.wire.peer.StateStreamReader;
import org.muster.zab.ZabInput;

/**
 * One quorum connection: packets both ways, and from a leader perhaps a state between them.
 *
 * <p>What becomes of a write or a close is told by the channel's events, so futures are ignored.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class QuorumChannel extends ChannelInboundHandlerAdapter {
    /** How long a connection that is being closed may take to send what was said before. */
    private static final long CLOSE_MS = 1_000;

    private final QuorumLinks links;
    private final long link;
    private final @Nullable ServerId leader;
    private final UnitCutter cutter = new UnitCutter();
    private final OutgoingLine line;
    private @Nullable ChannelHandlerContext context;
    private @Nullable StateStreamReader state;
    private boolean admitted;
    private boolean deaf;
    private boolean closing;

    /** To {@code leader}, or, if that is null, one that was accepted. */
    QuorumChannel(QuorumLinks links, long link, @Nullable ServerId leader) {
        this.links = links;
        this.link = link;
        this.leader = leader;
        this.line = new OutgoingLine(links, this);
    }

    long link() {
        return link;
    }

    @Nullable ServerId leader() {
        return leader;
    }

    /** Whether it is one of those that were allowed to stay. */
    boolean counts() {
        return admitted;
    }

    OutgoingLine line() {
        return line;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        context = ctx;
        admitted = links.opened(this);
        if (!admitted) {
            deaf = true;
            ctx.close();
        }
        links.tell();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            cutter.take(message, !deaf, this::consume);
        } catch (MalformedException malformed) {
            fail("it sent what cannot be understood: " + malformed.getMessage());
        }
    }

    private void consume() throws MalformedException {
        while (!deaf) {
            if (state != null) {
                if (!readState(state)) {
                    return;
                }
                continue;
            }
            int length = cutter.next(this::needed);
            if (length == 0) {
                return;
            }
            int offset = cutter.offset();
            cutter.consume(length);
            if (leader == null) {
                links.heard(
                        new ZabInput.LearnerSaid(
                                link, LearnerPackets.read(cutter.source(), offset, length)));
            } else {
                FromLeader said = LeaderPackets.read(cutter.source(), offset, length);
                links.heard(new ZabInput.LeaderSaid(link, said));
                if (said instanceof FromLeader.Snap) {
                    state = new StateStreamReader(links.settings().maxPacketBytes());
                    links.stateBegins();
                }
            }
        }
    }

    private int needed(byte[] source, int offset, int available) throws MalformedException {
        return PeerStream.ofPacket(source, offset, available, links.settings().maxPacketBytes());
    }

    /** Takes records of the state; whether the state is complete. */
    private boolean readState(StateStreamReader reader) throws MalformedException {
        List<SnapshotRecord> records = new ArrayList<>();
        int used = reader.read(cutter.source(), cutter.offset(), cutter.available(), records);
        cutter.consume(used);
        if (!records.isEmpty()) {
            links.heard(
                    new ZabInput.LeaderSaid(
                            link, new FromLeader.SnapshotPart(List.copyOf(records))));
            if (!links.statePartMayFollow()) {
                pauseReading();
            }
        }
        if (!reader.isComplete()) {
            return false;
        }
        state = null;
        links.heard(new ZabInput.LeaderSaid(link, new FromLeader.SnapshotEnd()));
        return true;
    }

    private void pauseReading() {
        context().channel().config().setAutoRead(false);
    }

    /** More of a state may come. */
    void resumeReading() {
        if (context().channel().isOpen()) {
            context().channel().config().setAutoRead(true);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        links.tell();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            line.pump();
        }
    }

    /** Whether the socket takes more. */
    boolean takesMore() {
        return context().channel().isActive() && context().channel().isWritable();
    }

    /** Sends these bytes, which are the channel's from now on. */
    void write(byte[] bytes) {
        context().write(Unpooled.wrappedBuffer(bytes), context().voidPromise());
    }

    void flush() {
        context().flush();
        if (closing && line.isEmpty()) {
            closeWhenSent();
        }
    }

    /** Ends it from this side: what was said before is sent, what comes is dropped. */
    void close() {
        deaf = true;
        closing = true;
        line.pump();
        if (line.isEmpty()) {
            closeWhenSent();
        }
        links.loop().later(CLOSE_MS, () -> context().close());
    }

    private void closeWhenSent() {
        context().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    /** Ends it because of the other side, or of what it costs. */
    void fail(@Nullable String reason) {
        links.log()
                .often(
                        Level.WARN,
                        "quorum connection",
                        "closing the quorum connection of "
                                + context().channel().remoteAddress()
                                + ": "
                                + reason);
        deaf = true;
        context().close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        deaf = true;
        line.drop();
        links.closed(this);
        links.tell();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (SocketErrors.isOne(cause)) {
            deaf = true;
            ctx.close();
        } else {
            links.loop().broken(cause);
        }
    }

    private ChannelHandlerContext context() {
        return Objects.requireNonNull(context);
    }
}
