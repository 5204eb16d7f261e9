package org.muster.sim.host;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.Epoch;
import org.muster.model.ServerId;
import org.muster.model.Zxid;
import org.muster.model.peer.FromLeader;
import org.muster.model.peer.FromLearner;
import org.muster.model.peer.MemberState;
import org.muster.model.peer.Notification;
import org.muster.model.peer.PeerMessage;
import org.muster.model.peer.Vote;
import org.muster.model.snapshot.SnapshotRecord;
import org.muster.model.txn.LoggedTxn;
import org.muster.replica.core.CoreInput;
import org.muster.replica.core.PeerEffects;
import org.muster.sim.check.Agreement;
import org.muster.sim.world.Flow;
import org.muster.sim.world.Rng;
import org.muster.sim.world.ViolationException;
import org.muster.state.State;
import org.muster.state.StateBuilder;
import org.muster.state.apply.Applier;
import org.muster.storage.Store;
import org.muster.storage.disk.DiskException;
import org.muster.storage.history.Lookup;
import org.muster.wire.jute.MalformedException;
import org.muster.wire.txn.TxnReader;
import org.muster.zab.ZabInput;
import org.muster.zab.ZabStart;

/** A member's sockets to the others, and the workers that read and build for them. */
final class PeerTask implements PeerEffects {
    private static final double MAX_LOG_TO_SNAPSHOT = 0.33;

    private final Machine machine;
    private final SimProcess process;
    private final Seat seat;
    private final Store store;
    private final LogTask log;
    private final Rng rng;
    private final Map<Long, PeerEnd> ends = new LinkedHashMap<>();
    private final Map<Long, ElectionLine> lines = new TreeMap<>();
    private @Nullable CoreTask core;
    private StateBuilder builder = new StateBuilder();
    private final List<Bytes> more = new ArrayList<>();
    private Zxid incoming = Zxid.ZERO;
    private long incomingGeneration;
    private boolean votes;

    PeerTask(Machine machine, SimProcess process, Seat seat, Store store, LogTask log) {
        this.machine = machine;
        this.process = process;
        this.seat = seat;
        this.store = store;
        this.log = log;
        this.rng = machine.rng().stream("peers", machine.starts());
    }

    /** Listens from now on. */
    void start(CoreTask coreTask, ZabStart.Standing standing) {
        core = coreTask;
        votes = standing == ZabStart.Standing.INTACT;
        seat.net().listens(this);
    }

    long id() {
        return seat.id().value();
    }

    Agreement agreement() {
        return seat.agreement();
    }

    /** Its process has ended. */
    void ended(boolean told) {
        seat.net().ended(this, told);
    }

    void dropEnds(boolean told) {
        List.copyOf(ends.values()).forEach(end -> end.end(told));
    }

    /** Whether a kernel is there to answer for sockets that are gone. */
    boolean machineAnswers() {
        return machine.isPowered();
    }

    List<PeerEnd> dialled() {
        return ends.values().stream().filter(PeerEnd::isDialled).toList();
    }

    /** Lets a worker go on after its turn. */
    void soon(Runnable work) {
        process.later(machine.shape().turnDelayNs(rng), work);
    }

    private void tell(ZabInput input) {
        tell(new CoreInput.Consensus(input));
    }

    private void tell(CoreInput input) {
        CoreTask target = core;
        if (target != null && process.isAlive()) {
            target.input(input);
        }
    }

    // What comes from the network.

    void reachable(long peer, boolean reachable) {
        tell(new ZabInput.Reachable(new ServerId(peer), reachable));
    }

    void failed(ServerId leader) {
        tell(new ZabInput.ConnectFailed(leader));
    }

    void accepted(PeerEnd end) {
        ends.put(end.link(), end);
        tell(new ZabInput.Accepted(end.link()));
    }

    void connected(PeerEnd end, ServerId leader) {
        if (!process.isAlive()) {
            end.close();
            return;
        }
        ends.put(end.link(), end);
        tell(new ZabInput.Connected(end.link(), leader));
    }

    void closed(PeerEnd end) {
        tell(new ZabInput.Closed(end.link()));
    }

    void forget(PeerEnd end) {
        ends.remove(end.link());
    }

    void received(PeerEnd end, PeerMessage message) {
        if (end.isDialled()) {
            tell(new ZabInput.LeaderSaid(end.link(), (FromLeader) message));
        } else {
            tell(new ZabInput.LearnerSaid(end.link(), (FromLearner) message));
        }
    }

    PeerMessage asReceived(PeerMessage message) {
        return seat.net().encodes() ? PeerCodecs.throughWire(message) : message;
    }

    // Elections.

    /** The connection to one other member's election port: one notification waits at most. */
    private final class ElectionLine {
        private final ServerId to;
        private final Flow flow;
        private @Nullable Notification waiting;
        private boolean underWay;

        ElectionLine(ServerId to) {
            this.to = to;
            this.flow = seat.net().flow(id(), to.value());
        }

        void send(Notification notification) {
            if (underWay) {
                machine.world().coverage().sometimes("vote overtaken", waiting != null);
                waiting = notification;
                return;
            }
            underWay = true;
            Notification copy =
                    seat.net().encodes()
                            ? PeerCodecs.throughWire(seat.id(), notification)
                            : notification;
            flow.carry(() -> arrived(copy));
        }

        private void arrived(Notification notification) {
            PeerTask receiver = seat.net().task(to);
            if (receiver != null) {
                receiver.tell(new ZabInput.Notified(notification));
            }
            underWay = false;
            Notification next = waiting;
            waiting = null;
            if (next != null && process.isAlive()) {
                send(next);
            }
        }
    }

    @Override
    public void notify(ServerId to, Notification notification) {
        machine.boundary();
        requireFound(notification);
        lines.computeIfAbsent(to.value(), _ -> new ElectionLine(to)).send(notification);
    }

    /** C5: the vote for itself is what a recovery of the disk as it is now would find. */
    private void requireFound(Notification notification) {
        Vote vote = notification.vote();
        boolean own =
                notification.state() == MemberState.LOOKING && vote.leader().equals(seat.id());
        if (own && !machine.disks().holdsDurably(vote.zxid().value())) {
            throw new ViolationException(
                    "C5", id() + " votes with " + vote.zxid() + ", which its disk is not sure of");
        }
    }

    // Quorum connections.

    @Override
    public void connect(ServerId leader) {
        machine.boundary();
        seat.net().dial(this, leader);
    }

    @Override
    public void disconnect(long link) {
        machine.boundary();
        PeerEnd end = ends.get(link);
        if (end != null) {
            end.close();
        }
    }

    @Override
    public void send(long link, FromLeader message) {
        machine.boundary();
        switch (message) {
            case FromLeader.Diff _ -> machine.world().coverage().reached("DIFF sent");
            case FromLeader.Trunc _ -> machine.world().coverage().reached("TRUNC sent");
            case FromLeader.TakeOver _ ->
                    machine.world().coverage().reached("leadership handed over");
            default -> {}
        }
        transmit(link, message);
    }

    @Override
    public void send(long link, FromLearner message) {
        machine.boundary();
        if (message instanceof FromLearner.FollowerInfo && !votes) {
            throw new ViolationException("C9", id() + " has damaged storage and wants to vote");
        }
        transmit(link, message);
    }

    private void transmit(long link, PeerMessage message) {
        PeerEnd end = ends.get(link);
        if (end != null) {
            end.send(message);
        }
    }

    @Override
    public void lookUp(long link, Zxid last) {
        machine.boundary();
        soon(() -> {
            try {
                Lookup found =
                        store.history().lookUp(last, log.writer().durable(), MAX_LOG_TO_SNAPSHOT);
                Optional<Zxid> floor =
                        found instanceof Lookup.Found(Zxid zxid, long _)
                                ? Optional.of(zxid)
                                : Optional.empty();
                machine.world()
                        .coverage()
                        .reached("looked up: " + found.getClass().getSimpleName());
                tell(new ZabInput.LookedUp(link, last, floor));
            } catch (DiskException unreadable) {
                tell(new CoreInput.DiskFailed(String.valueOf(unreadable.getMessage())));
            }
        });
    }

    @Override
    public void sendHistory(long link, Zxid after, Zxid upTo) {
        machine.boundary();
        PeerEnd end = ends.get(link);
        if (end != null) {
            machine.world().coverage().reached("history from disk");
            end.send(new HistoryStream(store.history(), after, upTo));
        }
    }

    @Override
    public void sendSnapshot(long link, Zxid label, State state) {
        machine.boundary();
        PeerEnd end = ends.get(link);
        if (end != null) {
            end.send(new StateStream(label, state.export()));
        }
    }

    // The disk.

    @Override
    public void keepEpochs(long token, Epoch accepted, Epoch current, ZabStart.Standing standing) {
        machine.boundary();
        votes = standing == ZabStart.Standing.INTACT;
        log.order(new LogOrder.Keep(token, accepted, current, standing));
    }

    @Override
    public void truncate(long generation, Zxid to, Zxid applied) {
        machine.boundary();
        log.order(new LogOrder.Cut(generation, to, applied));
    }

    @Override
    public void beginSnapshot(long generation, Zxid zxid) {
        machine.boundary();
        builder = new StateBuilder();
        more.clear();
        incoming = zxid;
        incomingGeneration = generation;
    }

    @Override
    public void addToSnapshot(List<SnapshotRecord> records) {
        machine.boundary();
        new ArrayList<>(records).forEach(builder::add);
    }

    @Override
    public void extendSnapshot(Zxid zxid, Bytes txn) {
        machine.boundary();
        more.add(txn);
    }

    @Override
    public void finishSnapshot() {
        machine.boundary();
        State state =
                switch (builder.build(incoming)) {
                    case StateBuilder.Built.Whole(State built, int _) -> built;
                    case StateBuilder.Built.Broken(String reason) ->
                            throw new ViolationException("C10", "a leader's snapshot: " + reason);
                };
        builder = new StateBuilder();
        log.order(new LogOrder.Install(incomingGeneration, extended(state)));
        more.clear();
    }

    private State extended(State state) {
        Applier applier = new Applier();
        State whole = state;
        for (Bytes txn : more) {
            machine.world().coverage().reached("snapshot extended");
            byte[] payload = txn.toArray();
            try {
                LoggedTxn logged = TxnReader.read(payload, 0, payload.length).txn();
                whole = applier.apply(whole, logged).state();
            } catch (MalformedException malformed) {
                throw new ViolationException("C10", "a leader's transaction: " + malformed);
            }
        }
        return whole;
    }
}
