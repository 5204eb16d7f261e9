package org.muster.replica;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.muster.model.BrokenInvariantException;
import org.muster.model.Bytes;
import org.muster.model.Now;
import org.muster.model.Zxid;
import org.muster.replica.core.Core;
import org.muster.replica.core.CoreEffects;
import org.muster.replica.core.CoreInput;
import org.muster.replica.core.CoreStart;
import org.muster.replica.core.PeerEffects;
import org.muster.replica.front.Connection;
import org.muster.replica.front.Front;
import org.muster.replica.route.Batch;
import org.muster.replica.route.Submission;
import org.muster.replica.trace.TraceEvent;
import org.muster.state.State;

/** A core, its fronts and a log that syncs at once or when told: a member without a process. */
public final class Rig implements CoreEffects {
    private static final HexFormat HEX = HexFormat.of();

    public final Core core;
    public final List<Front> fronts = new ArrayList<>();
    public final List<Bytes> log = new ArrayList<>();
    public final List<State> snapshots = new ArrayList<>();
    public final List<String> halts = new ArrayList<>();
    public final List<TraceEvent> traces = new ArrayList<>();

    /** Whether the disk keeps everything waiting. */
    public boolean diskHangs;

    public long nowMs = 1_000_000;
    public long wallMs = 0x1a1ffaecd46L;

    private final ReplicaConfig config;
    private final List<ArrayDeque<Batch>> mail = new ArrayList<>();
    private final List<CoreInput> submissions = new ArrayList<>();
    private long generation;
    private Zxid appended = Zxid.ZERO;
    private Zxid synced = Zxid.ZERO;

    public Rig() {
        this(config(), 1, CoreStart.from(State.initial()));
    }

    public Rig(ReplicaConfig config, int frontCount, CoreStart start) {
        this.config = config;
        for (int i = 0; i < frontCount; i++) {
            int id = i;
            mail.add(new ArrayDeque<>());
            fronts.add(new Front(i, config, start.state(), list -> submitted(id, list), this));
        }
        core = new Core(config, start, frontCount, now());
    }

    public static ReplicaConfig config() {
        return ReplicaConfig.standalone(Bytes.utf8("a key of sixteen bytes or more"), 2000);
    }

    public Now now() {
        return new Now(nowMs * 1_000_000, wallMs);
    }

    private void submitted(int front, List<Submission> list) {
        submissions.add(new CoreInput.Submissions(front, list));
    }

    /** One client's connection to front 0. */
    public Session connect() {
        return connect(0);
    }

    public Session connect(int front) {
        return new Session(this, fronts.get(front), "127.0.0.1");
    }

    /** A turn of a front, then everything that follows from it. */
    public void turn(Front front, Runnable calls) {
        front.beginTurn(now());
        calls.run();
        front.endTurn();
        settle();
    }

    /**
     * A turn in which {@code client} sends {@code frames}, which the core sees {@code ms} later.
     */
    public void submitLate(Session client, long ms, String... frames) {
        client.front.beginTurn(now());
        client.feed(frames);
        client.front.endTurn();
        nowMs += ms;
        settle();
    }

    /** Lets core and fronts talk until nothing is on its way. */
    public void settle() {
        boolean busy = true;
        while (busy) {
            busy = false;
            if (!submissions.isEmpty()) {
                List<CoreInput> inputs = new ArrayList<>(submissions);
                submissions.clear();
                coreTurn(inputs);
                busy = true;
            }
            if (!diskHangs && appended.compareTo(synced) > 0) {
                synced = appended;
                coreTurn(List.of(new CoreInput.LogSynced(generation, synced)));
                busy = true;
            }
            for (int i = 0; i < fronts.size(); i++) {
                Batch batch = mail.get(i).poll();
                if (batch != null) {
                    Front front = fronts.get(i);
                    front.beginTurn(now());
                    front.deliver(batch);
                    front.endTurn();
                    busy = true;
                }
            }
        }
    }

    /** One turn of the core with {@code inputs}. */
    public void coreTurn(List<CoreInput> inputs) {
        for (CoreInput input : inputs) {
            core.step(now(), input, this);
        }
        core.endTurn(now(), this);
    }

    /** Time passes in ticks of the configured interval. */
    public void pass(long ms) {
        for (long passed = 0; passed < ms; passed += config.tickIntervalMs()) {
            nowMs += config.tickIntervalMs();
            wallMs += config.tickIntervalMs();
            tick();
        }
    }

    /** One tick of everything. */
    public void tick() {
        for (Front front : fronts) {
            turn(front, front::tick);
        }
        coreTurn(List.of(new CoreInput.Tick()));
        settle();
    }

    /** The disk answers again. */
    public void diskAnswers() {
        diskHangs = false;
        settle();
    }

    @Override
    public void append(long generation, Zxid zxid, Bytes payload) {
        this.generation = generation;
        appended = zxid;
        log.add(payload);
    }

    @Override
    public void deliver(int front, Batch batch) {
        mail.get(front).add(batch);
    }

    @Override
    public void takeSnapshot(State state) {
        snapshots.add(state);
    }

    @Override
    public PeerEffects peers() {
        throw new BrokenInvariantException("a standalone server has no peers");
    }

    @Override
    public void trace(TraceEvent event) {
        traces.add(event);
    }

    @Override
    public void halt(String reason) {
        halts.add(reason);
    }

    /** A client: a connection and what it knows. */
    public static final class Session {
        public final Rig rig;
        public final Front front;
        public final Wire wire;
        public Connection connection;
        public String id = "0000000000000000";
        public String password = "00".repeat(16);

        Session(Rig rig, Front front, String ip) {
            this.rig = rig;
            this.front = front;
            this.wire = new Wire("/" + ip + ":4000");
            front.beginTurn(rig.now());
            connection = front.connected(ip, wire);
            front.endTurn();
        }

        /** Sends frames, in hexadecimal with their lengths, blanks allowed, in one turn. */
        public Session send(String... frames) {
            rig.turn(front, () -> feed(frames));
            return this;
        }

        private void feed(String... frames) {
            for (String frame : frames) {
                byte[] bytes = HEX.parseHex(frame.replaceAll("\\s", ""));
                front.frame(connection, bytes, 4, bytes.length - 4);
            }
        }

        /** What came since the last time. */
        public List<String> take() {
            return wire.take();
        }

        /** Opens a session or attaches to the one known. */
        public Session handshake(int timeoutMs) {
            send(connectFrame(0, timeoutMs));
            return learn();
        }

        /** Reads the answer to a handshake. */
        public Session learn() {
            String answer = take().get(0);
            id = answer.substring(24, 40);
            password = answer.substring(48, 80);
            return this;
        }

        public String connectFrame(long lastZxid, int timeoutMs) {
            return "0000002d00000000%016x%08x%s00000010%s00"
                    .formatted(lastZxid, timeoutMs, id, password);
        }

        public void drop() {
            rig.turn(front, () -> front.disconnected(connection));
        }
    }
}
