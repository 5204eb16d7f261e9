package org.muster.zab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.Epoch;
import org.muster.model.Invariant;
import org.muster.model.Now;
import org.muster.model.ServerId;
import org.muster.model.Zxid;
import org.muster.model.peer.FromLeader;
import org.muster.model.peer.FromLearner;
import org.muster.model.peer.Notification;
import org.muster.model.snapshot.SnapshotRecord;
import org.muster.zab.ZabStart.Standing;

/** One member's process and disk in an {@link Ensemble}. */
final class Node implements ZabEffects {
    final ServerId id;
    private final Ensemble world;

    final Disk disk = new Disk();
    private @Nullable Zab zab;
    private int life;
    private boolean frozen;
    private List<Runnable> frozenWork = new ArrayList<>();
    private List<Disk.Entry> state = new ArrayList<>();
    private long diskFreeNs;
    private final Links links;
    private final Map<ServerId, Long> electionFreeNs = new LinkedHashMap<>();
    ZabPhase phase = ZabPhase.Looking.INSTANCE;
    final List<Long> confirmed = new ArrayList<>();
    private Incoming incoming = Incoming.NOTHING;

    /** When this transaction is delivered, a quorum has re-admitted this member. */
    @Nullable Zxid readmission;

    Node(Ensemble world, ServerId id) {
        this.world = world;
        this.id = id;
        this.links = new Links(world, this);
    }

    int life() {
        return life;
    }

    Links links() {
        return links;
    }

    boolean isRunning() {
        return zab != null;
    }

    boolean isUp() {
        return zab != null && !frozen;
    }

    Now now() {
        return new Now(world.nowNs(), 0);
    }

    Zxid delivered() {
        return state.isEmpty() ? Zxid.ZERO : state.getLast().zxid();
    }

    List<String> state() {
        return state.stream().map(record -> record.txn().toUtf8()).toList();
    }

    void forEachInState(BiConsumer<Zxid, String> visitor) {
        state.forEach(entry -> visitor.accept(entry.zxid(), entry.txn().toUtf8()));
    }

    boolean mayPropose() {
        return zab != null && zab.mayPropose();
    }

    void start() {
        if (zab != null) {
            return;
        }
        life++;
        state = disk.state();
        zab = new Zab(world.config(id), disk.found(), now());
        for (Node other : world.nodes.values()) {
            if (other != this && other.isUp()) {
                other.reach(id, true);
                reach(other.id, true);
            }
        }
        tick();
    }

    private void reach(ServerId peer, boolean reachable) {
        int at = life;
        world.at(
                world.within(world.delayMs),
                () -> run(at, () -> input(new ZabInput.Reachable(peer, reachable))));
    }

    /** The process ends; of what was not synced the disk keeps a prefix. */
    void crash() {
        if (zab == null) {
            return;
        }
        zab = null;
        frozen = false;
        frozenWork = new ArrayList<>();
        phase = ZabPhase.Looking.INSTANCE;
        disk.crash(world.random);
        links.closeAll();
        incoming = null;
        diskFreeNs = 0;
        for (Node other : world.nodes.values()) {
            if (other != this && other.zab != null && !world.isCut(id, other.id)) {
                other.reach(id, false);
            }
        }
    }

    void freeze() {
        frozen = zab != null;
    }

    void thaw() {
        if (frozen) {
            frozen = false;
            List<Runnable> work = frozenWork;
            frozenWork = new ArrayList<>();
            work.forEach(Runnable::run);
        }
    }

    void wipe() {
        crash();
        disk.wipe();
    }

    /** A crash after which the log cannot be read behind some record. */
    void damage() {
        crash();
        disk.damage(world.random.nextInt(disk.logged() + 1));
    }

    void tick() {
        run(life, () -> input(new ZabInput.Tick()));
    }

    @Nullable Zxid tryPropose() {
        Zab mine = zab;
        if (mine == null || frozen || !mine.mayPropose()) {
            return null;
        }
        Zxid zxid = mine.nextZxid();
        Bytes txn = world.fresh();
        world.witness.proposed(zxid, txn.toUtf8());
        mine.propose(zxid, txn, this);
        mine.endTurn(now(), this);
        return zxid;
    }

    void confirm(long token) {
        with(mine -> mine.confirm(now(), token, this));
    }

    void handOver() {
        with(mine -> mine.handOver(now()));
    }

    void readmit() {
        with(mine -> mine.readmit(now(), this));
    }

    private void with(Consumer<Zab> call) {
        if (zab != null) {
            call.accept(zab);
            zab.endTurn(now(), this);
        }
    }

    ZabReport report() {
        return Invariant.present(zab, "up").report();
    }

    /** Does something in the life it belongs to, later if the process is frozen. */
    void run(int ofLife, Runnable work) {
        if (zab == null || ofLife != life) {
            return;
        }
        if (frozen) {
            frozenWork.add(() -> run(ofLife, work));
        } else {
            work.run();
        }
    }

    void input(ZabInput input) {
        with(mine -> mine.step(now(), input, this));
    }

    // Effects: the network.

    @Override
    public void notify(ServerId to, Notification notification) {
        world.witness.said(this, notification);
        Node other = world.nodes.get(to);
        if (other == null || world.isCut(id, to)) {
            return;
        }
        long at = Math.max(world.within(world.delayMs), electionFreeNs.getOrDefault(to, 0L));
        electionFreeNs.put(to, at);
        world.at(
                at,
                () -> {
                    if (!world.isCut(id, to)) {
                        other.run(
                                other.life, () -> other.input(new ZabInput.Notified(notification)));
                    }
                });
    }

    @Override
    public void connect(ServerId leader) {
        links.dial(leader);
    }

    @Override
    public void disconnect(long link) {
        links.close(link);
    }

    @Override
    public void tellLearner(long link, FromLeader message) {
        world.witness.said(this, message);
        links.send(link, peerLink -> new ZabInput.LeaderSaid(peerLink, message));
    }

    @Override
    public void tellLeader(long link, FromLearner message) {
        world.witness.said(this, message);
        links.send(link, peerLink -> new ZabInput.LearnerSaid(peerLink, message));
    }

    @Override
    public void lookUp(long link, Zxid last) {
        int at = life;
        world.at(
                world.within(world.syncMs),
                () -> run(at, () -> input(new ZabInput.LookedUp(link, last, disk.floor(last)))));
    }

    @Override
    public void sendHistory(long link, Zxid after, Zxid upTo) {
        for (Disk.Entry entry : disk.between(after, upTo)) {
            tellLearner(link, new FromLeader.Proposal(entry.zxid(), entry.txn()));
            tellLearner(link, new FromLeader.Commit(entry.zxid()));
        }
    }

    @Override
    public void sendSnapshot(long link, Zxid label) {
        tellLearner(link, new FromLeader.Snap(label));
        Node learner = links.peer(link);
        if (learner != null) {
            learner.incomingState = new ArrayList<>(state);
            tellLearner(link, new FromLeader.SnapshotPart(List.of()));
            tellLearner(link, new FromLeader.SnapshotEnd());
        }
    }

    /** What a snapshot on its way here holds: records of a tree have no place in this world. */
    private List<Disk.Entry> incomingState = new ArrayList<>();

    // Effects: the disk.

    @Override
    public void append(long generation, Zxid zxid, Bytes txn) {
        disk.append(zxid, txn);
        onDisk(() -> disk.sync(zxid), new ZabInput.LogSynced(generation, zxid));
    }

    @Override
    public void keepEpochs(long token, Epoch newAccepted, Epoch newCurrent, Standing newStanding) {
        onDisk(
                () -> disk.keep(newAccepted, newCurrent, newStanding),
                new ZabInput.EpochsKept(token));
    }

    @Override
    public void truncate(long generation, Zxid to) {
        onDisk(
                () -> {
                    disk.truncate(to);
                    if (delivered().compareTo(to) > 0) {
                        state = disk.state();
                    }
                },
                new ZabInput.HistoryReplaced(generation, to));
    }

    @Override
    public void beginSnapshot(long generation, Zxid zxid) {
        incoming = new Incoming(generation, zxid, incomingState);
    }

    @Override
    public void addToSnapshot(List<SnapshotRecord> records) {}

    @Override
    public void extendSnapshot(Zxid zxid, Bytes txn) {
        incoming = incoming.with(new Disk.Entry(zxid, txn));
    }

    @Override
    public void finishSnapshot() {
        Incoming whole = incoming.require();
        onDisk(
                () -> {
                    disk.install(whole.zxid(), whole.records());
                    state = disk.state();
                },
                new ZabInput.HistoryReplaced(whole.generation(), whole.zxid()));
    }

    /** The disk does one thing after the other, each in a moment, and tells of it then. */
    private void onDisk(Runnable work, ZabInput done) {
        int at = life;
        diskFreeNs = Math.max(diskFreeNs, world.within(world.syncMs));
        world.at(
                diskFreeNs,
                () -> {
                    if (zab != null && life == at) {
                        work.run();
                        run(at, () -> input(done));
                    }
                });
    }

    // Effects: the replica.

    @Override
    public void deliver(Zxid zxid, Bytes txn) {
        state.add(new Disk.Entry(zxid, txn));
        world.witness.delivered(this, zxid, txn.toUtf8());
        world.delivered(this, zxid, txn.toUtf8());
    }

    @Override
    public void enter(ZabPhase next) {
        phase = next;
        switch (next) {
            case ZabPhase.Leading(Epoch epoch) -> world.serves(this, epoch.value(), true);
            case ZabPhase.Following following ->
                    world.serves(this, following.epoch().value(), false);
            case ZabPhase.Looking _ -> {}
        }
    }

    @Override
    public void fromLearner(long link, ServerId learner, FromLearner message) {}

    @Override
    public void fromLeader(FromLeader message) {
        if (message instanceof FromLeader.Ping(Zxid proposed)
                && phase instanceof ZabPhase.Following following) {
            tellLeader(following.link(), new FromLearner.PingReply(proposed, List.of()));
        }
    }

    @Override
    public void learnerGone(long link, ServerId learner) {}

    @Override
    public void confirmed(long token) {
        confirmed.add(token);
    }

    @Override
    public void halt(String reason) {
        throw new AssertionError("halted: " + reason);
    }

    @Override
    public String toString() {
        return id
                + (zab == null ? " down" : frozen ? " frozen" : " " + zab.report())
                + " "
                + phase
                + " delivered "
                + delivered();
    }
}
