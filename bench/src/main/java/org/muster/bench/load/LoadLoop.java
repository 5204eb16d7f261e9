package org.muster.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.muster.bench.failure.BenchFailure;

/**
 * The load generator: many sessions on one thread and one selector, with nothing allocated per
 * request.
 *
 * <p>It shares the machine with the server it measures, so it does as little as it can: frames are
 * prebuilt, a readable socket is read once, every complete reply is checked (order, no error) and
 * replaced by the next request, and what gathered leaves in one write.
 */
public final class LoadLoop implements AutoCloseable {
    private static final int HANDSHAKES_AT_ONCE = 32;
    private static final int SESSION_TIMEOUT_MS = 600_000;
    private static final long ANSWER_LIMIT_NS = 120_000_000_000L;
    private static final int REPLY_HEADER_BYTES = 20;
    private static final int HANDSHAKE_BYTES = 41;
    private static final int EVENT_XID = -1;

    private final Selector selector;
    private final List<Lane> lanes = new ArrayList<>();
    private final Consumer<SelectionKey> onReady = this::ready;
    private final LatencyHistogram[] latencies = {new LatencyHistogram(), new LatencyHistogram()};
    private @Nullable Requests requests;
    private @Nullable SendTap tap;
    private int depth;
    private int inFlight;
    private int handshakes;
    private long answered;
    private long events;
    private long lastEventNs;

    /** Told of each reply of a paced load, to sort latencies by what happened meanwhile. */
    public interface SendTap {
        /** A request sent at one time was answered at another, both from System.nanoTime. */
        void answered(long sentNs, long answeredNs);
    }

    /** How large a loop is: sessions, requests each may have in flight, bytes of their buffers. */
    public record Shape(int sessions, int depth, int inBytes, int outBytes) {
        /** Sessions for requests and replies of up to some 300 bytes. */
        public static Shape of(int sessions, int depth) {
            return new Shape(sessions, depth, 1024 + 256 * depth, 512 + 320 * depth);
        }
    }

    /** Opens all sessions to one server, as {@link #LoadLoop(List, Shape)} does. */
    public LoadLoop(InetSocketAddress server, Shape shape) {
        this(List.of(server), shape);
    }

    /**
     * Opens all sessions, to each server in turn, from addresses 127.0.0.2 and up, and waits until
     * each is established.
     */
    public LoadLoop(List<InetSocketAddress> servers, Shape shape) {
        try {
            selector = Selector.open();
            for (int i = 0; i < shape.sessions; i++) {
                lanes.add(open(servers.get(i % servers.size()), shape, i));
                pump(() -> handshakes < HANDSHAKES_AT_ONCE);
            }
            pump(() -> handshakes == 0);
        } catch (IOException e) {
            throw new BenchFailure("cannot open " + shape.sessions + " sessions", e);
        }
    }

    private Lane open(InetSocketAddress server, Shape shape, int number) throws IOException {
        byte[] source = {127, 0, 0, (byte) (2 + number % 100)};
        SocketChannel channel = SocketChannel.open();
        channel.setOption(java.net.StandardSocketOptions.TCP_NODELAY, true);
        channel.bind(new InetSocketAddress(InetAddress.getByAddress(source), 0));
        channel.connect(server);
        channel.configureBlocking(false);
        Lane lane = new Lane(channel, shape.depth, shape.inBytes, shape.outBytes);
        lane.key = channel.register(selector, SelectionKey.OP_READ, lane);
        lane.out.put(Frames.connect(SESSION_TIMEOUT_MS));
        lane.flush();
        handshakes++;
        return lane;
    }

    /** Starts a load: each of the first {@code sessions} keeps {@code depth} requests in flight. */
    public void start(Requests load, int sessions, int depthEach) {
        requests = load;
        depth = depthEach;
        long now = System.nanoTime();
        try {
            for (int i = 0; i < sessions; i++) {
                refill(lanes.get(i), now);
                lanes.get(i).flush();
            }
        } catch (IOException e) {
            throw new BenchFailure("the server closed a connection", e);
        }
    }

    /** Lets the load run for this long, counting afresh. */
    public LoadResult run(long durationNs) {
        latencies[Requests.READ].reset();
        latencies[Requests.WRITE].reset();
        answered = 0;
        long begin = System.nanoTime();
        long end = begin + durationNs;
        while (System.nanoTime() < end) {
            select(10);
        }
        return new LoadResult(answered, System.nanoTime() - begin, latencies);
    }

    /** Lets the load run until its requests are used up and answered, counting afresh. */
    public LoadResult runToEnd() {
        answered = 0;
        long begin = System.nanoTime();
        pump(() -> inFlight == 0);
        requests = null;
        return new LoadResult(answered, System.nanoTime() - begin, latencies);
    }

    /** Sends no further requests and waits for the answers still due. */
    public void drain() {
        requests = null;
        pump(() -> inFlight == 0);
    }

    /** Sends requests at a fixed rate whatever the server does, until told to stop; then drains. */
    public void runPaced(
            Requests load, int perMillisecond, SendTap answers, BooleanSupplier enough) {
        tap = answers;
        long begin = System.nanoTime();
        long sentMs = 0;
        int next = 0;
        try {
            while (!enough.getAsBoolean()) {
                long dueMs = (System.nanoTime() - begin) / 1_000_000;
                for (; sentMs < dueMs; sentMs++) {
                    for (int i = 0; i < perMillisecond; i++) {
                        sendOne(load, lanes.get(next), begin + (sentMs + 1) * 1_000_000);
                        next = (next + 1) % lanes.size();
                    }
                }
                select(1);
            }
            drain();
        } catch (IOException e) {
            throw new BenchFailure("the server closed a connection", e);
        } finally {
            tap = null;
        }
    }

    /** Sends one request on one session at once. */
    public void send(int session, Requests load) {
        try {
            sendOne(load, lanes.get(session), System.nanoTime());
        } catch (IOException e) {
            throw new BenchFailure("the server closed a connection", e);
        }
    }

    /**
     * Waits until all requests are answered and this many watch events came since the last call.
     */
    public void awaitEvents(long expected) {
        pump(() -> inFlight == 0 && events >= expected);
        events = 0;
    }

    /** When the latest watch event came, by System.nanoTime. */
    public long lastEventNs() {
        return lastEventNs;
    }

    private void sendOne(Requests load, Lane lane, long dueNs) throws IOException {
        if (lane.isFull()) {
            throw new BenchFailure("the server fell behind the fixed rate of this load");
        }
        int kind = load.next(lane.out, lane.nextXid());
        lane.onSent(dueNs, kind);
        inFlight++;
        lane.flush();
    }

    private void pump(BooleanSupplier done) {
        long deadline = System.nanoTime() + ANSWER_LIMIT_NS;
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new BenchFailure(
                        "no answer within " + ANSWER_LIMIT_NS / 1_000_000_000 + " s");
            }
            select(100);
        }
    }

    private void select(int timeoutMs) {
        try {
            selector.select(onReady, timeoutMs);
        } catch (IOException e) {
            throw new BenchFailure("cannot wait for sockets", e);
        }
    }

    private void ready(SelectionKey key) {
        Lane lane = (Lane) key.attachment();
        try {
            if (key.isReadable()) {
                if (lane.channel.read(lane.in) < 0) {
                    throw new BenchFailure("the server closed a connection");
                }
                receive(lane);
            }
            if (lane.out.position() > 0) {
                lane.flush();
            }
        } catch (IOException e) {
            throw new BenchFailure("the server closed a connection", e);
        }
    }

    private void receive(Lane lane) {
        ByteBuffer in = lane.in;
        long now = System.nanoTime();
        int at = 0;
        int end = in.position();
        while (end - at >= REPLY_HEADER_BYTES) {
            int next = at + Integer.BYTES + in.getInt(at);
            if (next > end) {
                break;
            }
            if (lane.established) {
                onReply(lane, in.getInt(at + 4), in.getInt(at + 16), now);
            } else {
                onHandshake(lane, next - at, in.getInt(at + 8));
            }
            at = next;
        }
        keepRest(in, at, end);
        refill(lane, now);
    }

    private static void keepRest(ByteBuffer in, int at, int end) {
        if (at == end) {
            in.clear();
        } else if (at > 0) {
            in.position(at).limit(end);
            in.compact();
        } else if (!in.hasRemaining()) {
            throw new BenchFailure("a reply is longer than " + in.capacity() + " bytes");
        }
    }

    private void onHandshake(Lane lane, int frameBytes, int timeoutMs) {
        if (frameBytes != HANDSHAKE_BYTES || timeoutMs <= 0) {
            throw new BenchFailure("the server refused a session");
        }
        lane.established = true;
        handshakes--;
    }

    private void onReply(Lane lane, int xid, int error, long now) {
        if (xid == EVENT_XID) {
            events++;
            lastEventNs = now;
            return;
        }
        if (xid != lane.oldestXid() || error != 0) {
            throw new BenchFailure(
                    "expected the reply to request %d, got %d with error %d"
                            .formatted(lane.oldestXid(), xid, error));
        }
        latencies[lane.oldestKind()].record(now - lane.oldestSentNs());
        SendTap told = tap;
        if (told != null) {
            told.answered(lane.oldestSentNs(), now);
        }
        lane.onAnswered();
        inFlight--;
        answered++;
    }

    private void refill(Lane lane, long now) {
        Requests load = requests;
        while (load != null && lane.inFlight() < depth) {
            int kind = load.next(lane.out, lane.nextXid());
            if (kind == Requests.NONE) {
                return;
            }
            lane.onSent(now, kind);
            inFlight++;
        }
    }

    @Override
    public void close() {
        try {
            for (Lane lane : lanes) {
                lane.channel.close();
            }
            selector.close();
        } catch (IOException e) {
            throw new BenchFailure("cannot close connections", e);
        }
    }
}
