package org.muster.sim.host;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.BrokenInvariantException;
import org.muster.model.Bytes;
import org.muster.model.Now;
import org.muster.model.SessionId;
import org.muster.model.Zxid;
import org.muster.replica.ReplicaConfig;
import org.muster.replica.core.Core;
import org.muster.replica.core.CoreEffects;
import org.muster.replica.core.CoreInput;
import org.muster.replica.core.CoreStart;
import org.muster.replica.core.PeerEffects;
import org.muster.replica.route.Batch;
import org.muster.replica.route.Delivery;
import org.muster.replica.route.Submission;
import org.muster.replica.trace.TraceEvent;
import org.muster.sim.world.Rng;
import org.muster.state.State;

/** The thread of the core: takes all that waits, steps once for each, hands out the effects. */
final class CoreTask implements CoreEffects {
    private final Machine machine;
    private final SimProcess process;
    private final ReplicaConfig config;
    private final Rng rng;
    private final Core core;
    private final List<FrontTask> fronts;
    private final Deque<CoreInput> inbox = new ArrayDeque<>();
    private final LogTask log;
    private final SnapshotTask snapshots;
    private final @Nullable PeerTask peers;
    private boolean scheduled;
    private boolean tickDue;
    private boolean roleChanged;
    private long lastTickNs;

    /** What the core's effects go to. */
    record Wiring(
            List<FrontTask> fronts,
            LogTask log,
            SnapshotTask snapshots,
            @Nullable PeerTask peers) {}

    CoreTask(
            Machine machine,
            SimProcess process,
            ReplicaConfig config,
            CoreStart start,
            Wiring wiring) {
        this.machine = machine;
        this.process = process;
        this.config = config;
        this.rng = machine.rng().stream("core");
        this.fronts = wiring.fronts();
        this.log = wiring.log();
        this.snapshots = wiring.snapshots();
        this.peers = wiring.peers();
        this.core = new Core(config, start, fronts.size(), machine.clock().now());
    }

    void start() {
        fronts.forEach(front -> front.start(this));
        log.start(this);
        process.later(config.tickIntervalMs() * 1_000_000L, this::tick);
        lastTickNs = machine.world().nowNs();
    }

    Core core() {
        return core;
    }

    void submit(int front, List<Submission> submissions) {
        input(new CoreInput.Submissions(front, submissions));
    }

    void input(CoreInput input) {
        inbox.add(input);
        schedule();
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
        while (!inbox.isEmpty() && process.isAlive()) {
            CoreInput input = inbox.remove();
            tellOracle(input);
            core.step(now, input, this);
        }
        if (tickDue && process.isAlive()) {
            tickDue = false;
            machine.ticked(lastTickNs, config.tickIntervalMs());
            lastTickNs = machine.world().nowNs();
            core.step(now, new CoreInput.Tick(), this);
        }
        if (process.isAlive()) {
            roleChanged = false;
            core.endTurn(now, this);
            if (roleChanged && process.isAlive()) {
                machine.judge().changedRole(core);
            }
        }
    }

    private void tellOracle(CoreInput input) {
        if (input instanceof CoreInput.HistoryReplaced(long _, Zxid last, State _)) {
            machine.judge().replaced(last);
        }
        if (input instanceof CoreInput.Submissions(int _, List<Submission> submissions)) {
            for (Submission submission : submissions) {
                if (submission instanceof Submission.Touched(List<SessionId> heard, long upToNs)) {
                    machine.judge().told(heard, upToNs);
                }
            }
        }
    }

    @Override
    public void append(long generation, Zxid zxid, Bytes payload) {
        machine.note("append", zxid.value());
        machine.boundary();
        machine.judge().appended(zxid, payload);
        log.append(generation, zxid, payload);
    }

    @Override
    public void deliver(int front, Batch batch) {
        if (!process.isAlive()) {
            return;
        }
        for (Delivery delivery : batch.deliveries()) {
            switch (delivery) {
                case Delivery.Committed committed -> {
                    if (front == 0) {
                        machine.judge().delivered(committed);
                    }
                }
                case Delivery.Attached attached -> machine.judge().attached(attached);
                case Delivery.Held _, Delivery.Resumed _, Delivery.Reset _ -> roleChanged = true;
                case Delivery.Answered _, Delivery.Refused _, Delivery.Detached _ -> {}
            }
        }
        Batch copy = new Batch(new ArrayList<>(batch.deliveries()));
        fronts.get(front).deliver(copy);
    }

    @Override
    public void trace(TraceEvent event) {
        machine.world().coverage().reached(event.mark());
    }

    @Override
    public void takeSnapshot(State state) {
        snapshots.take(state);
    }

    @Override
    public PeerEffects peers() {
        if (peers == null) {
            throw new BrokenInvariantException("a standalone server has no peers");
        }
        return peers;
    }

    @Override
    public void halt(String reason) {
        process.die("halt: " + reason);
    }
}
