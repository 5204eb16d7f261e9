package org.muster.sim.host;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.muster.model.Now;
import org.muster.replica.ReplicaConfig;
import org.muster.replica.front.Connection;
import org.muster.replica.front.Front;
import org.muster.replica.route.Batch;
import org.muster.replica.route.Submission;
import org.muster.sim.world.Rng;
import org.muster.sim.world.SimLink;
import org.muster.sim.world.ViolationException;
import org.muster.state.State;

/** The thread of one front: takes what its sockets and the core brought, one turn at a time. */
final class FrontTask {
    /** A client has 16 requests in flight at most, and a rogue a few; chunks may join them. */
    private static final int FRAMES_A_TURN = 64;

    private static final long MAX_REPLY_BYTES = 1 << 20;

    private final Machine machine;
    private final SimProcess process;
    private final int number;
    private final ReplicaConfig config;
    private final Rng rng;
    private final Front front;
    private final List<ServerLink> links = new ArrayList<>();
    private final Set<ServerLink> ready = new LinkedHashSet<>();
    private final Deque<ServerLink> newcomers = new ArrayDeque<>();
    private final Deque<Batch> batches = new ArrayDeque<>();
    private final Set<ServerLink> drained = new LinkedHashSet<>();
    private @Nullable CoreTask core;
    private boolean scheduled;
    private boolean tickDue;
    private long lastTickNs;

    FrontTask(Machine machine, SimProcess process, int number, ReplicaConfig config, State root) {
        this.machine = machine;
        this.process = process;
        this.number = number;
        this.config = config;
        this.rng = machine.rng().stream("front", number);
        this.front =
                new Front(
                        number,
                        config,
                        root,
                        this::submit,
                        event -> machine.world().coverage().reached(event.mark()));
    }

    void start(CoreTask coreTask) {
        core = coreTask;
        process.later(config.tickIntervalMs() * 1_000_000L, this::tick);
        lastTickNs = machine.world().nowNs();
    }

    Front front() {
        return front;
    }

    List<ServerLink> links() {
        return links;
    }

    /** A client connected. */
    void accept(SimLink link, String address) {
        ServerLink fresh = new ServerLink(link, address, this, config.limits().maxFrameBytes());
        links.add(fresh);
        newcomers.add(fresh);
        schedule();
    }

    /** The core has something for this front. */
    void deliver(Batch batch) {
        batches.add(batch);
        schedule();
    }

    /** Something came for {@code link}. */
    void wake(ServerLink link) {
        ready.add(link);
        schedule();
    }

    /** The client of {@code link} reads again. */
    void clientReads(ServerLink link) {
        if (link.drain()) {
            drained.add(link);
            schedule();
        }
    }

    boolean clientTakes(ServerLink link) {
        return !machine.isClogged(link.link().id());
    }

    void emitting(long zxid) {
        machine.emitting(zxid);
    }

    /** {@code link} is not read from any more: if for none of the other reasons, then for bytes. */
    void stopsReading(ServerLink link) {
        boolean attached = link.session() != 0;
        boolean few = front.report().outstanding() <= config.limits().maxOutstanding();
        boolean taken = link.untaken() <= config.limits().pauseOutputBytes();
        machine.world().coverage().sometimes("queue full: bytes", attached && few && taken);
    }

    private void tick() {
        tickDue = true;
        schedule();
        process.later(config.tickIntervalMs() * 1_000_000L, this::tick);
    }

    private void schedule() {
        if (!scheduled) {
            scheduled = true;
            process.later(machine.shape().turnDelayNs(rng), this::turn);
        }
    }

    private void turn() {
        scheduled = false;
        Now now = machine.clock().now();
        front.beginTurn(now);
        boolean batchesFirst = rng.nextBoolean();
        if (batchesFirst) {
            takeBatches();
        }
        while (!newcomers.isEmpty()) {
            ServerLink link = newcomers.remove();
            link.accepted(front.connected(link.address(), link));
        }
        for (ServerLink link : new ArrayList<>(ready)) {
            read(link, now);
        }
        for (ServerLink link : drained) {
            Connection connection = link.connection();
            if (connection != null && !link.isClosed()) {
                front.drained(connection);
            }
        }
        drained.clear();
        if (!batchesFirst) {
            takeBatches();
        }
        if (tickDue) {
            tickDue = false;
            machine.ticked(lastTickNs, config.tickIntervalMs());
            lastTickNs = machine.world().nowNs();
            front.tick();
        }
        front.endTurn();
        links.removeIf(ServerLink::isClosed);
        requireBounds();
    }

    /** C12: what waits for one front stays within its limits, and one turn's frames beyond. */
    private void requireBounds() {
        long outstanding = front.outstanding();
        long allowed = config.limits().maxOutstanding() + FRAMES_A_TURN * (long) links.size();
        machine.world()
                .coverage()
                .sometimes("queue full: requests", outstanding >= config.limits().maxOutstanding());
        if (outstanding > allowed) {
            throw new ViolationException(
                    "C12", outstanding + " requests wait at a front that may hold " + allowed);
        }
        for (ServerLink link : links) {
            long mayWait = config.limits().maxOutputBytes() + MAX_REPLY_BYTES;
            machine.world()
                    .coverage()
                    .sometimes(
                            "queue full: output",
                            link.untaken() > config.limits().pauseOutputBytes());
            if (link.untaken() > mayWait) {
                throw new ViolationException(
                        "C12", link.untaken() + " bytes wait for one client's socket");
            }
        }
    }

    private void takeBatches() {
        while (!batches.isEmpty()) {
            front.deliver(batches.remove());
        }
    }

    private void read(ServerLink link, Now now) {
        Connection connection = link.connection();
        if (connection == null || link.isClosed()) {
            ready.remove(link);
            return;
        }
        for (byte[] chunk : link.takeUnread()) {
            boolean legal = link.inbound().accept(chunk, frame -> hand(link, frame, now));
            if (!legal) {
                gone(link, connection);
                return;
            }
        }
        if (link.isClosed()) {
            ready.remove(link);
        } else if (link.wasReset()) {
            gone(link, connection);
        } else if (link.isReading()) {
            ready.remove(link);
            if (link.hasEnded()) {
                front.halfClosed(connection);
            }
        }
    }

    private boolean hand(ServerLink link, byte[] frame, Now now) {
        Connection connection = link.connection();
        if (connection == null || link.isClosed()) {
            return false;
        }
        if (link.session() != 0) {
            machine.judge().contact(link.session(), now.monotonicNs());
        }
        front.frame(connection, frame, 0, frame.length);
        return !link.isClosed();
    }

    private void gone(ServerLink link, Connection connection) {
        ready.remove(link);
        links.remove(link);
        front.disconnected(connection);
        link.close();
    }

    private void submit(List<Submission> submissions) {
        CoreTask target = core;
        if (target != null) {
            List<Submission> copy = new ArrayList<>(submissions);
            target.submit(number, copy);
        }
    }
}
