package org.muster.server;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.Epoch;
import org.muster.model.ServerId;
import org.muster.model.Zxid;
import org.muster.model.peer.FromLeader;
import org.muster.model.peer.FromLearner;
import org.muster.model.peer.Notification;
import org.muster.model.snapshot.SnapshotRecord;
import org.muster.replica.core.Core;
import org.muster.replica.core.CoreInput;
import org.muster.replica.core.PeerEffects;
import org.muster.server.log.EventLog;
import org.muster.server.loop.CoreLoop;
import org.muster.server.loop.Halt;
import org.muster.server.loop.HistoryKeeper;
import org.muster.server.loop.LogOrder;
import org.muster.server.loop.SnapshotIntake;
import org.muster.server.loop.Worker;
import org.muster.server.metrics.ServerMetrics;
import org.muster.server.peers.ElectionLinks;
import org.muster.server.peers.HistoryStream;
import org.muster.server.peers.PeerLoop;
import org.muster.server.peers.QuorumLinks;
import org.muster.server.peers.StateStream;
import org.muster.server.sockets.Transport;
import org.muster.state.State;
import org.muster.storage.disk.DiskException;
import org.muster.storage.history.History;
import org.muster.storage.history.Lookup;
import org.muster.zab.ZabInput;
import org.muster.zab.ZabStart;

/** What a member of an ensemble has beside a lone server: its links, and a history to share. */
final class MemberPeers implements PeerEffects, AutoCloseable {
    private static final long WORKER_STOP_MS = 5_000;
    private static final long WATCH_NS = 5_000_000_000L;

    /** So much log is always sent rather than a snapshot: of a small tree it says little. */
    private static final long ALWAYS_LOG_BYTES = 4 << 20;

    private final PeerLoop loop;
    private final ElectionLinks election;
    private final QuorumLinks quorum;
    private final Worker worker;
    private final LeaderWatch watch;
    private final SnapshotIntake intake;
    private final double maxLogToSnapshot;
    private final ServerMetrics metrics;
    private final EventLog log;
    private @Nullable CoreLoop core;
    private @Nullable HistoryKeeper keeper;
    private @Nullable History history;

    /** Makes the parts, silent until {@link #open}. */
    MemberPeers(PeerAssembly parts, ServerMetrics metrics, EventLog log, Halt halt)
            throws Transport.TransportException {
        this.metrics = metrics;
        this.log = log;
        this.maxLogToSnapshot = parts.maxLogToSnapshot();
        this.loop = new PeerLoop(parts.transport(), parts.keepAlive(), log, halt);
        this.worker = new Worker("learners", halt);
        this.watch = new LeaderWatch(parts.ensemble(), log);
        this.election =
                new ElectionLinks(
                        loop,
                        parts.self(),
                        parts.others(),
                        parts.electionSettings(),
                        input -> {
                            watch.note(input);
                            core().putAll(List.of(input));
                        });
        this.quorum =
                new QuorumLinks(
                        loop,
                        parts.places(),
                        parts.quorumSettings(),
                        new QuorumLinks.Ports(this::heard, worker::run));
        this.intake = new SnapshotIntake(worker, new Intake());
    }

    private void heard(List<ZabInput> inputs) {
        for (ZabInput input : inputs) {
            if (input instanceof ZabInput.LeaderSaid(long _, FromLeader message)) {
                metrics.learning.heard(message, System.currentTimeMillis());
            }
        }
        core().putAll(inputs);
    }

    private final class Intake implements SnapshotIntake.Outcome {
        @Override
        public void taken() {
            quorum.partTaken();
        }

        @Override
        public void built(LogOrder.Install install) {
            core().run(() -> core().order(install));
        }

        @Override
        public void broken(long generation, String reason) {
            log.error("the leader's snapshot cannot be used: " + reason);
            core().put(new CoreInput.Consensus(new ZabInput.SnapshotBroken(generation)));
        }
    }

    /** Before {@link #open}. */
    void connect(CoreLoop coreLoop, HistoryKeeper historyKeeper, History sharedHistory) {
        core = coreLoop;
        keeper = historyKeeper;
        history = sharedHistory;
    }

    /** Lets the others in, and dials them. */
    void open() {
        election.open();
        quorum.open();
        worker.everyFromLater(WATCH_NS, this::lookForLeader);
    }

    private void lookForLeader() {
        var _ =
                core().ask(Core::report)
                        .thenAccept(
                                report -> watch.look(report.phase(), report.ensemble().standing()));
    }

    /** The core has ended a turn: what it sent leaves. */
    void flush() {
        quorum.flush();
    }

    @Override
    public void notify(ServerId to, Notification notification) {
        election.send(to, notification);
    }

    @Override
    public void connect(ServerId leader) {
        quorum.connect(leader);
    }

    @Override
    public void disconnect(long link) {
        quorum.disconnect(link);
    }

    @Override
    public void send(long link, FromLeader message) {
        metrics.office.says(message, System.nanoTime());
        quorum.send(link, message);
    }

    @Override
    public void send(long link, FromLearner message) {
        quorum.send(link, message);
    }

    @Override
    public void lookUp(long link, Zxid last) {
        Zxid durable = Objects.requireNonNull(keeper).reached();
        worker.run(() -> {
            Optional<Zxid> floor = floor(last, durable);
            core().put(new CoreInput.Consensus(new ZabInput.LookedUp(link, last, floor)));
        });
    }

    /** Where {@code last} lies in the log on disk; empty where that cannot be relied on. */
    private Optional<Zxid> floor(Zxid last, Zxid durable) {
        String why;
        try {
            Lookup found =
                    maxLogToSnapshot < 0
                            ? new Lookup.Unprovable("snapshotSizeFactor is below 0")
                            : history().lookUp(last, durable, maxLogToSnapshot);
            if (found instanceof Lookup.TooLarge
                    && history().lookUp(last, durable, 0) instanceof Lookup.Found whole
                    && whole.logBytes() <= ALWAYS_LOG_BYTES) {
                found = whole;
            }
            switch (found) {
                case Lookup.Found(Zxid zxid, long _) -> {
                    return Optional.of(zxid);
                }
                case Lookup.TooLarge _ -> why = "all transactions behind it weigh more";
                case Lookup.Unprovable(String reason) -> why = reason;
            }
        } catch (DiskException failure) {
            why = String.valueOf(failure.getMessage());
        }
        log.info("a learner at " + last + " gets a snapshot: " + why);
        return Optional.empty();
    }

    @Override
    public void sendHistory(long link, Zxid after, Zxid upTo) {
        quorum.send(link, new HistoryStream(history(), after, upTo));
    }

    @Override
    public void sendSnapshot(long link, Zxid label, State state) {
        log.info("sending a snapshot of " + label + " to a learner");
        quorum.send(link, new StateStream(state, label));
    }

    @Override
    public void keepEpochs(long token, Epoch accepted, Epoch current, ZabStart.Standing standing) {
        core().order(new LogOrder.KeepEpochs(token, accepted, current, standing));
    }

    @Override
    public void truncate(long generation, Zxid to, Zxid applied) {
        core().order(new LogOrder.Truncate(generation, to, applied));
    }

    @Override
    public void beginSnapshot(long generation, Zxid zxid) {
        intake.begin(generation, zxid);
    }

    @Override
    public void addToSnapshot(List<SnapshotRecord> records) {
        intake.add(records);
    }

    @Override
    public void extendSnapshot(Zxid zxid, Bytes txn) {
        intake.extend(txn);
    }

    @Override
    public void finishSnapshot() {
        intake.finish();
    }

    private CoreLoop core() {
        return Objects.requireNonNull(core);
    }

    private History history() {
        return Objects.requireNonNull(history);
    }

    /** Leaves the others; what was sent before gets a moment to go out. */
    @Override
    public void close() {
        election.close();
        quorum.close();
        loop.close();
        worker.stop(WORKER_STOP_MS);
    }
}
