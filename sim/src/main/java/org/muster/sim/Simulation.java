package org.muster.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.muster.sim.check.Oracle;
import org.muster.sim.host.Machine;
import org.muster.sim.host.ServerShape;
import org.muster.sim.host.Volumes;
import org.muster.sim.workload.LoadShape;
import org.muster.sim.workload.Rogue;
import org.muster.sim.workload.ScriptedTraffic;
import org.muster.sim.workload.SimClient;
import org.muster.sim.world.Rng;
import org.muster.sim.world.Schedule;
import org.muster.sim.world.ViolationException;
import org.muster.sim.world.World;

/**
 * One run under one seed: faults and load, then healing, then a demand for progress, then a last
 * power loss and a look at what is left.
 */
final class Simulation {
    /** What a run found. */
    public record Result(
            long seed,
            long hash,
            long simulatedNs,
            long steps,
            Map<String, Long> coverage,
            @Nullable Failure failure) {}

    /** A broken promise: the check, what it saw, and the events before it. */
    public record Failure(String check, String what, List<String> lastEvents) {}

    private static final long SECOND = 1_000_000_000L;
    private static final long LIVENESS_NS = 60 * SECOND;
    private static final long MAX_STEPS = 3_000_000;

    private final long seed;
    private final World world;
    private final Oracle oracle;
    private final Machine machine;
    private final Nemesis nemesis;
    private final List<SimClient> clients = new ArrayList<>();
    private final List<SimClient> started = new ArrayList<>();
    private final LoadShape load;
    private final long lengthNs;

    /** The run of {@code seed}; everything else follows. */
    public Simulation(long seed) {
        this(seed, Schedule.everything());
    }

    /** The same, of which only so much happens as {@code schedule} allows. */
    public Simulation(long seed, Schedule schedule) {
        this.seed = seed;
        this.world = new World(seed, schedule);
        Rng shape = world.rng().stream("shape");
        this.lengthNs = shape.logUniform(2 * SECOND, 25 * SECOND);
        ServerShape server = ServerShape.draw(shape.stream("server"));
        FaultShape faults = FaultShape.draw(shape.stream("faults"), lengthNs);
        this.load = LoadShape.draw(shape.stream("load"));
        this.oracle = new Oracle(world.coverage(), server.terms(false));
        Volumes volumes = Volumes.empty(world.rng(), server.separateLogs());
        this.machine =
                new Machine(new Machine.Setting(world, oracle, server, faults.links(), volumes));
        for (int i = 0; i < load.clients(); i++) {
            clients.add(SimClient.random(setting(load, i)));
        }
        this.nemesis = new Nemesis(world, machine, faults, clients);
    }

    private SimClient.Setting setting(LoadShape shape, int number) {
        return new SimClient.Setting(world, oracle, machine, shape, number);
    }

    /** Runs it to its end or to the first broken promise. */
    public Result run() {
        return Judgement.of(seed, world, this::phases);
    }

    private void phases() {
        machine.start();
        for (int i = 0; i < clients.size(); i++) {
            if (world.happens("clients", i, "client " + i + " starts")) {
                started.add(clients.get(i));
                clients.get(i).start();
            }
        }
        Rogue rogue = new Rogue(world, oracle, machine);
        rogue.start();
        nemesis.start();
        long now = 0;
        while (now < lengthNs) {
            now += SECOND / 2;
            world.runUntil(now, MAX_STEPS);
            machine.inspect();
        }
        world.note("heal");
        nemesis.stop();
        machine.heal();
        requireProgress();
        lastRites();
    }

    private void requireProgress() {
        long healedNs = world.nowNs();
        List<Integer> before = started.stream().map(SimClient::answered).toList();
        SimClient probe =
                new SimClient(setting(LoadShape.calm(), clients.size()), ScriptedTraffic.probe());
        probe.start();
        while (world.nowNs() < healedNs + LIVENESS_NS) {
            world.runUntil(world.nowNs() + SECOND / 2, MAX_STEPS);
            machine.inspect();
            if (probe.isDone() && allProgressed(before)) {
                return;
            }
        }
        throw new ViolationException(
                "C11",
                "no progress in %d s after healing: probe done %b, clients %s then %s"
                        .formatted(
                                LIVENESS_NS / SECOND,
                                probe.isDone(),
                                before,
                                started.stream().map(SimClient::answered).toList()));
    }

    private boolean allProgressed(List<Integer> before) {
        for (int i = 0; i < started.size(); i++) {
            if (started.get(i).answered() <= before.get(i)) {
                return false;
            }
        }
        return true;
    }

    /** The power fails with everything it may take, and the server must come up with the rest. */
    private void lastRites() {
        int starts = machine.starts();
        machine.losePower(0, true);
        long end = world.nowNs() + 20 * SECOND;
        while (world.nowNs() < end && !(machine.starts() > starts && machine.isServing())) {
            world.runUntil(world.nowNs() + SECOND / 10, MAX_STEPS);
        }
        if (!machine.isServing()) {
            throw new ViolationException("C11", "the server does not come back after the end");
        }
    }
}
