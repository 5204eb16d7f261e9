package org.muster.testkit.differential;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.muster.testkit.rawwire.In;
import org.muster.testkit.rawwire.Link;
import org.muster.testkit.rawwire.Opcode;
import org.muster.testkit.rawwire.Out;

/**
 * One session of a program on one side: its identity there and its connection, if it has one. Where
 * there are several servers, each new connection is to the next one, unless it displaces another.
 */
final class Seat {
    /** How the token begins that stands for an answer that did not come. */
    static final String NO_ANSWER = "no answer within ms";

    static final int DEADLINE_MS = 15_000;

    private static final int FENCE_XID = 1_000_000;
    private static final Call FENCE = Call.of("fence", Opcode.SYNC, Body.path("/"));

    /** A request without its reply; {@code first} if nothing could hold its reply up. */
    private static final class Asked {
        final int opcode;
        final boolean first;
        boolean answered;

        Asked(int opcode, boolean first) {
            this.opcode = opcode;
            this.first = first;
        }
    }

    private final List<Integer> ports;
    private final Body.Blanks blanks;
    private final Tally tally;
    private final Deque<Asked> unanswered = new ArrayDeque<>();
    private Link link;
    private Link displaced;
    private long session;
    private byte[] password = new byte[16];
    private int xid;
    private int at;
    private long lastZxid;

    /** Its first connection is to the server at the place {@code first}, modulo their number. */
    Seat(List<Integer> ports, int first, Body.Blanks blanks, Tally tally) {
        this.ports = List.copyOf(ports);
        this.at = first - 1;
        this.tally = tally;
        this.blanks = blanks;
    }

    boolean isConnected() {
        return link != null;
    }

    boolean hasSession() {
        return session != 0;
    }

    /** The id of its latest session, 0 if it never had one. */
    long session() {
        return session;
    }

    /** The password of that session. */
    String passwordHex() {
        return java.util.HexFormat.of().formatHex(password);
    }

    /** The largest zxid in any of its replies. */
    long lastZxid() {
        return lastZxid;
    }

    /** Waits until its server has applied everything up to {@code zxid}. */
    void awaitZxid(long zxid) throws IOException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DEADLINE_MS);
        while (lastZxid < zxid) {
            if (link == null) {
                greet();
            }
            sendFence();
            untilAnswered();
            if (System.nanoTime() - end > 0) {
                throw new IOException("a member does not get to 0x" + Long.toHexString(zxid));
            }
        }
    }

    /** Sends what {@code step} says, except that a connection is only asked for. */
    void send(Step step) throws IOException {
        switch (step) {
            case Step.Connect connect -> connect(connect.handshake());
            case Step.Burst burst -> link.send(encode(burst));
            case Step.Garbage garbage -> link.send(garbage.toBytes());
            case Step.Cut _ -> dropLink();
        }
    }

    /** Everything that arrives because of {@code step}, which was sent. */
    List<Token> receive(Step step) {
        return switch (step) {
            case Step.Connect _ -> connected();
            case Step.Burst burst -> burst.closes() ? untilClosed() : untilAnswered();
            case Step.Garbage _ -> untilClosed();
            case Step.Cut _ -> List.of();
        };
    }

    /** Begins a session without looking at the answer. */
    void greet() throws IOException {
        Step hello = new Step.Connect(0, Handshake.FRESH);
        send(hello);
        receive(hello);
    }

    /** Asks for a sign that all earlier changes have been told to this connection. */
    void sendFence() {
        if (link != null) {
            link.send(fence());
        }
    }

    /**
     * Everything that arrives up to that sign; events of one change are put in order if it is a
     * session's end.
     */
    List<Token> receiveFence(boolean sortEvents) {
        return link == null ? List.of() : sortEvents ? sorted(untilAnswered()) : untilAnswered();
    }

    /** Cuts the connection, if there is one. */
    void dropLink() {
        if (link != null) {
            link.close();
            link = null;
        }
        unanswered.clear();
    }

    private byte[] fence() {
        unanswered.add(new Asked(Opcode.SYNC, unanswered.isEmpty()));
        return FENCE.frame(FENCE_XID, blanks);
    }

    private byte[] encode(Step.Burst burst) {
        Out out = new Out();
        for (Call call : burst.calls()) {
            xid++;
            unanswered.add(new Asked(call.opcode(), unanswered.isEmpty()));
            out.raw(call.frame(xid, blanks));
        }
        return burst.closes() ? out.toBytes() : out.raw(fence()).toBytes();
    }

    private void connect(Handshake handshake) throws IOException {
        boolean own = handshake.who() == Handshake.Who.OWN_SESSION;
        displaced = own ? link : null;
        if (!own) {
            dropLink();
        }
        unanswered.clear();
        // The reference's servers let a session's older connection elsewhere be, until it writes.
        at = displaced == null ? at + 1 : at;
        link = new Link(ports.get(Math.floorMod(at, ports.size())), DEADLINE_MS);
        link.send(hello(handshake));
        xid = 0;
    }

    private byte[] hello(Handshake handshake) {
        Out out = new Out();
        out.int32(handshake.form() == Handshake.Form.OTHER_VERSION ? 7 : 0);
        out.int64(
                switch (handshake.seen()) {
                    case NOTHING -> 0;
                    case LATEST -> blanks.zxid(0);
                    case FUTURE -> Long.MAX_VALUE;
                });
        out.int32(handshake.timeoutMs());
        out.int64(
                switch (handshake.who()) {
                    case NEW_SESSION -> 0;
                    case OWN_SESSION -> session;
                    case UNKNOWN_SESSION -> 0x0123456789abcdefL;
                });
        boolean fresh = handshake.who() == Handshake.Who.NEW_SESSION;
        out.buffer(shown(handshake.password(), fresh ? new byte[16] : password));
        return switch (handshake.form()) {
            case WITH_READ_ONLY_BYTE, OTHER_VERSION -> out.bool(false).toFrame();
            case READ_ONLY -> out.bool(true).toFrame();
            case WITHOUT_READ_ONLY_BYTE -> out.toFrame();
            case SURPLUS_BYTES -> out.bool(false).int64(-1).toFrame();
            case TRUNCATED ->
                    new Out().buffer(java.util.Arrays.copyOf(out.toBytes(), 23)).toBytes();
        };
    }

    private static byte[] shown(Handshake.Password password, byte[] right) {
        return switch (password) {
            case RIGHT -> right;
            case WRONG -> {
                byte[] wrong = right.clone();
                wrong[7] ^= 1;
                yield wrong;
            }
            case SHORT -> java.util.Arrays.copyOf(right, 15);
            case EMPTY -> new byte[0];
            case NULL -> null;
        };
    }

    private List<Token> connected() {
        List<Token> tokens = new ArrayList<>();
        byte[] frame = nextFrame(tokens);
        if (frame != null) {
            In in = new In(frame);
            tokens.add(new Token.Exact("handshake length", frame.length));
            tokens.add(new Token.Exact("protocol", in.int32()));
            int timeout = in.int32();
            tokens.add(new Token.Exact("timeout", timeout));
            long id = in.int64();
            tokens.add(new Token.Session("session", id));
            byte[] shown = in.buffer();
            boolean zeros = java.util.Arrays.equals(shown, new byte[16]);
            boolean kept = id == session && java.util.Arrays.equals(shown, password);
            tokens.add(new Token.Exact("password of zeros", zeros));
            tokens.add(new Token.Exact("password kept", kept));
            tokens.add(new Token.Exact("rest", java.util.Arrays.hashCode(rest(in))));
            if (timeout > 0) {
                session = id;
                password = shown;
            } else {
                frame = nextFrame(tokens);
            }
        }
        if (frame == null) {
            tokens.add(new Token.Exact("closed", ""));
            dropLink();
        }
        if (displaced != null && link != null) {
            tokens.addAll(endOfDisplaced());
        }
        return tokens;
    }

    private List<Token> endOfDisplaced() {
        Link current = link;
        link = displaced;
        List<Token> tokens = untilClosed();
        link = current;
        displaced = null;
        return tokens;
    }

    private static byte[] rest(In in) {
        byte[] rest = new byte[in.left()];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = (byte) in.int8();
        }
        return rest;
    }

    private List<Token> untilAnswered() {
        List<Token> tokens = new ArrayList<>();
        while (!unanswered.isEmpty()) {
            if (!receiveOne(tokens)) {
                return tokens;
            }
        }
        return tokens;
    }

    private List<Token> untilClosed() {
        List<Token> tokens = new ArrayList<>();
        boolean open = true;
        while (open) {
            open = receiveOne(tokens);
        }
        return sorted(tokens);
    }

    private boolean receiveOne(List<Token> tokens) {
        byte[] frame = nextFrame(tokens);
        if (frame == null) {
            tokens.add(new Token.Exact("closed", ""));
            dropLink();
            return false;
        }
        int replyXid = ByteBuffer.wrap(frame).getInt();
        if (replyXid == -1) {
            tally.event(frame);
            tokens.addAll(Frames.event(frame));
            return true;
        }
        Asked head = unanswered.peek();
        if (head == null) {
            tokens.add(new Token.Exact("unasked reply", java.util.HexFormat.of().formatHex(frame)));
        } else if (replyXid == -2 && head.opcode != Opcode.PING && earlyPong()) {
            return true;
        } else {
            unanswered.remove();
            lastZxid = Math.max(lastZxid, ByteBuffer.wrap(frame).getLong(4));
            tally.reply(head.opcode, frame);
            tokens.addAll(
                    head.first
                            ? Frames.reply(head.opcode, frame)
                            : Frames.laterReply(head.opcode, frame));
            flushPongs(tokens);
        }
        return true;
    }

    /** A pong may overtake what is held up before it; it is then counted in its own place. */
    private boolean earlyPong() {
        for (Asked asked : unanswered) {
            if (asked.opcode == Opcode.PING && !asked.answered) {
                asked.answered = true;
                return true;
            }
        }
        return false;
    }

    private void flushPongs(List<Token> tokens) {
        while (!unanswered.isEmpty() && unanswered.peek().answered) {
            unanswered.remove();
            tokens.addAll(Frames.laterPong());
        }
    }

    private byte[] nextFrame(List<Token> tokens) {
        try {
            return link.frame();
        } catch (SocketTimeoutException late) {
            tokens.add(new Token.Exact(NO_ANSWER, DEADLINE_MS));
            return null;
        }
    }

    /**
     * A session's ephemerals go in no particular order, all with one zxid: their events are
     * compared as a set.
     */
    private static List<Token> sorted(List<Token> tokens) {
        List<Token> result = new ArrayList<>();
        List<List<Token>> events = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).label().equals("event")) {
                events.add(tokens.subList(i, i + 4));
                i += 3;
            } else {
                flush(events, result);
                result.add(tokens.get(i));
            }
        }
        flush(events, result);
        return result;
    }

    private static void flush(List<List<Token>> events, List<Token> result) {
        events.sort(
                Comparator.comparingLong((List<Token> event) -> zxid(event.get(1)))
                        .thenComparing(event -> event.get(0).toString()));
        events.forEach(result::addAll);
        events.clear();
    }

    private static long zxid(Token token) {
        return token instanceof Token.Change change ? change.zxid() : -1;
    }
}
