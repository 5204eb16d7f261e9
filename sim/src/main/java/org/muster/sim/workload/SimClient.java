package org.muster.sim.workload;

import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.SessionId;
import org.muster.model.ZPath;
import org.muster.model.request.LinkRequest;
import org.muster.model.request.Op;
import org.muster.model.request.ReadRequest;
import org.muster.model.request.Request;
import org.muster.model.request.Response;
import org.muster.model.request.WriteRequest;
import org.muster.sim.check.Conversation;
import org.muster.sim.check.Heard;
import org.muster.sim.check.Oracle;
import org.muster.sim.world.Rng;
import org.muster.sim.world.SimLink;
import org.muster.sim.world.World;
import org.muster.wire.client.ConnectRequest;
import org.muster.wire.client.ConnectResponse;
import org.muster.wire.client.RequestWriter;
import org.muster.wire.client.Xids;
import org.muster.wire.jute.ByteWriter;

/**
 * A client that behaves as ZooKeeper's own do: it connects, attaches to its session again after a
 * break, sets its watches again, pipelines, pings, and gives up connections that fall silent.
 */
public final class SimClient implements ClientReader.Owner {
    /** Where a client lives and what it wants. */
    public record Setting(
            World world, Oracle oracle, Listener listener, LoadShape shape, int number) {}

    private static final int GORGE = 24;
    private static final int LINGERING = 16;
    private static final Bytes NO_PASSWORD = Bytes.owning(new byte[16]);

    private final World world;
    private final Oracle oracle;
    private final Listener listener;
    private final LoadShape shape;
    private final Rng rng;
    private final Traffic traffic;
    private final String address;
    private final String kind;
    private final WatchMemory memory = new WatchMemory();
    private final ByteWriter out = new ByteWriter();

    private @Nullable SimLink link;
    private @Nullable ClientReader reader;
    private @Nullable Conversation conversation;
    private boolean ready;
    private boolean closing;
    private boolean asleep;
    private boolean napped;
    private long lastHeardNs;
    private long lastSentNs;
    private int xid = 1;
    private long session;
    private Bytes password = NO_PASSWORD;
    private int timeoutMs;
    private long lastZxid;
    private int answered;
    private long spoken;

    /** A client whose requests come from {@code traffic}. */
    public SimClient(Setting setting, Traffic traffic) {
        this.world = setting.world();
        this.oracle = setting.oracle();
        this.listener = setting.listener();
        this.shape = setting.shape();
        this.rng = world.rng().stream("client", setting.number());
        this.kind = "client " + setting.number();
        this.traffic = new ScheduledTraffic(world, kind, traffic);
        this.address = "10.0.0." + (1 + setting.number());
        this.timeoutMs = shape.timeoutMs();
    }

    /** A client that asks for random things. */
    public static SimClient random(Setting setting) {
        Rng rng = setting.world().rng().stream("traffic", setting.number());
        return new SimClient(setting, new RandomTraffic(rng, setting.shape()));
    }

    /** Begins its life. */
    public void start() {
        world.after(rng.between(0, 50_000_000L), this::connect);
        watchClock();
        speak();
    }

    /** Whether its traffic is over and everything was answered. */
    public boolean isDone() {
        Conversation c = conversation;
        return traffic.isDone() && ready && c != null && c.outstanding() == 0;
    }

    /** How many requests were answered. */
    public int answered() {
        return answered;
    }

    /** Its connection, null if it has none. */
    public @Nullable SimLink link() {
        return link;
    }

    /** For a while it neither sends, nor pings, nor reads. */
    public void sleep(long durationNs) {
        gorge();
        asleep = true;
        napped = true;
        world.after(
                durationNs,
                () -> {
                    asleep = false;
                    if (reader != null) {
                        reader.wake();
                    }
                });
    }

    /** Asks for more than a socket holds, to be found there after a nap. */
    private void gorge() {
        Conversation talk = conversation;
        SimLink at = link;
        if (asleep || !ready || closing || talk == null || at == null) {
            return;
        }
        out.clear();
        for (int i = 0; i < GORGE; i++) {
            send(talk, new ReadRequest.GetChildren(Op.GET_CHILDREN2, ZPath.of("/q"), false));
        }
        flush(at);
    }

    private void connect() {
        if (link != null) {
            return;
        }
        SimLink fresh = listener.connect(address);
        if (fresh == null) {
            world.after(rng.between(5_000_000L, 400_000_000L), this::connect);
            return;
        }
        link = fresh;
        ready = false;
        closing = false;
        napped = asleep;
        lastHeardNs = world.nowNs();
        lastSentNs = world.nowNs();
        ConnectRequest hello =
                new ConnectRequest(
                        lastZxid,
                        shape.timeoutMs(),
                        new SessionId(session),
                        password,
                        false,
                        rng.nextBoolean());
        conversation = oracle.open(hello, address);
        ClientReader fromNow = new ClientReader(fresh, this);
        reader = fromNow;
        fresh.toClient().attach(fromNow);
        out.clear();
        hello.write(out);
        fresh.toServer().send(out.array(), 0, out.length());
    }

    /** Gives the present connection up and makes another. */
    public void reconnect(boolean politely) {
        SimLink old = link;
        Conversation talk = conversation;
        if (old == null) {
            return;
        }
        link = null;
        conversation = null;
        ready = false;
        if (talk != null) {
            lastZxid = Math.max(lastZxid, talk.lastZxid());
            boolean unknown = talk.unanswered().stream().anyMatch(WriteRequest.class::isInstance);
            world.coverage().sometimes("connection lost with writes in flight", unknown);
        }
        if (politely) {
            old.toServer().end();
        } else {
            old.reset(true, false);
        }
        world.after(rng.between(0, 100_000_000L), this::connect);
    }

    /**
     * Attaches its session to a second connection, and goes on asking on the first for a while as
     * if it did not know.
     */
    private void abandon(Rng mine) {
        Conversation talk = conversation;
        SimLink old = link;
        if (!ready || old == null || talk == null) {
            return;
        }
        world.coverage().reached("second connection beside the first");
        if (mine.nextBoolean()) {
            old.toServer().stall(mine.logUniform(100_000L, 100_000_000L));
        }
        long gapNs = mine.logUniform(100_000L, 5_000_000L);
        int requests = 1 + mine.nextInt(LINGERING);
        for (int i = 0; i < requests; i++) {
            world.after(i * gapNs, () -> askOnce(talk, old));
        }
        lastZxid = Math.max(lastZxid, talk.lastZxid());
        link = null;
        conversation = null;
        ready = false;
        connect();
    }

    private void askOnce(Conversation talk, SimLink old) {
        Request request = traffic.next();
        if (request != null && !(request instanceof WriteRequest.CloseSession)) {
            out.clear();
            send(talk, request);
            flush(old);
        }
    }

    private void speak() {
        Rng mine = rng.at(++spoken);
        world.after(thinkNs(mine), this::speak);
        Conversation talk = conversation;
        SimLink at = link;
        if (asleep || !ready || closing || talk == null || at == null) {
            return;
        }
        if (mine.chance(shape.moveShare())) {
            if (world.happens(kind + " moves", spoken, "")) {
                move(mine);
            }
            return;
        }
        out.clear();
        int burst = 1 + mine.nextInt(shape.depth());
        for (int i = 0; i < burst && !closing && talk.outstanding() < shape.depth(); i++) {
            Request request = traffic.next();
            if (request != null) {
                send(talk, request);
            }
        }
        flush(at);
    }

    private void move(Rng mine) {
        if (mine.chance(shape.abandonShare())) {
            abandon(mine);
        } else {
            reconnect(mine.nextBoolean());
        }
    }

    private void send(Conversation talk, Request request) {
        int number =
                request instanceof LinkRequest.Ping
                        ? Xids.PING
                        : request instanceof LinkRequest.Auth ? -4 : xid++;
        talk.sent(number, request);
        RequestWriter.write(out, number, request);
        closing |= request instanceof WriteRequest.CloseSession;
    }

    private void flush(SimLink at) {
        if (out.length() > 0) {
            lastSentNs = world.nowNs();
            at.toServer().send(out.array(), 0, out.length());
            out.clear();
        }
    }

    private long thinkNs(Rng mine) {
        return 1 + (long) (-StrictMath.log(1 - mine.nextDouble()) * shape.thinkNs());
    }

    private void watchClock() {
        world.after(Math.max(10, timeoutMs / 8) * 1_000_000L, this::watchClock);
        Conversation talk = conversation;
        SimLink at = link;
        if (asleep || at == null || talk == null) {
            return;
        }
        long silentNs = world.nowNs() - lastHeardNs;
        if (silentNs > timeoutMs * 1_000_000L * 2 / 3) {
            world.coverage().reached("client gave a silent connection up");
            reconnect(false);
        } else if (ready && !closing && world.nowNs() - lastSentNs > timeoutMs * 1_000_000L / 3) {
            out.clear();
            send(talk, new LinkRequest.Ping());
            flush(at);
        }
    }

    @Override
    public void onFrame(byte[] frame) {
        Conversation talk = conversation;
        if (talk == null) {
            return;
        }
        lastHeardNs = world.nowNs();
        switch (talk.received(frame)) {
            case Heard.Handshake(ConnectResponse response) -> onHandshake(talk, response);
            case Heard.Event(_, var event) -> {
                world.coverage().reached("watch event");
                memory.heard(event);
            }
            case Heard.Reply(_, _, Request request, Response response) ->
                    onReply(talk, request, response);
        }
    }

    private void onReply(Conversation talk, Request request, Response response) {
        answered++;
        lastZxid = Math.max(lastZxid, talk.lastZxid());
        memory.answered(request, response);
        if (request instanceof WriteRequest.CloseSession) {
            forgetSession();
        }
    }

    private void onHandshake(Conversation talk, ConnectResponse response) {
        if (response.timeoutMs() <= 0) {
            forgetSession();
            return;
        }
        session = response.session().value();
        password = response.password();
        timeoutMs = response.timeoutMs();
        ready = true;
        out.clear();
        if (shape.oddShare() > 0 && rng.chance(0.7)) {
            String user = rng.chance(0.2) ? "super" : "u" + rng.nextInt(2);
            send(talk, new LinkRequest.Auth("digest", Bytes.utf8(user + ":secret")));
        }
        Request restore = memory.restore(lastZxid);
        if (restore != null) {
            world.coverage().reached("watches set again");
            send(talk, restore);
        }
        SimLink at = link;
        if (at != null) {
            flush(at);
        }
    }

    private void forgetSession() {
        session = 0;
        password = NO_PASSWORD;
        memory.clear();
        SimLink old = link;
        link = null;
        conversation = null;
        ready = false;
        if (old != null) {
            old.toServer().end();
        }
        world.after(rng.between(1_000_000L, 300_000_000L), this::connect);
    }

    @Override
    public boolean uses(SimLink other) {
        return link == other;
    }

    @Override
    public boolean isAsleep() {
        return asleep;
    }

    @Override
    public void onChunk(byte[] chunk) {
        world.trace().bytes(chunk, 0, chunk.length);
    }

    @Override
    public void onClosed() {
        if (ready && !closing && !napped) {
            oracle.requireReasonToClose(session);
        }
    }

    @Override
    public void onLost(SimLink lost) {
        world.note("client loses link", lost.id());
        reconnect(false);
    }
}
