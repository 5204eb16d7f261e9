package org.muster.server.clients;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.muster.replica.front.Connection;
import org.muster.replica.front.LinkPort;
import org.muster.server.admin.Word;
import org.muster.server.log.EventLog.Level;
import org.muster.server.sockets.SocketErrors;

/**
 * One client's socket: cuts what comes into frames or a word, and sends what the front says.
 *
 * <p>What becomes of a write or a close is told by the channel's events, so futures are ignored.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class ClientChannel extends ChannelInboundHandlerAdapter implements LinkPort, FrameSink {
    /** The shortest request there is: a header. */
    private static final int HEADER_BYTES = 8;

    /** Where a session id stands in a connection request. */
    private static final int SESSION_OFFSET = 16;

    /** How long a closing connection may take to accept what was sent to it. */
    private static final int CLOSE_SECONDS = 10;

    private enum Stage {
        /** Nothing has come. */
        FRESH,
        /** The first frame has come. */
        FRAMES,
        /** What came makes no sense; what came before is still answered. */
        DEAF,
        /** A four-letter word has come. */
        WORD,
        /** Closed, or about to be; what comes is dropped. */
        CLOSED
    }

    private final ClientLoop loop;
    private final ClientPort owner;
    private final FrameCutter cutter = new FrameCutter();
    private @Nullable ChannelHandlerContext context;
    private @Nullable Connection connection;
    private @Nullable InetAddress admitted;
    private Stage stage = Stage.FRESH;
    private boolean sending;
    private boolean reportedPending;
    private @Nullable WordExchange exchange;
    private @Nullable Future<?> forcedClose;

    ClientChannel(ClientLoop loop, ClientPort owner) {
        this.loop = loop;
        this.owner = owner;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        context = ctx;
        if (!(ctx.channel().remoteAddress() instanceof InetSocketAddress remote)) {
            reject(ctx);
            return;
        }
        InetAddress address = remote.getAddress();
        Admission.Verdict verdict = owner.admission().enter(address);
        if (verdict == Admission.Verdict.ADMITTED) {
            admitted = address;
            connection = loop.inTurn().connected(remote.toString(), address.getHostAddress(), this);
        } else {
            owner.tellRejected(verdict, address);
            reject(ctx);
        }
    }

    private void reject(ChannelHandlerContext ctx) {
        loop.counters().rejected++;
        abort(ctx);
    }

    /** Closes without lingering: whoever causes trouble leaves no socket waiting here. */
    private void abort(ChannelHandlerContext ctx) {
        stage = Stage.CLOSED;
        ctx.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        ctx.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof ByteBuf in)) {
            ReferenceCountUtil.release(message);
            return;
        }
        try {
            loop.counters().bytesReceived += in.readableBytes();
            byte[] scratch = loop.scratch();
            while (listens() && in.isReadable()) {
                int count = Math.min(in.readableBytes(), scratch.length);
                in.readBytes(scratch, 0, count);
                int before = cutter.heldBytes();
                consume(scratch, count);
                if (!loop.burden().keepInput(cutter.heldBytes() - before)) {
                    giveUp();
                }
            }
        } finally {
            in.release();
        }
    }

    private boolean listens() {
        return stage != Stage.CLOSED && stage != Stage.DEAF && !loop.isDeaf();
    }

    private void consume(byte[] source, int to) {
        int at = 0;
        if (stage != Stage.WORD) {
            at = cutter.cut(source, 0, to, this);
        }
        if (exchange != null) {
            exchange.take(source, at, to);
        }
    }

    @Override
    public boolean accepts(int length) {
        if (stage == Stage.FRESH) {
            Optional<Word> spelled = Word.of(length);
            if (spelled.isPresent()) {
                stage = Stage.WORD;
                loop.counters().packetsIn++;
                exchange = new WordExchange(spelled.get(), owner, context(), this::finishWord);
                exchange.begin();
                return false;
            }
        }
        int shortest = stage == Stage.FRESH ? 0 : HEADER_BYTES;
        if (length < shortest || length > owner.maxFrameBytes()) {
            owner.log()
                    .often(
                            Level.WARN,
                            "Len error",
                            "Len error. A message from "
                                    + context().channel().remoteAddress()
                                    + " with advertised length of "
                                    + length
                                    + " is either a malformed message or too large to process"
                                    + " (length is greater than jute.maxbuffer="
                                    + owner.maxFrameBytes()
                                    + ")");
            misframed();
            return false;
        }
        return hasRoomFor(length);
    }

    /** Whether there is room for a frame of {@code length}; if not, the connection is closed. */
    private boolean hasRoomFor(int length) {
        if (loop.hasRoomFor(length)) {
            return true;
        }
        loop.counters().tooLarge++;
        owner.log()
                .often(
                        Level.WARN,
                        "large requests",
                        "Rejecting large request of "
                                + length
                                + " bytes from "
                                + context().channel().remoteAddress());
        drop();
        return false;
    }

    @Override
    public boolean frame(byte[] source, int offset, int length) {
        if (stage == Stage.FRESH) {
            stage = Stage.FRAMES;
            if (!owner.throttle().admit(renews(source, offset, length), ClientPort.nowMs())) {
                loop.counters().packetsIn++;
                loop.counters().rejected++;
                owner.log()
                        .often(Level.WARN, "throttle", "Connection throttle rejected connection");
                drop();
                return false;
            }
            loop.counters().handshakes++;
        }
        // Others may have taken the room while it came.
        if (!hasRoomFor(length)) {
            return false;
        }
        loop.inTurn().frame(connection(), source, offset, length);
        return stage == Stage.FRAMES;
    }

    private static boolean renews(byte[] source, int offset, int length) {
        for (int i = SESSION_OFFSET; i < Math.min(SESSION_OFFSET + 8, length); i++) {
            if (source[offset + i] != 0) {
                return true;
            }
        }
        return false;
    }

    private void misframed() {
        if (stage == Stage.FRESH) {
            drop();
        } else {
            stage = Stage.DEAF;
            loop.inTurn().halfClosed(connection());
        }
    }

    /** Ends the connection from this side, with nothing more sent. */
    private void drop() {
        if (stage != Stage.CLOSED) {
            stage = Stage.CLOSED;
            loop.inTurn().disconnected(connection());
            context().close();
        }
    }

    /** What the socket has not taken, in bytes. */
    long unsentBytes() {
        ChannelOutboundBuffer pending = context().channel().unsafe().outboundBuffer();
        return pending == null ? 0 : pending.totalPendingWriteBytes();
    }

    /** Ends a connection that takes too much memory. */
    void giveUp() {
        owner.log()
                .often(
                        Level.WARN,
                        "slow clients",
                        "Closing the connection of "
                                + context().channel().remoteAddress()
                                + ": it is too slow for what it asks");
        forget();
        if (stage == Stage.CLOSED) {
            context().close();
        } else {
            drop();
        }
    }

    /** Keeps nothing more for it. */
    private void forget() {
        loop.burden().keepInput(-cutter.heldBytes());
        loop.burden().unclog(this);
        cutter.clear();
    }

    private void finishWord(String text) {
        if (stage == Stage.WORD) {
            stage = Stage.CLOSED;
            loop.counters().packetsOut++;
            loop.inTurn().disconnected(connection());
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            context().write(Unpooled.wrappedBuffer(bytes), context().voidPromise());
            closeWhenSent();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event != ChannelInputShutdownEvent.INSTANCE) {
            return;
        }
        if (stage == Stage.FRESH || stage == Stage.FRAMES) {
            if (stage == Stage.FRAMES) {
                loop.counters().dropped++;
                stage = Stage.DEAF;
            }
            loop.inTurn().halfClosed(connection());
        } else if (exchange != null && exchange.isIncomplete()) {
            ctx.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (admitted != null) {
            owner.admission().leave(admitted);
        }
        forget();
        if (forcedClose != null) {
            forcedClose.cancel(false);
        }
        if (stage != Stage.CLOSED) {
            if (stage == Stage.FRAMES) {
                loop.counters().dropped++;
            }
            stage = Stage.CLOSED;
            loop.inTurn().disconnected(connection());
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (!sending) {
            tellDrained();
        }
    }

    private void tellDrained() {
        if (reportedPending && stage != Stage.CLOSED && context().channel().isWritable()) {
            reportedPending = false;
            loop.burden().unclog(this);
            loop.inTurn().drained(connection());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (SocketErrors.isOne(cause)) {
            ctx.close();
        } else {
            loop.broken(cause);
        }
    }

    @Override
    public long send(byte[] source, int offset, int length) {
        ChannelHandlerContext ctx = context();
        ByteBuf out;
        try {
            out = ctx.alloc().directBuffer(length);
        } catch (OutOfMemoryError noDirectMemory) {
            // The front closes who takes too little; here the server could not give it.
            return Long.MAX_VALUE;
        }
        out.writeBytes(source, offset, length);
        sending = true;
        ctx.writeAndFlush(out, ctx.voidPromise());
        sending = false;
        // Below the water mark the socket's buffer is merely full for a moment.
        ChannelOutboundBuffer pending = ctx.channel().unsafe().outboundBuffer();
        if (pending == null || ctx.channel().isWritable()) {
            return 0;
        }
        reportedPending = true;
        loop.burden().clog(this);
        return pending.totalPendingWriteBytes();
    }

    @Override
    public void close() {
        if (stage != Stage.CLOSED) {
            stage = Stage.CLOSED;
            closeWhenSent();
        }
    }

    private void closeWhenSent() {
        ChannelHandlerContext ctx = context();
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        if (ctx.channel().isOpen()) {
            forcedClose =
                    loop.eventLoop().schedule(() -> ctx.close(), CLOSE_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Override
    public void stopReading() {
        if (context().channel().isOpen()) {
            context().channel().config().setAutoRead(false);
        }
    }

    @Override
    public void resumeReading() {
        if (context().channel().isOpen()) {
            context().channel().config().setAutoRead(true);
        }
    }

    private ChannelHandlerContext context() {
        return Objects.requireNonNull(context);
    }

    private Connection connection() {
        return Objects.requireNonNull(connection);
    }
}
