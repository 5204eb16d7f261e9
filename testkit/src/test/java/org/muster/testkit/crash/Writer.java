package org.muster.testkit.crash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.muster.testkit.rawwire.Link;
import org.muster.testkit.rawwire.Opcode;
import org.muster.testkit.rawwire.Out;
import org.muster.testkit.rawwire.Session;

/**
 * Writes without end, several requests in flight, and remembers what was acknowledged.
 *
 * <p>It has a counter node that each setData raises by one, two nodes that a multi always sets
 * alike, and sequential children. Only one thread at a time uses it.
 */
final class Writer {
    private static final int IN_FLIGHT = 16;
    private static final int TIMEOUT_MS = 60_000;
    private static final int DEADLINE_MS = 20_000;

    private final String home;
    private final AtomicLong acknowledgements;
    private final Deque<Integer> inFlight = new ArrayDeque<>();
    private final Set<String> made = new HashSet<>();
    private Session session;
    private long sent;
    private long acknowledged;
    private long pairAcknowledged;

    Writer(String home, AtomicLong acknowledgements) {
        this.home = home;
        this.acknowledgements = acknowledgements;
    }

    /** Opens the session and makes the nodes. */
    void begin(int port) throws IOException {
        session = Session.open(port, TIMEOUT_MS);
        session.made(home, null, 0);
        session.made(home + "/counter", number(0), 0);
        session.made(home + "/left", number(0), 0);
        session.made(home + "/right", number(0), 0);
        session.made(home + "-alive", null, 1);
    }

    /** Writes until the connection breaks. */
    void write() {
        inFlight.clear();
        try {
            while (true) {
                while (inFlight.size() < IN_FLIGHT) {
                    sendNext();
                }
                receive();
            }
        } catch (IOException broken) {
            session.close();
        }
    }

    /**
     * Re-attaches to the restarted server and compares what is there with what was acknowledged.
     */
    void verify(int port) throws IOException {
        Link link = new Link(port, DEADLINE_MS);
        session = Session.attach(link, TIMEOUT_MS, session.id(), session.passwordHex());
        require(session.exists(home + "-alive"), "its ephemeral is there");
        Session.Reply reply =
                session.ask(Opcode.GET_DATA, new Out().string(home + "/counter").bool(false));
        long counter = ByteBuffer.wrap(reply.body().buffer()).getLong();
        reply.body().int64();
        reply.body().int64();
        reply.body().int64();
        reply.body().int64();
        int version = reply.body().int32();
        require(counter >= acknowledged, counter + " is there, acknowledged: " + acknowledged);
        require(counter <= sent, counter + " is there, sent: " + sent);
        require(version == counter, "version " + version + " after " + counter + " writes");
        long left = ByteBuffer.wrap(session.data(home + "/left")).getLong();
        long right = ByteBuffer.wrap(session.data(home + "/right")).getLong();
        require(left == right, "half of a multi: " + left + " and " + right);
        require(left >= pairAcknowledged, left + " is there, acknowledged: " + pairAcknowledged);
        List<String> children =
                session.ask(Opcode.GET_CHILDREN, new Out().string(home).bool(false))
                        .body()
                        .strings();
        Set<String> missing = new HashSet<>(made);
        children.forEach(child -> missing.remove(home + "/" + child));
        require(missing.isEmpty(), "acknowledged but not there: " + missing);
        sent = counter;
        acknowledged = counter;
    }

    private void require(boolean condition, String claim) {
        if (!condition) {
            throw new AssertionError(home + ": " + claim);
        }
    }

    private void sendNext() {
        int kind = (int) (sent % 3);
        sent++;
        session.send(Opcode.SET_DATA, setData("/counter", sent));
        inFlight.add(Opcode.SET_DATA);
        if (kind == 0) {
            Out multi = new Out();
            for (String side : List.of("/left", "/right")) {
                multi.int32(Opcode.SET_DATA).bool(false).int32(-1);
                multi.raw(setData(side, sent).toBytes());
            }
            session.send(Opcode.MULTI, multi.int32(-1).bool(true).int32(-1));
            inFlight.add(Opcode.MULTI);
        } else if (kind == 1) {
            session.send(Opcode.CREATE, Session.create(home + "/s-", number(sent), 2));
            inFlight.add(Opcode.CREATE);
        }
    }

    private Out setData(String node, long value) {
        return new Out().string(home + node).buffer(number(value)).int32(-1);
    }

    private void receive() throws IOException {
        Session.Reply reply = Session.Reply.of(session.link().frame());
        require(reply.error() == 0, "error " + reply.error());
        switch (inFlight.remove()) {
            case Opcode.SET_DATA -> acknowledged++;
            case Opcode.MULTI -> pairAcknowledged = Math.max(pairAcknowledged, acknowledged);
            default -> made.add(reply.body().string());
        }
        acknowledgements.incrementAndGet();
    }

    private static byte[] number(long value) {
        return ByteBuffer.allocate(8).putLong(value).array();
    }
}
