package org.muster.replica;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.muster.model.Bytes;
import org.muster.model.Epoch;
import org.muster.model.Now;
import org.muster.model.ServerId;
import org.muster.model.Zxid;
import org.muster.model.peer.FromLeader;
import org.muster.model.peer.FromLearner;
import org.muster.model.peer.Notification;
import org.muster.model.snapshot.SnapshotRecord;
import org.muster.replica.core.Core;
import org.muster.replica.core.CoreEffects;
import org.muster.replica.core.CoreInput;
import org.muster.replica.core.CoreStart;
import org.muster.replica.core.PeerEffects;
import org.muster.replica.front.Front;
import org.muster.replica.route.Batch;
import org.muster.replica.trace.TraceEvent;
import org.muster.state.State;
import org.muster.state.StateBuilder;
import org.muster.state.prepare.StateRules;
import org.muster.zab.ZabConfig;
import org.muster.zab.ZabInput;
import org.muster.zab.ZabPhase;
import org.muster.zab.ZabStart;

/** One member of an {@link Ensemble}. */
public final class Member implements CoreEffects, PeerEffects {
    public final ServerId id;
    public final ReplicaConfig config;
    public final Core core;
    public final Front front;
    public final List<Logged> log = new ArrayList<>();
    public final List<String> halts = new ArrayList<>();

    /** Whether the disk keeps everything waiting. */
    public boolean diskHangs;

    /** Whether what this member says to others is lost: they do not notice at once. */
    public boolean mute;

    boolean alive = true;

    /** Whether it stands still, and nobody is told; until {@link #thaw}. */
    public boolean frozen;

    private List<Runnable> frozenWork = new ArrayList<>();
    private final Ensemble ensemble;

    /** The state before the first record of the log. */
    private State base;

    private Epoch accepted;
    private Epoch current;
    private ZabStart.Standing standing;

    /** What it makes of what its leader says. */
    public UnaryOperator<FromLeader> ears = UnaryOperator.identity();

    /** Where it took snapshots. */
    public final List<Zxid> snapshots = new ArrayList<>();

    /** What it has told of, in order. */
    public final List<TraceEvent> traced = new ArrayList<>();

    private List<SnapshotRecord> arriving = new ArrayList<>();
    private Zxid arrivingZxid = Zxid.ZERO;
    private long generation;
    private int synced;
    private boolean turnPosted;

    /** One record of the log. */
    public record Logged(Zxid zxid, Bytes txn) {}

    Member(Ensemble ensemble, ZabConfig zab, Image image) {
        this.ensemble = ensemble;
        this.id = zab.self();
        ReplicaConfig plain = Rig.config();
        this.config =
                new ReplicaConfig(
                        (int) id.value(),
                        plain.passwordKey(),
                        plain.tickTimeMs(),
                        Ensemble.TICK_MS,
                        plain.minSessionTimeoutMs(),
                        plain.maxSessionTimeoutMs(),
                        plain.handshakeTimeoutMs(),
                        plain.reaper(),
                        plain.limits(),
                        StateRules.DEFAULT,
                        zab);
        this.base = image.base();
        this.accepted = image.accepted();
        this.current = image.current();
        this.standing = image.standing();
        log.addAll(image.log());
        this.synced = log.size();
        State initial = image.state();
        ZabStart start =
                new ZabStart(
                        accepted, current, initial.lastZxid(), base.lastZxid(), image.standing());
        this.front =
                new Front(
                        0,
                        config,
                        initial,
                        list -> ensemble.post(() -> input(new CoreInput.Submissions(0, list))),
                        _ -> {});
        this.core = new Core(config, new CoreStart(initial, 1, 0, List.of(), start), 1, now());
    }

    public Now now() {
        return new Now(ensemble.nowMs * 1_000_000, ensemble.wallMs);
    }

    /** Whether it has not died. */
    public boolean isAlive() {
        return alive;
    }

    /** The cxids of the committed transactions of a session, in order. */
    public List<Integer> cxidsOf(String session) {
        List<Integer> cxids = new ArrayList<>();
        for (Logged each : log) {
            byte[] txn = each.txn.toArray();
            boolean its = HexFormat.of().formatHex(txn, 0, 8).equals(session);
            if (its && each.zxid.compareTo(core.committed().lastZxid()) <= 0) {
                cxids.add(ByteBuffer.wrap(txn).getInt(8));
            }
        }
        return cxids;
    }

    /** Whether it leads. */
    public boolean leads() {
        return alive && core.report().phase() instanceof ZabPhase.Leading;
    }

    boolean isServed() {
        return !(core.report().phase() instanceof ZabPhase.Looking);
    }

    /** A client's connection. */
    public Client connect() {
        return new Client(ensemble, this);
    }

    /** A turn of the front. */
    void turn(Runnable calls) {
        if (frozen) {
            frozenWork.add(() -> turn(calls));
            return;
        }
        front.beginTurn(now());
        calls.run();
        front.endTurn();
    }

    private void input(CoreInput input) {
        if (frozen) {
            frozenWork.add(() -> input(input));
        } else if (alive) {
            core.step(now(), input, this);
            core.endTurn(now(), this);
        }
    }

    void tick() {
        if (alive && !frozen) {
            turn(front::tick);
            ensemble.settle();
            input(new CoreInput.Tick());
        }
    }

    /** It hears {@code input} behind all that is on its way. */
    void hear(ZabInput input) {
        ensemble.post(() -> heard(input));
    }

    void heard(ZabInput input) {
        ZabInput understood =
                input instanceof ZabInput.LeaderSaid(long link, FromLeader message)
                        ? new ZabInput.LeaderSaid(link, ears.apply(message))
                        : input;
        input(new CoreInput.Consensus(understood));
    }

    void reaches(Member other, boolean reachable) {
        hear(new ZabInput.Reachable(other.id, reachable));
    }

    /** It goes on, and finds what came meanwhile. */
    public void thaw() {
        frozen = false;
        List<Runnable> work = frozenWork;
        frozenWork = new ArrayList<>();
        work.forEach(Runnable::run);
        ensemble.settle();
    }

    /** It dies. */
    public void kill() {
        alive = false;
        ensemble.members.stream()
                .filter(other -> other != this)
                .forEach(other -> ensemble.sever(this, other));
        ensemble.settle();
    }

    /** A snapshot is due. */
    public void snapshotDue() {
        input(new CoreInput.SnapshotDue());
    }

    /** What a start would find now. */
    public Image image() {
        return new Image(base, List.copyOf(log.subList(0, synced)), accepted, current, standing);
    }

    /** Whether its word counts. */
    public ZabStart.Standing standing() {
        return core.report().ensemble().standing();
    }

    /** The disk answers again. */
    public void diskAnswers() {
        diskHangs = false;
        sync();
        ensemble.settle();
    }

    private void sync() {
        if (!diskHangs && synced < log.size()) {
            synced = log.size();
            long ofGeneration = generation;
            Zxid upTo = log.getLast().zxid;
            ensemble.post(() -> input(new CoreInput.LogSynced(ofGeneration, upTo)));
        }
    }

    @Override
    public void append(long generation, Zxid zxid, Bytes payload) {
        this.generation = generation;
        log.add(new Logged(zxid, payload));
        if (!turnPosted) {
            turnPosted = true;
            ensemble.post(() -> {
                turnPosted = false;
                sync();
            });
        }
    }

    @Override
    public void deliver(int of, Batch batch) {
        ensemble.post(() -> turn(() -> front.deliver(batch)));
    }

    @Override
    public void takeSnapshot(State state) {
        snapshots.add(state.lastZxid());
    }

    @Override
    public PeerEffects peers() {
        return this;
    }

    @Override
    public void trace(TraceEvent event) {
        traced.add(event);
    }

    @Override
    public void halt(String reason) {
        halts.add(reason);
        alive = false;
    }

    @Override
    public void notify(ServerId to, Notification notification) {
        Member other = ensemble.member(to);
        if (!ensemble.isCut(this, other) && !mute) {
            other.hear(new ZabInput.Notified(notification));
        }
    }

    @Override
    public void connect(ServerId leader) {
        ensemble.post(() -> ensemble.dial(this, ensemble.member(leader)));
    }

    @Override
    public void disconnect(long link) {
        ensemble.drop(link, this);
    }

    @Override
    public void send(long link, FromLeader message) {
        if (!mute) {
            ensemble.carry(link, this, new ZabInput.LeaderSaid(link, message));
        }
    }

    @Override
    public void send(long link, FromLearner message) {
        if (!mute) {
            ensemble.carry(link, this, new ZabInput.LearnerSaid(link, message));
        }
    }

    @Override
    public void lookUp(long link, Zxid last) {
        Optional<Zxid> floor =
                log.stream()
                        .map(Logged::zxid)
                        .filter(z -> z.compareTo(last) <= 0)
                        .reduce((a, b) -> b);
        hear(new ZabInput.LookedUp(link, last, floor));
    }

    @Override
    public void sendHistory(long link, Zxid after, Zxid upTo) {
        for (Logged each : log) {
            if (each.zxid.compareTo(after) > 0 && each.zxid.compareTo(upTo) <= 0) {
                send(link, new FromLeader.Proposal(each.zxid, each.txn));
                send(link, new FromLeader.Commit(each.zxid));
            }
        }
    }

    @Override
    public void sendSnapshot(long link, Zxid label, State state) {
        send(link, new FromLeader.Snap(label));
        List<SnapshotRecord> records = new ArrayList<>();
        state.export().forEachRemaining(records::add);
        send(link, new FromLeader.SnapshotPart(records));
        send(link, new FromLeader.SnapshotEnd());
    }

    @Override
    public void keepEpochs(long token, Epoch accepted, Epoch current, ZabStart.Standing standing) {
        this.accepted = accepted;
        this.current = current;
        this.standing = standing;
        hear(new ZabInput.EpochsKept(token));
    }

    @Override
    public void truncate(long generation, Zxid to, Zxid applied) {
        this.generation = generation;
        log.removeIf(each -> each.zxid.compareTo(to) > 0);
        synced = log.size();
        if (to.compareTo(applied) < 0) {
            throw new AssertionError("what was applied is never cut in these stories");
        }
        ensemble.post(() -> input(new CoreInput.HistoryReplaced(generation, to, null)));
    }

    @Override
    public void beginSnapshot(long generation, Zxid zxid) {
        this.generation = generation;
        arriving = new ArrayList<>();
        arrivingZxid = zxid;
    }

    @Override
    public void addToSnapshot(List<SnapshotRecord> records) {
        arriving.addAll(records);
    }

    @Override
    public void extendSnapshot(Zxid zxid, Bytes txn) {
        throw new AssertionError("no state is older than what it replaces in these stories");
    }

    @Override
    public void finishSnapshot() {
        StateBuilder builder = new StateBuilder();
        arriving.forEach(builder::add);
        if (!(builder.build(arrivingZxid) instanceof StateBuilder.Built.Whole whole)) {
            throw new AssertionError("the snapshot is broken");
        }
        log.clear();
        synced = 0;
        base = whole.state();
        long ofGeneration = generation;
        State state = whole.state();
        ensemble.post(
                () -> input(new CoreInput.HistoryReplaced(ofGeneration, state.lastZxid(), state)));
    }
}
