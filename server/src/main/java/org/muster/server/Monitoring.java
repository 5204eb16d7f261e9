package org.muster.server;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.muster.server.admin.MetricsPort;
import org.muster.server.admin.ServerMeters;
import org.muster.server.admin.WordDesk;
import org.muster.server.admin.WordService;
import org.muster.server.clients.ClientPort;
import org.muster.server.clients.WaitingRoom;
import org.muster.server.config.ProductVersion;
import org.muster.server.config.ServerConfig;
import org.muster.server.config.ServerConfig.MetricsProvider;
import org.muster.server.log.EventLog;
import org.muster.server.loop.CoreLoop;
import org.muster.server.loop.Halt;
import org.muster.server.loop.Visits;
import org.muster.server.loop.Worker;
import org.muster.server.metrics.PauseMeter;
import org.muster.server.metrics.ServerMetrics;

/** What tells operators about a server: there from the start, also before anything is served. */
final class Monitoring {
    private static final int NO_PORT = 1;
    private static final long STOP_MS = 5_000;

    private final ServerMetrics metrics = new ServerMetrics();
    private final EventLog log;
    private final Worker admin;
    private final ServerMeters meters;
    private final Digests digests = new Digests();
    private final RunningMember member = new RunningMember(digests);
    private final WordService words;
    private Optional<Worker> pauses = Optional.empty();
    private Optional<MetricsPort> port = Optional.empty();

    private Monitoring(ServerConfig config, EventLog log, Halt halt) {
        this.log = log;
        this.admin = new Worker("admin", halt);
        this.meters = new ServerMeters(ProductVersion.text(), config, metrics, admin::run);
        this.words = new WordDesk(config, member, meters, admin::run, log);
    }

    /**
     * Starts what {@code config} asks for.
     *
     * @throws StartException if the port for metrics cannot be had
     */
    static Monitoring start(ServerConfig config, EventLog log, Halt halt) throws StartException {
        Monitoring monitoring = new Monitoring(config, log, halt);
        config.pauses().ifPresent(pauses -> monitoring.watchPauses(pauses, halt));
        if (config.metrics().kind() == MetricsProvider.Kind.PROMETHEUS) {
            monitoring.openPort(config.metrics());
        }
        return monitoring;
    }

    private void watchPauses(ServerConfig.Pauses settings, Halt halt) {
        Worker worker = new Worker("pauses", halt);
        PauseMeter meter = new PauseMeter(settings, System::nanoTime, metrics.pauseTime, log);
        worker.every(TimeUnit.MILLISECONDS.toNanos(settings.intervalMs()), meter::look);
        pauses = Optional.of(worker);
    }

    private void openPort(MetricsProvider provider) throws StartException {
        try {
            port = Optional.of(MetricsPort.open(provider, meters, new Visits("metrics"), log));
        } catch (IOException refusal) {
            stop();
            throw new StartException(
                    NO_PORT,
                    "metrics cannot be served on "
                            + provider.host()
                            + ":"
                            + provider.port()
                            + ": "
                            + refusal.getMessage());
        }
        admin.every(ServerMeters.OBSERVE_NS, meters::observe);
    }

    /** Where the threads of the server measure. */
    ServerMetrics metrics() {
        return metrics;
    }

    /** Answers four-letter words, from the start. */
    WordService words() {
        return words;
    }

    /** Gets the digests of the tree as they come. */
    Digests digests() {
        return digests;
    }

    /** The parts of the member, which can be asked from now on. */
    void serve(CoreLoop core, ClientPort clients) {
        member.connect(core, clients);
        meters.serve(member);
    }

    /**
     * Holds the client port until the server listens; nothing if any free port will do.
     *
     * @throws StartException if the port cannot be had
     */
    Optional<WaitingRoom> waitingRoom(ServerConfig config) throws StartException {
        Optional<ServerConfig.Listen> where = config.clients().listen();
        if (where.isEmpty() || where.get().port() == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(WaitingRoom.open(where.get(), words, new Visits("waiting")));
        } catch (ClientPort.PortException refusal) {
            throw new StartException(NO_PORT, Objects.toString(refusal.getMessage()));
        }
    }

    /** Ends its threads and closes its port. */
    void stop() {
        port.ifPresent(MetricsPort::close);
        pauses.ifPresent(worker -> worker.stop(STOP_MS));
        admin.stop(STOP_MS);
    }
}
