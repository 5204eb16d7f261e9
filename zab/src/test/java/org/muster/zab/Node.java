package org.muster.zab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.Epoch;
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
    /** A record of the log, or of the state. */
    private record Entry(Zxid zxid, Bytes txn) {}

    final ServerId id;
    private final Ensemble world;

    // The disk.
    private List<Entry> log = new ArrayList<>();
    private Zxid logStart = Zxid.ZERO;
    private List<Entry> snapshot = new ArrayList<>();
    private Epoch accepted = Epoch.ZERO;
    private Epoch current = Epoch.ZERO;
    private Standing standing = Standing.INTACT;

    // The process.
    private @Nullable Zab zab;
    private int life;
    private boolean frozen;
    private List<Runnable> frozenWork = new ArrayList<>();
    private List<Entry> state = new ArrayList<>();
    private List<Entry> unsynced = new ArrayList<>();
    private long diskFreeNs;
    private final Map<Long, Link> links = new LinkedHashMap<>();
    private final Map<ServerId, Long> electionFreeNs = new LinkedHashMap<>();
    ZabPhase phase = ZabPhase.Looking.INSTANCE;
    final List<Long> confirmed = new ArrayList<>();
    private @Nullable Snapshot incoming;

    /** One end of a quorum connection. */
    private static final class Link {
        final Node peer;
        final long peerLink;
        final int peerLife;
        long freeNs;

        Link(Node peer, long peerLink, int peerLife) {
            this.peer = peer;
            this.peerLink = peerLink;
            this.peerLife = peerLife;
        }
    }

    private record Snapshot(long generation, Zxid zxid, List<Entry> records) {}

    Node(Ensemble world, ServerId id) {
        this.world = world;
        this.id = id;
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
        state = new ArrayList<>(snapshot);
        state.addAll(log);
        unsynced = new ArrayList<>();
        Zxid last = log.isEmpty() ? logStart : log.getLast().zxid();
        Epoch promised = max(accepted, max(current, Epoch.of(last)));
        ZabStart found = new ZabStart(promised, current, last, logStart, standing);
        zab = new Zab(world.config(id), found, now());
        for (Node other : world.nodes.values()) {
            if (other != this && other.isUp()) {
                other.reach(id, true);
                reach(other.id, true);
            }
        }
        tick();
    }

    private static Epoch max(Epoch a, Epoch b) {
        return a.compareTo(b) >= 0 ? a : b;
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
        int kept = unsynced.isEmpty() ? 0 : world.random.nextInt(unsynced.size() + 1);
        log.addAll(unsynced.subList(0, kept));
        unsynced = new ArrayList<>();
        for (long link : List.copyOf(links.keySet())) {
            disconnect(link);
        }
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
        log = new ArrayList<>();
        snapshot = new ArrayList<>();
        logStart = Zxid.ZERO;
        accepted = Epoch.ZERO;
        current = Epoch.ZERO;
        standing = Standing.AMNESIAC;
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
        mine.propose(zxid, world.fresh(), this);
        mine.endTurn(now(), this);
        return zxid;
    }

    void confirm(long token) {
        if (zab != null) {
            zab.confirm(now(), token, this);
            zab.endTurn(now(), this);
        }
    }

    void handOver() {
        if (zab != null) {
            zab.handOver(now());
            zab.endTurn(now(), this);
        }
    }

    void readmit() {
        if (zab != null) {
            zab.readmit(now(), this);
        }
    }

    ZabReport report() {
        if (zab == null) {
            throw new AssertionError("down");
        }
        return zab.report();
    }

    /** Does something in the life it belongs to, later if the process is frozen. */
    private void run(int ofLife, Runnable work) {
        if (zab == null || ofLife != life) {
            return;
        }
        if (frozen) {
            frozenWork.add(() -> run(ofLife, work));
        } else {
            work.run();
        }
    }

    private void input(ZabInput input) {
        Zab mine = zab;
        if (mine != null) {
            mine.step(now(), input, this);
            if (zab == mine) {
                mine.endTurn(now(), this);
            }
        }
    }

    // Effects: the network.

    @Override
    public void notify(ServerId to, Notification notification) {
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
        int at = life;
        Node other = world.nodes.get(leader);
        world.at(
                world.within(world.delayMs),
                () -> {
                    boolean fails =
                            other == null
                                    || other.zab == null
                                    || world.isCut(id, leader)
                                    || world.isCut(leader, id);
                    run(
                            at,
                            () -> {
                                if (fails || other == null || other.zab == null) {
                                    input(new ZabInput.ConnectFailed(leader));
                                } else {
                                    connected(other);
                                }
                            });
                });
    }

    private void connected(Node other) {
        long mine = world.nextLink();
        long theirs = world.nextLink();
        links.put(mine, new Link(other, theirs, other.life));
        other.links.put(theirs, new Link(this, mine, life));
        int otherLife = other.life;
        other.run(otherLife, () -> other.input(new ZabInput.Accepted(theirs)));
        input(new ZabInput.Connected(mine, other.id));
    }

    @Override
    public void disconnect(long link) {
        Link gone = links.remove(link);
        if (gone != null) {
            world.at(
                    Math.max(gone.freeNs, world.within(world.delayMs)),
                    () -> gone.peer.lost(gone.peerLink, gone.peerLife, id));
        }
    }

    private void lost(long link, int ofLife, ServerId by) {
        if (world.isCut(by, id)) {
            return;
        }
        run(
                ofLife,
                () -> {
                    if (links.remove(link) != null) {
                        input(new ZabInput.Closed(link));
                    }
                });
    }

    private void send(long link, ZabInput input) {
        Link over = links.get(link);
        if (over == null || world.isCut(id, over.peer.id)) {
            return;
        }
        over.freeNs = Math.max(world.within(world.delayMs), over.freeNs);
        world.at(
                over.freeNs,
                () -> {
                    if (!world.isCut(id, over.peer.id)) {
                        over.peer.arrives(over.peerLink, over.peerLife, input);
                    }
                });
    }

    private void arrives(long link, int ofLife, ZabInput input) {
        run(
                ofLife,
                () -> {
                    if (links.containsKey(link)) {
                        input(input);
                    }
                });
    }

    @Override
    public void tellLearner(long link, FromLeader message) {
        Link over = links.get(link);
        if (over != null) {
            send(link, new ZabInput.LeaderSaid(over.peerLink, message));
        }
    }

    @Override
    public void tellLeader(long link, FromLearner message) {
        Link over = links.get(link);
        if (over != null) {
            send(link, new ZabInput.LearnerSaid(over.peerLink, message));
        }
    }

    @Override
    public void lookUp(long link, Zxid last) {
        int at = life;
        world.at(
                world.within(world.syncMs),
                () -> run(at, () -> input(new ZabInput.LookedUp(link, last, floor(last)))));
    }

    private Optional<Zxid> floor(Zxid zxid) {
        Zxid floor = null;
        if (logStart.compareTo(zxid) <= 0) {
            floor = logStart;
        }
        for (Entry record : log) {
            if (record.zxid().compareTo(zxid) <= 0) {
                floor = record.zxid();
            }
        }
        return Optional.ofNullable(floor);
    }

    @Override
    public void sendHistory(long link, Zxid after, Zxid upTo) {
        for (Entry record : log) {
            if (record.zxid().compareTo(after) > 0 && record.zxid().compareTo(upTo) <= 0) {
                tellLearner(link, new FromLeader.Proposal(record.zxid(), record.txn()));
                tellLearner(link, new FromLeader.Commit(record.zxid()));
            }
        }
    }

    @Override
    public void sendSnapshot(long link, Zxid label) {
        tellLearner(link, new FromLeader.Snap(label));
        Link over = links.get(link);
        if (over != null) {
            over.peer.incomingState = new ArrayList<>(state);
            tellLearner(link, new FromLeader.SnapshotPart(List.of()));
            tellLearner(link, new FromLeader.SnapshotEnd());
        }
    }

    /** What a snapshot on its way here holds: records of a tree have no place in this world. */
    private List<Entry> incomingState = new ArrayList<>();

    // Effects: the disk.

    @Override
    public void append(long generation, Zxid zxid, Bytes txn) {
        unsynced.add(new Entry(zxid, txn));
        onDisk(
                () -> {
                    while (!unsynced.isEmpty() && unsynced.getFirst().zxid().compareTo(zxid) <= 0) {
                        log.add(unsynced.removeFirst());
                    }
                },
                new ZabInput.LogSynced(generation, zxid));
    }

    @Override
    public void keepEpochs(long token, Epoch newAccepted, Epoch newCurrent, Standing newStanding) {
        onDisk(
                () -> {
                    accepted = newAccepted;
                    current = newCurrent;
                    standing = newStanding;
                },
                new ZabInput.EpochsKept(token));
    }

    @Override
    public void truncate(long generation, Zxid to) {
        onDisk(
                () -> {
                    log.removeIf(record -> record.zxid().compareTo(to) > 0);
                    if (to.compareTo(logStart) < 0) {
                        throw new AssertionError("cut below the snapshot");
                    }
                    if (delivered().compareTo(to) > 0) {
                        state = new ArrayList<>(snapshot);
                        state.addAll(log);
                    }
                },
                new ZabInput.HistoryReplaced(generation, to));
    }

    @Override
    public void beginSnapshot(long generation, Zxid zxid) {
        incoming = new Snapshot(generation, zxid, incomingState);
    }

    @Override
    public void addToSnapshot(List<SnapshotRecord> records) {
        // The state came another way.
    }

    @Override
    public void finishSnapshot() {
        Snapshot whole = incoming;
        if (whole == null) {
            throw new AssertionError("no snapshot was begun");
        }
        onDisk(
                () -> {
                    snapshot = whole.records();
                    logStart = whole.zxid();
                    log = new ArrayList<>();
                    state = new ArrayList<>(snapshot);
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
        state.add(new Entry(zxid, txn));
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
    public void fromLearner(long link, ServerId learner, FromLearner message) {
        // There are no clients here.
    }

    @Override
    public void fromLeader(FromLeader message) {
        if (message instanceof FromLeader.Ping(Zxid proposed)
                && phase instanceof ZabPhase.Following following) {
            tellLeader(following.link(), new FromLearner.PingReply(proposed, List.of()));
        }
    }

    @Override
    public void learnerGone(long link, ServerId learner) {
        // Nobody waits for it.
    }

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
