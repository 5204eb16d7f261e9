package org.muster.server;

import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.muster.model.Zxid;
import org.muster.replica.ReplicaConfig;
import org.muster.replica.core.Core;
import org.muster.replica.core.CoreInput;
import org.muster.replica.core.CoreReport;
import org.muster.replica.core.CoreStart;
import org.muster.replica.core.PeerEffects;
import org.muster.replica.front.Front;
import org.muster.replica.route.Batch;
import org.muster.replica.trace.TraceEvent;
import org.muster.server.clients.ClientLoop;
import org.muster.server.clients.ClientPort;
import org.muster.server.clients.WaitingRoom;
import org.muster.server.config.ServerConfig;
import org.muster.server.data.Configuration;
import org.muster.server.data.DataException;
import org.muster.server.data.MemberData;
import org.muster.server.data.OpenedData;
import org.muster.server.log.EventLog;
import org.muster.server.loop.Clocks;
import org.muster.server.loop.CoreLoop;
import org.muster.server.loop.Halt;
import org.muster.server.loop.HistoryKeeper;
import org.muster.server.loop.LogKeeper;
import org.muster.server.loop.LogThread;
import org.muster.server.loop.ProcessHalt;
import org.muster.server.loop.ScrubDesk;
import org.muster.server.loop.SnapshotDesk;
import org.muster.server.loop.Worker;
import org.muster.server.metrics.ServerMetrics;
import org.muster.server.sockets.Transport;
import org.muster.state.State;
import org.muster.storage.Store;
import org.muster.storage.disk.DiskException;
import org.muster.storage.log.LogSettings;
import org.muster.storage.log.LogWriter;
import org.muster.storage.recovery.Recovered;
import org.muster.storage.snapshot.SnapshotSchedule;
import org.muster.zab.ZabPhase;

/** One server, from its data directories to its client port. */
public final class Server implements AutoCloseable {
    private static final int NO_PORT = 1;
    private static final int NO_DATA = 3;
    private static final long DRAIN_MS = 2_000;
    private static final long HAND_OVER_MS = 5_000;
    private static final long WORKER_STOP_MS = 5_000;

    private final ServerConfig config;
    private final EventLog log;
    private final Halt halt;
    private final Store store;
    private final ServerMetrics metrics;
    private final Monitoring monitoring;
    private final TraceDesk traces;
    private final Worker files;
    private final Worker snapshots;
    private final Worker scrubs;
    private final ScrubDesk scrubDesk;
    private final CoreLoop coreLoop;
    private final ClientPort port;
    private final SnapshotDesk desk;
    private final Optional<MemberPeers> peers;
    private Optional<InetSocketAddress> address = Optional.empty();
    private boolean served;
    private boolean stopped;

    private Server(
            ServerConfig config, EventLog log, Halt halt, OpenedData data, Monitoring monitoring)
            throws DiskException, ClientPort.PortException, Transport.TransportException {
        this.config = config;
        this.log = log;
        this.halt = halt;
        // Not the data themselves: their state would keep every znode that has been deleted since.
        this.store = data.store();
        this.monitoring = monitoring;
        this.metrics = monitoring.metrics();
        metrics.recovered(data.loaded(), data.times());
        if (config.ensemble().isPresent()) {
            metrics.looking.increment();
        }
        this.traces = new TraceDesk(metrics, log, config.rules().extendedTypesChosen());
        this.files = new Worker("files", halt);
        this.snapshots = new Worker("snapshots", halt);
        this.scrubs = new Worker("scrub", halt);
        int loops = Assembly.loops(config);
        this.peers = newPeers();
        ReplicaConfig replica = Assembly.replica(config, data, loops);
        Core core = new Core(replica, coreStart(data), loops, Clocks.now());
        this.coreLoop =
                new CoreLoop(core, new Effects(), halt, metrics.deciding, replica.tickIntervalMs());
        this.desk = newDesk(data.loaded());
        Zxid recovered = data.state().lastZxid();
        this.scrubDesk =
                new ScrubDesk(
                        store.directories(),
                        () -> recovered,
                        new ScrubDesk.Answer(
                                coreLoop::put, config.ensemble().isPresent() ? halt : null),
                        log);
        this.port =
                new ClientPort(
                        new ClientPort.Parts(
                                config.clients(),
                                config.throttle(),
                                replica,
                                config.limits().largeRequestsMaxBytes(),
                                monitoring.words(),
                                log),
                        loops,
                        new ClientLoop.Start(
                                data.state(),
                                coreLoop::submit,
                                halt,
                                traces,
                                Runtime.getRuntime().maxMemory() / 4 / loops));
        startLog(recovered, data.member());
    }

    /**
     * Starts a server and returns when it serves. The process ends at once if later the disk fails
     * or an invariant breaks.
     *
     * @throws StartException if it cannot
     */
    public static Server start(ServerConfig config, EventLog log) throws StartException {
        return start(config, log, new ProcessHalt(log));
    }

    /** Stops in order when the process is asked to end; its exit code then names the signal. */
    public void stopOnSignal() {
        ProcessHalt.onSignal(this::close);
    }

    /** The same with another way to end. */
    static Server start(ServerConfig config, EventLog log, Halt halt) throws StartException {
        config.warnings().forEach(log::warn);
        Monitoring monitoring = Monitoring.start(config, log, halt);
        try {
            return start(config, log, halt, monitoring);
        } catch (StartException refusal) {
            monitoring.stop();
            throw refusal;
        }
    }

    private static Server start(ServerConfig config, EventLog log, Halt halt, Monitoring monitoring)
            throws StartException {
        Optional<WaitingRoom> room = monitoring.waitingRoom(config);
        try {
            Server server = recovered(config, log, halt, monitoring);
            room.ifPresent(WaitingRoom::close);
            return server.listening();
        } catch (ClientPort.PortException refusal) {
            throw new StartException(NO_PORT, Objects.toString(refusal.getMessage()));
        } finally {
            room.ifPresent(WaitingRoom::close);
        }
    }

    private static Server recovered(
            ServerConfig config, EventLog log, Halt halt, Monitoring monitoring)
            throws StartException {
        OpenedData data;
        try {
            data = OpenedData.open(config, OpenedData.snapshotSettings(config), log);
        } catch (DataException refusal) {
            throw new StartException(NO_DATA, Objects.toString(refusal.getMessage()));
        }
        try {
            return new Server(config, log, halt, data, monitoring);
        } catch (ClientPort.PortException | Transport.TransportException refusal) {
            data.store().close();
            throw new StartException(NO_PORT, Objects.toString(refusal.getMessage()));
        } catch (DiskException failure) {
            data.store().close();
            throw new StartException(NO_DATA, Objects.toString(failure.getMessage()));
        }
    }

    private Server listening() throws ClientPort.PortException {
        if (config.clients().listen().isPresent()) {
            try {
                address = Optional.of(port.listen(config.clients().listen().get()));
            } catch (ClientPort.PortException refusal) {
                close();
                throw refusal;
            }
        }
        // Not before: what a probe hears in the waiting room must not say that clients may come.
        monitoring.serve(coreLoop, port);
        served = true;
        scrubDesk.start(scrubs);
        peers.ifPresent(MemberPeers::open);
        ServerConfig.Purge purge = config.disk().purge();
        if (purge.intervalHours() > 0) {
            snapshots.every(
                    TimeUnit.HOURS.toNanos(purge.intervalHours()),
                    () -> desk.purge(purge.retain()));
        }
        return this;
    }

    private static CoreStart coreStart(OpenedData data) {
        return new CoreStart(
                data.state(),
                1,
                data.idBaseMs(),
                data.legacySessions(),
                data.member().map(MemberData::start).orElse(null));
    }

    private Optional<MemberPeers> newPeers() throws Transport.TransportException {
        return config.ensemble().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new MemberPeers(
                                new PeerAssembly(config, config.ensemble().get()),
                                metrics,
                                log,
                                halt));
    }

    private SnapshotDesk newDesk(Recovered.Loaded loaded) {
        SnapshotSchedule schedule =
                new SnapshotSchedule(
                        Assembly.snapshotBounds(config.disk().snapshots()), loaded.snapshotBytes());
        schedule.onLogged(loaded.records(), loaded.logBytes());
        return new SnapshotDesk(
                store,
                OpenedData.snapshotSettings(config),
                schedule,
                new SnapshotDesk.Parts(snapshots, coreLoop::put, metrics, log));
    }

    private void startLog(Zxid last, Optional<MemberData> memory) throws DiskException {
        ServerConfig.Log settings = config.disk().log();
        LogSettings logSettings = OpenedData.logSettings(settings);
        LogWriter writer = store.logWriter(logSettings, last);
        Optional<HistoryKeeper> history = memory.map(member -> newHistory(member, last));
        peers.ifPresent(links -> links.connect(coreLoop, history.orElseThrow(), store.history()));
        LogKeeper keeper =
                new LogKeeper(
                        writer,
                        store.segmentPreparer(logSettings),
                        new LogKeeper.Parts(
                                files,
                                history,
                                settings.syncWarningMs(),
                                settings.forceSync(),
                                desk,
                                metrics,
                                log,
                                halt));
        if (Assembly.ownLogThread(settings, peers.isPresent())) {
            coreLoop.start(
                    new LogThread(
                            keeper,
                            coreLoop::put,
                            halt,
                            settings.flushDelayMs(),
                            settings.maxBatch()));
        } else {
            coreLoop.start(keeper);
        }
    }

    private HistoryKeeper newHistory(MemberData member, Zxid last) {
        return new HistoryKeeper(
                store,
                member.epochs(),
                OpenedData.snapshotSettings(config),
                new HistoryKeeper.Desk(
                        desk, log, Configuration.of(config.ensemble().orElseThrow().members())),
                last);
    }

    /** Where clients connect; empty if the configuration has no client port. */
    public Optional<InetSocketAddress> address() {
        return address;
    }

    /**
     * Stops in order: no new connection, everything submitted is committed and answered within a
     * bound, everything is safe on disk, and nothing of it runs any more. May be called again.
     */
    @Override
    public synchronized void close() {
        if (stopped) {
            return;
        }
        stopped = true;
        port.stopAccepting();
        if (peers.isPresent()) {
            handOver();
        }
        port.dropInput();
        drain();
        for (ClientLoop loop : port.loops()) {
            await(loop.ask(Server::closeAll));
        }
        // The core first: as long as other members speak to it, it has something for the fronts.
        coreLoop.stop();
        port.shutDown();
        peers.ifPresent(MemberPeers::close);
        desk.stop();
        scrubDesk.stop();
        scrubs.stop(WORKER_STOP_MS);
        snapshots.stop(WORKER_STOP_MS);
        files.stop(WORKER_STOP_MS);
        monitoring.stop();
        store.close();
        if (served) {
            log.info("stopped");
        }
    }

    /** A leader leaves only when another can take its place at once, or after a bound. */
    private void handOver() {
        coreLoop.put(new CoreInput.HandOver());
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(HAND_OVER_MS);
        CoreReport report = await(coreLoop.ask(Core::report));
        while (report != null
                && report.phase() instanceof ZabPhase.Leading
                && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            report = await(coreLoop.ask(Core::report));
        }
    }

    private static boolean closeAll(Front front) {
        front.closeAll();
        return true;
    }

    /** Waits until nothing proposed is uncommitted, and what follows from it reached the fronts. */
    private void drain() {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DRAIN_MS);
        boolean idle = false;
        while (!idle && System.nanoTime() < deadline) {
            for (ClientLoop loop : port.loops()) {
                await(loop.ask(Front::root));
            }
            CoreReport report = await(coreLoop.ask(Core::report));
            idle = report == null || report.outstandingProposals() == 0;
        }
    }

    private static <T> @Nullable T await(java.util.concurrent.Future<T> answer) {
        try {
            return answer.get(DRAIN_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopRequested) {
            Thread.currentThread().interrupt();
            return null;
        } catch (ExecutionException | TimeoutException noAnswer) {
            return null;
        }
    }

    private final class Effects implements CoreLoop.Ports {
        @Override
        public void deliver(int front, Batch batch) {
            if (front == 0) {
                monitoring.digests().observe(batch);
            }
            port.loops().get(front).deliver(batch);
        }

        @Override
        public void trace(TraceEvent event) {
            traces.trace(event);
        }

        @Override
        public void takeSnapshot(State state) {
            desk.take(state);
        }

        @Override
        public PeerEffects peers() {
            return peers.orElseThrow();
        }

        @Override
        public void turnEnded() {
            peers.ifPresent(MemberPeers::flush);
        }
    }
}
