package org.muster.replica.front;

import java.util.ArrayList;
import java.util.List;
import org.muster.model.Id;
import org.muster.model.Now;
import org.muster.model.SessionId;
import org.muster.replica.ReplicaConfig;
import org.muster.replica.route.Batch;
import org.muster.replica.route.Delivery;
import org.muster.replica.route.Submission;
import org.muster.replica.trace.TraceEvent;
import org.muster.replica.trace.Tracer;
import org.muster.replica.watch.WatchTable;
import org.muster.state.State;
import org.muster.state.auth.AclRules;
import org.muster.state.auth.AuthSchemes;
import org.muster.state.query.Query;
import org.muster.wire.jute.ByteReader;

/**
 * One front of a member: the connections of one event loop, the order of their requests, their
 * watches, and its own reference to a state, on which it answers reads by itself. Single-threaded;
 * performs nothing itself; equal inputs give equal outputs.
 *
 * <p>A turn is {@link #beginTurn}, any number of the other calls, and {@link #endTurn}, which sends
 * what gathered: one write to each connection, one batch to the core.
 */
public final class Front {
    private static final long PING_PATIENCE_NS = 1_000_000_000;

    private final View view;
    private final Links links = new Links();
    private final FrontStatistics totals = new FrontStatistics();
    private final WatchTable<Connection> watches;
    private final ReadControl reading = new ReadControl();
    private final Outlet outlet;
    private final Outgoing outgoing;
    private final Line line;
    private final Exit exit;
    private final Hold hold;
    private final Handshake handshake;
    private final Intake intake;
    private final Deliveries deliveries;
    private final FrontReports reports;
    private long pingsLookedAtNs;
    private final ByteReader reader = new ByteReader(new byte[0]);
    private List<SessionId> touched = new ArrayList<>();
    private final List<Connection> heard = new ArrayList<>();
    private List<Id> latest = List.of(AuthSchemes.ofAddress(""));

    /**
     * The front of number {@code id}, beginning with the state that the core begins with.
     *
     * @param tracer is told of rare things, in the turn in which they happen
     */
    public Front(int id, ReplicaConfig config, State root, FrontOutput output, Tracer tracer) {
        this.view = new View(root);
        this.watches = new WatchTable<>(config.passwordKey().hashCode());
        this.outlet = new Outlet(config.limits(), reading);
        this.outgoing = new Outgoing(output);
        this.line = new Line(config.limits(), reading, totals.counts, tracer);
        AclRules aclRules = new AclRules(config.rules().auth());
        Events events = new Events(watches, outlet, aclRules, totals);
        Watching watching = new Watching(view, watches, events);
        Replies replies = new Replies(view, outlet, totals);
        Reads reads = new Reads(view, new Query(aclRules), watching);
        DirectReads direct = new DirectReads(view, aclRules, watching, replies);
        Exit.Wires wires = new Exit.Wires(reading, outlet, outgoing, tracer);
        this.exit = new Exit(links, watching, line, wires);
        this.hold = new Hold(config.ensemble() != null);
        this.handshake = new Handshake(config, view, hold, new Exit.Ways(exit, wires), totals);
        this.intake =
                new Intake(
                        view,
                        line,
                        new Requests(direct, reads, watching, replies),
                        new AuthSchemes(config.rules().auth()),
                        new Intake.Way(hold, exit, outgoing, tracer));
        this.deliveries =
                new Deliveries(
                        id,
                        view,
                        new Deliveries.Wiring(links, line, totals.counts),
                        new Deliveries.Steps(hold, events, replies, handshake, intake, exit));
        this.reports = new FrontReports(links, line, watches, totals);
    }

    /** Begins a turn at {@code now}. */
    public void beginTurn(Now now) {
        view.beginTurn(now);
        reading.beginTurn(now);
    }

    /**
     * A client has connected.
     *
     * @param ip the textual remote address without port: the automatic identity of scheme ip
     */
    public Connection connected(String ip, LinkPort port) {
        Connection.Moment accepted = new Connection.Moment(view.nowNs(), view.now().wallMs());
        Connection connection = new Connection(identitiesOf(ip), port, links.reserve(), accepted);
        links.put(connection);
        handshake.expect(connection);
        return connection;
    }

    /** Connections in a row from one host share what says so. */
    private List<Id> identitiesOf(String ip) {
        if (!latest.getFirst().id().equals(ip)) {
            latest = List.of(AuthSchemes.ofAddress(ip));
        }
        return latest;
    }

    /** A frame came, given without its length; the array is the caller's again afterwards. */
    public void frame(Connection connection, byte[] source, int offset, int length) {
        if (connection.deaf || connection.phase == Connection.Phase.GONE) {
            return;
        }
        connection.statistics.received++;
        totals.received++;
        reader.reset(source, offset, length);
        if (connection.phase == Connection.Phase.NEW) {
            handshake.accept(connection, reader);
            return;
        }
        if (!connection.touched) {
            connection.touched = true;
            heard.add(connection);
        }
        intake.accept(connection, reader, length);
    }

    /**
     * The client will send nothing more that could be understood, because it has closed its side or
     * broken the framing. What it asked before is still answered; then the connection is closed.
     */
    public void halfClosed(Connection connection) {
        if (connection.phase != Connection.Phase.GONE) {
            intake.hangUp(connection);
        }
    }

    /** The connection is gone. */
    public void disconnected(Connection connection) {
        exit.lost(connection);
    }

    /** The socket has taken all that {@link LinkPort#send} reported as not taken. */
    public void drained(Connection connection) {
        if (connection.isPaused()) {
            reading.resume(connection, Connection.STOPPED_OUTPUT);
            intake.advance(connection);
        }
    }

    /** A four-letter word came and is answered by the shell: it counts as a packet each way. */
    public void wordAnswered(Connection connection) {
        connection.statistics.received++;
        connection.statistics.sent++;
        totals.received++;
        totals.sent++;
    }

    /** The core's batch came. */
    public void deliver(Batch batch) {
        List<Delivery> all = batch.deliveries();
        for (int i = 0; i < all.size(); i++) {
            deliveries.accept(all.get(i));
        }
    }

    /** Time has passed; one every {@link ReplicaConfig#tickIntervalMs}. */
    public void tick() {
        handshake.tick();
        if (hold.isOn()) {
            hold.begin(view.nowNs());
            links.snapshot().forEach(this::giveUpIfLate);
        }
        answerOldPings();
        for (Connection connection : reading.snapshot()) {
            keepAlive(connection);
        }
        for (Connection connection : heard) {
            // Even if it is gone by now: its session was heard from.
            connection.touched = false;
            touched.add(connection.session);
        }
        heard.clear();
        outgoing.add(new Submission.Touched(touched, view.nowNs()));
        touched = new ArrayList<>();
    }

    /** Nobody is kept so long that it could not find another member in time. */
    private void giveUpIfLate(Connection connection) {
        if (connection.phase != Connection.Phase.NEW && hold.isTooLong(connection, view.nowNs())) {
            exit.cut(connection, TraceEvent.Cause.LEADERLESS);
        }
    }

    private void answerOldPings() {
        if (line.outstanding() == 0 || view.nowNs() - pingsLookedAtNs < PING_PATIENCE_NS) {
            return;
        }
        pingsLookedAtNs = view.nowNs();
        links.forEach(connection -> intake.answerOldPings(connection, PING_PATIENCE_NS));
    }

    /**
     * A client whose socket is not read from cannot be heard, so the front speaks for it; but not
     * for ever, or a client that never takes its replies would keep its session.
     */
    private void keepAlive(Connection connection) {
        if (connection.phase == Connection.Phase.OPEN) {
            if (reading.isOverdue(connection)) {
                exit.cut(connection, TraceEvent.Cause.STUCK);
            } else {
                touched.add(connection.session);
            }
        }
    }

    /** Ends the turn: sends what gathered. */
    public void endTurn() {
        for (Connection tooSlow : outlet.flush()) {
            exit.cut(tooSlow, TraceEvent.Cause.SLOW);
        }
        outgoing.flush();
    }

    /** Closes every connection without another byte, as at shutdown; sessions live on. */
    public void closeAll() {
        for (Connection connection : links.snapshot()) {
            exit.cut(connection);
        }
    }

    /** The state on which reads are answered now. */
    public State root() {
        return view.root();
    }

    /** The bytes of the large requests that are in flight or held. */
    public long largeRequestBytes() {
        return line.largeBytes();
    }

    /** The totals. */
    public FrontReport report() {
        return reports.totals();
    }

    /** Requests that wait for their answers. */
    public long outstanding() {
        return reports.outstanding();
    }

    /** The connections in the order they came. */
    public List<ConnectionReport> connections() {
        return reports.connections();
    }

    /** The data watches by session, in the order of ids, the paths of each in byte order. */
    public List<WatchReport.BySession> watchesBySession() {
        return reports.watchesBySession();
    }

    /** The data watches by path, in byte order, the sessions of each in the order of ids. */
    public List<WatchReport.ByPath> watchesByPath() {
        return reports.watchesByPath();
    }

    /** Forgets the counts. */
    public void resetCounts() {
        totals.counts.reset();
    }

    /** Forgets the totals, but no counts ({@code srst}). */
    public void resetStatistics() {
        totals.reset();
    }

    /** Forgets each connection's counts ({@code crst}). */
    public void resetConnectionStatistics() {
        reports.resetConnections();
    }
}
