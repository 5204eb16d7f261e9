package org.muster.server.clients;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.muster.replica.front.Connection;
import org.muster.replica.front.LinkPort;
import org.muster.server.admin.Word;
import org.muster.server.log.EventLog.Level;
import org.muster.server.sockets.SocketEvents;
import org.muster.server.sockets.StreamSocket;

/** One client: cuts what its socket brings into frames or a word, and sends what the front says. */
final class ClientConnection implements LinkPort, FrameSink, SocketEvents {
    /** The shortest request there is: a header. */
    private static final int HEADER_BYTES = 8;

    /** Where a session id stands in a connection request. */
    private static final int SESSION_OFFSET = 16;

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
    private final StreamSocket socket;

    /** Has the beginning of a frame; null between frames. */
    private @Nullable FrameCutter cutter;

    private @Nullable Connection connection;
    private @Nullable WordExchange exchange;
    private Stage stage = Stage.FRESH;
    private boolean admitted;

    ClientConnection(ClientLoop loop, StreamSocket socket) {
        this.loop = loop;
        this.socket = socket;
    }

    @Override
    public void opened() {
        InetAddress address = socket.remote().getAddress();
        Admission.Verdict verdict = owner().admission().enter(address);
        if (verdict == Admission.Verdict.ADMITTED) {
            admitted = true;
            connection = loop.inTurn().connected(address.getHostAddress(), this);
        } else {
            owner().tellRejected(verdict, address);
            loop.counters().rejected++;
            // Whoever causes trouble leaves no socket waiting here.
            stage = Stage.CLOSED;
            socket.reset();
        }
    }

    @Override
    public void received(byte[] source, int length) {
        loop.counters().bytesReceived += length;
        if (listens()) {
            int before = heldBytes();
            consume(source, length);
            if (!loop.burden().keepInput(heldBytes() - before)) {
                giveUp();
            }
        }
    }

    private boolean listens() {
        return stage != Stage.CLOSED && stage != Stage.DEAF && !loop.isDeaf();
    }

    private void consume(byte[] source, int to) {
        int at = 0;
        if (stage != Stage.WORD) {
            at = cut(source, to);
        }
        if (exchange != null) {
            exchange.take(source, at, to);
        }
    }

    private int cut(byte[] source, int to) {
        FrameCutter mine = cutter == null ? loop.cutter() : cutter;
        int at = mine.cut(source, 0, to, this);
        if (!mine.inFrame()) {
            cutter = null;
        } else if (cutter == null) {
            cutter = loop.takeCutter();
        }
        return at;
    }

    private int heldBytes() {
        return cutter == null ? 0 : cutter.heldBytes();
    }

    @Override
    public boolean accepts(int length) {
        if (stage == Stage.FRESH) {
            Optional<Word> spelled = Word.of(length);
            if (spelled.isPresent()) {
                stage = Stage.WORD;
                loop.counters().packetsIn++;
                exchange = new WordExchange(spelled.get(), loop, remote(), this::finishWord);
                exchange.begin();
                return false;
            }
        }
        int shortest = stage == Stage.FRESH ? 0 : HEADER_BYTES;
        if (length < shortest || length > owner().maxFrameBytes()) {
            owner().log()
                    .often(
                            Level.WARN,
                            "Len error",
                            "Len error. A message from "
                                    + socket.remote()
                                    + " with advertised length of "
                                    + length
                                    + " is either a malformed message or too large to process"
                                    + " (length is greater than jute.maxbuffer="
                                    + owner().maxFrameBytes()
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
        owner().log()
                .often(
                        Level.WARN,
                        "large requests",
                        "Rejecting large request of " + length + " bytes from " + socket.remote());
        drop();
        return false;
    }

    @Override
    public boolean frame(byte[] source, int offset, int length) {
        if (stage == Stage.FRESH) {
            stage = Stage.FRAMES;
            if (!owner().throttle().admit(renews(source, offset, length), ClientPort.nowMs())) {
                loop.counters().packetsIn++;
                loop.counters().rejected++;
                owner().log()
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
            socket.close();
        }
    }

    /** What the socket has not taken, in bytes. */
    long unsentBytes() {
        return socket.unsentBytes();
    }

    /** Ends a connection that takes too much memory. */
    void giveUp() {
        owner().log()
                .often(
                        Level.WARN,
                        "slow clients",
                        "Closing the connection of "
                                + socket.remote()
                                + ": it is too slow for what it asks");
        forget();
        if (stage == Stage.CLOSED) {
            socket.close();
        } else {
            drop();
        }
    }

    /** Keeps nothing more for it. */
    private void forget() {
        loop.burden().keepInput(-heldBytes());
        loop.burden().unclog(this);
        cutter = null;
    }

    private void finishWord(String text) {
        if (stage == Stage.WORD) {
            stage = Stage.CLOSED;
            loop.counters().packetsOut++;
            loop.inTurn().disconnected(connection());
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            socket.send(bytes, 0, bytes.length);
            socket.closeWhenSent();
        }
    }

    @Override
    public void inputEnded() {
        if (stage == Stage.FRESH || stage == Stage.FRAMES) {
            if (stage == Stage.FRAMES) {
                loop.counters().dropped++;
                stage = Stage.DEAF;
            }
            loop.inTurn().halfClosed(connection());
        } else if (exchange != null && exchange.isIncomplete()) {
            socket.close();
        }
    }

    @Override
    public void closed() {
        if (admitted) {
            owner().admission().leave(socket.remote().getAddress());
        }
        forget();
        if (stage != Stage.CLOSED) {
            if (stage == Stage.FRAMES) {
                loop.counters().dropped++;
            }
            stage = Stage.CLOSED;
            loop.inTurn().disconnected(connection());
        }
    }

    @Override
    public void drained() {
        loop.burden().unclog(this);
        if (stage != Stage.CLOSED) {
            loop.inTurn().drained(connection());
        }
    }

    @Override
    public String remote() {
        return socket.remote().toString();
    }

    @Override
    public long send(byte[] source, int offset, int length) {
        long unsent = socket.send(source, offset, length);
        if (unsent > 0 && unsent < Long.MAX_VALUE) {
            loop.burden().clog(this);
        }
        return unsent;
    }

    @Override
    public void close() {
        if (stage != Stage.CLOSED) {
            stage = Stage.CLOSED;
            socket.closeWhenSent();
        }
    }

    @Override
    public void stopReading() {
        socket.stopReading();
    }

    @Override
    public void resumeReading() {
        socket.resumeReading();
    }

    private ClientPort owner() {
        return loop.owner();
    }

    private Connection connection() {
        return Objects.requireNonNull(connection);
    }
}
