package org.muster.sim;

import java.util.ArrayList;
import java.util.List;
import org.muster.sim.check.Oracle;
import org.muster.sim.host.Machine;
import org.muster.sim.host.ServerShape;
import org.muster.sim.workload.LoadShape;
import org.muster.sim.workload.Rogue;
import org.muster.sim.workload.ScriptedTraffic;
import org.muster.sim.workload.SimClient;
import org.muster.sim.world.Rng;
import org.muster.sim.world.Schedule;
import org.muster.sim.world.ViolationException;
import org.muster.sim.world.World;
import org.muster.zab.ZabPhase;

/**
 * One run of an ensemble under one seed: faults and load, then healing, then a demand for progress
 * of every member, then a power loss of all at once and the same demand again.
 */
final class EnsembleSimulation {
    private static final long SECOND = 1_000_000_000L;
    private static final long LIVENESS_NS = 60 * SECOND;
    private static final long MAX_STEPS = 10_000_000;

    private final long seed;
    private final World world;
    private final Oracle oracle;
    private final Members members;
    private final EnsembleNemesis nemesis;
    private final List<SimClient> clients = new ArrayList<>();
    private final List<SimClient> started = new ArrayList<>();
    private final long lengthNs;
    private int probes;

    /** The run of {@code seed}; everything else follows. */
    EnsembleSimulation(long seed) {
        this(seed, Schedule.everything());
    }

    /** The same, of which only so much happens as {@code schedule} allows. */
    EnsembleSimulation(long seed, Schedule schedule) {
        this.seed = seed;
        this.world = new World(seed, schedule);
        Rng rng = world.rng().stream("ensemble");
        this.lengthNs = rng.logUniform(4 * SECOND, 40 * SECOND);
        ServerShape server = ServerShape.draw(rng.stream("server")).forMember();
        FaultShape faults = FaultShape.draw(rng.stream("faults"), lengthNs);
        EnsembleShape shape = EnsembleShape.draw(rng.stream("shape"), lengthNs);
        LoadShape load = LoadShape.draw(rng.stream("load"));
        this.oracle = new Oracle(world.coverage(), server.terms(true));
        this.members = new Members(world, oracle, shape, server, faults.links());
        for (int i = 0; i < load.clients(); i++) {
            clients.add(SimClient.random(setting(load, i)));
        }
        this.nemesis = new EnsembleNemesis(world, members, faults, shape, clients);
    }

    private SimClient.Setting setting(LoadShape load, int number) {
        return new SimClient.Setting(world, oracle, members, load, number);
    }

    /** Runs it to its end or to the first broken promise. */
    Simulation.Result run() {
        return Judgement.of(seed, world, this::phases);
    }

    private void phases() {
        members.machines().forEach(Machine::start);
        for (int i = 0; i < clients.size(); i++) {
            if (world.happens("clients", i, "client " + i + " starts")) {
                started.add(clients.get(i));
                clients.get(i).start();
            }
        }
        new Rogue(world, oracle, members).start();
        nemesis.start();
        while (world.nowNs() < lengthNs) {
            step();
        }
        world.note("heal");
        nemesis.stop();
        requireProgress("after healing");
        world.note("all lose power");
        members.machines().forEach(machine -> machine.losePower(0, true));
        requireProgress("after a power loss of all");
        members.agreement().count(world.coverage());
    }

    private void step() {
        world.runUntil(world.nowNs() + SECOND / 2, MAX_STEPS);
        members.machines().forEach(Machine::inspect);
        if (world.steps() >= MAX_STEPS) {
            throw new ViolationException("C11", "the run does not end");
        }
    }

    /** C11: all clients are answered, all members serve and have what was committed before. */
    private void requireProgress(String when) {
        long endNs = world.nowNs() + LIVENESS_NS;
        long owed = members.agreement().committed();
        List<Integer> before = started.stream().map(SimClient::answered).toList();
        SimClient probe =
                new SimClient(
                        setting(LoadShape.calm(), clients.size() + probes++),
                        ScriptedTraffic.probe());
        probe.start();
        while (world.nowNs() < endNs) {
            step();
            if (probe.isDone() && allProgressed(before) && lagging(owed).isEmpty()) {
                return;
            }
        }
        throw new ViolationException(
                "C11",
                "no progress in %d s %s: probe done %b, clients %s then %s, members that lag: %s"
                        .formatted(
                                LIVENESS_NS / SECOND,
                                when,
                                probe.isDone(),
                                before,
                                started.stream().map(SimClient::answered).toList(),
                                lagging(owed)));
    }

    private boolean allProgressed(List<Integer> before) {
        for (int i = 0; i < started.size(); i++) {
            if (started.get(i).answered() <= before.get(i)) {
                return false;
            }
        }
        return true;
    }

    private List<String> lagging(long owed) {
        List<String> lagging = new ArrayList<>();
        for (Machine machine : members.machines()) {
            var core = machine.core();
            if (core == null
                    || Members.phase(machine) instanceof ZabPhase.Looking
                    || core.committed().lastZxid().value() < owed) {
                lagging.add(
                        machine.number()
                                + ": "
                                + (core == null ? "off" : core.report().ensemble()));
            }
        }
        return lagging;
    }
}
