package org.muster.sim;

import java.util.ArrayList;
import java.util.List;
import org.muster.sim.host.DamagePlan;
import org.muster.sim.host.DiskNemesis;
import org.muster.sim.host.Machine;
import org.muster.sim.host.PeerNet;
import org.muster.sim.workload.SimClient;
import org.muster.sim.world.Rng;
import org.muster.sim.world.SimLink;
import org.muster.sim.world.Wires;
import org.muster.sim.world.World;

/** Brings the faults of a run with an ensemble about, each kind from its own stream of chance. */
final class EnsembleNemesis {
    private static final long TEN_YEARS_MS = 10L * 365 * 24 * 3600 * 1000;

    private final World world;
    private final Members members;
    private final FaultShape faults;
    private final EnsembleShape shape;
    private final List<SimClient> clients;
    private final FaultSeries series;
    private final List<DiskNemesis> disks = new ArrayList<>();

    EnsembleNemesis(
            World world,
            Members members,
            FaultShape faults,
            EnsembleShape shape,
            List<SimClient> clients) {
        this.world = world;
        this.members = members;
        this.faults = faults;
        this.shape = shape;
        this.clients = clients;
        this.series = new FaultSeries(world);
    }

    void start() {
        for (Machine machine : members.machines()) {
            disks.add(new DiskNemesis(world, faults.disk(), machine.number()));
            machine.setCrashChance(shape.boundaryChance());
        }
        arm();
        series.repeat("crash", faults.crashEveryNs(), this::crash);
        series.repeat("power", faults.powerEveryNs(), this::power);
        series.repeat("pause", faults.pauseEveryNs(), this::pause);
        series.repeat("jump", faults.jumpEveryNs(), this::jump);
        series.repeat("link", faults.linkEveryNs(), this::link);
        series.repeat("nap", faults.clientEveryNs(), this::nap);
        series.repeat("full", faults.fullEveryNs(), this::full);
        series.repeat("cut", shape.cutEveryNs(), this::cut);
        series.repeat("reset", shape.resetEveryNs(), this::reset);
    }

    /** Puts the faults of disks in again: a machine may have got another disk. */
    private void arm() {
        for (int i = 0; i < disks.size(); i++) {
            members.machines().get(i).volumes().setFaults(disks.get(i));
        }
    }

    /** Nothing goes wrong from now on; what is broken stays broken until it is noticed. */
    void stop() {
        series.stop();
        disks.forEach(disk -> disk.setRates(DiskNemesis.Rates.NONE));
        members.machines().forEach(Machine::heal);
        mend();
    }

    private Machine any(Rng rng) {
        Machine leader = members.leader();
        List<Machine> all = members.machines();
        Machine drawn = all.get(rng.nextInt(all.size()));
        return leader != null && rng.chance(0.3) ? leader : drawn;
    }

    private void crash(Rng rng) {
        Machine machine = any(rng);
        machine.crash("crash planned");
        harm(machine, rng);
        arm();
    }

    private void power(Rng rng) {
        double kept = rng.chance(0.3) ? 0 : faults.powerKept();
        List<Machine> victims = new ArrayList<>();
        if (rng.chance(0.3)) {
            victims.addAll(members.machines());
        } else {
            members.machines().stream().filter(_ -> rng.chance(0.4)).forEach(victims::add);
        }
        world.coverage()
                .sometimes("power loss of all", victims.size() == members.machines().size());
        victims.forEach(machine -> machine.losePower(kept, faults.inOrder()));
        if (!victims.isEmpty()) {
            harm(victims.get(rng.nextInt(victims.size())), rng);
        }
        arm();
    }

    private void harm(Machine machine, Rng rng) {
        if (machine.isOn() || !members.maySpare(machine)) {
            return;
        }
        if (rng.chance(shape.wipeChance())) {
            machine.wipe();
        } else if (rng.chance(faults.damageChance())) {
            machine.damage(new DamagePlan(rng, world.coverage()));
        }
    }

    private void pause(Rng rng) {
        any(rng).pause(rng.logUniform(10_000_000L, 5_000_000_000L));
    }

    private void jump(Rng rng) {
        long byMs = rng.chance(0.8) ? rng.between(1_000, 60_000) : rng.between(1, TEN_YEARS_MS);
        long jumpMs = rng.nextBoolean() ? byMs : -byMs;
        world.coverage().reached("wall clock jumped");
        world.note("wall clock jumps", jumpMs);
        any(rng).clock().jumpWall(jumpMs);
    }

    private void nap(Rng rng) {
        SimClient client = clients.get(rng.nextInt(clients.size()));
        SimLink link = client.link();
        long durationNs = rng.logUniform(50_000_000L, 15_000_000_000L);
        world.coverage().reached("client asleep");
        client.sleep(durationNs);
        if (link != null) {
            members.machines().forEach(machine -> machine.clog(link.id()));
            world.after(
                    durationNs,
                    () -> members.machines().forEach(machine -> machine.unclog(link.id())));
        }
    }

    private void full(Rng rng) {
        Machine machine = any(rng);
        world.coverage().reached("disk full");
        machine.volumes().fill(rng);
        world.after(
                rng.logUniform(50_000_000L, 5_000_000_000L), () -> machine.volumes().makeRoom());
    }

    private void link(Rng rng) {
        List<SimLink> links = any(rng).links();
        if (!links.isEmpty()) {
            FaultSeries.harm(links.get(rng.nextInt(links.size())), rng, world);
        }
    }

    private void reset(Rng rng) {
        List<PeerNet.Breakable> connections = members.net().connections();
        if (!connections.isEmpty()) {
            world.coverage().reached("quorum connection reset");
            PeerNet.Breakable victim = connections.get(rng.nextInt(connections.size()));
            switch (rng.nextInt(3)) {
                case 0 -> victim.reset(true, true);
                case 1 -> victim.reset(true, false);
                default -> victim.reset(false, true);
            }
        }
    }

    private void cut(Rng rng) {
        Wires wires = members.net().wires();
        switch (rng.nextInt(6)) {
            case 0 -> isolate(any(rng), true, true, "one member cut off");
            case 1 -> isolate(leaderOrAny(rng), true, true, "leader cut off");
            case 2 -> isolate(any(rng), true, false, "one-way: a member is not heard");
            case 3 -> isolate(leaderOrAny(rng), false, true, "one-way: the leader is deaf");
            case 4 -> split(rng, wires);
            default -> partial(rng, wires);
        }
        members.net().changed();
        world.after(rng.logUniform(100_000_000L, shape.cutLongestNs()), this::mend);
    }

    private void mend() {
        if (members.net().wires().anyCut()) {
            world.note("network mended");
        }
        members.net().wires().mendAll();
        members.net().changed();
    }

    private Machine leaderOrAny(Rng rng) {
        Machine leader = members.leader();
        return leader == null ? any(rng) : leader;
    }

    private void isolate(Machine machine, boolean out, boolean in, String what) {
        note(what, machine.number());
        for (Machine other : members.machines()) {
            if (other != machine) {
                if (out) {
                    members.net().wires().cut(machine.number(), other.number());
                }
                if (in) {
                    members.net().wires().cut(other.number(), machine.number());
                }
            }
        }
    }

    private void split(Rng rng, Wires wires) {
        List<Machine> left = new ArrayList<>();
        List<Machine> right = new ArrayList<>();
        members.machines().forEach(machine -> (rng.nextBoolean() ? left : right).add(machine));
        note("network split", left.size());
        for (Machine a : left) {
            for (Machine b : right) {
                wires.cut(a.number(), b.number());
                wires.cut(b.number(), a.number());
            }
        }
    }

    private void partial(Rng rng, Wires wires) {
        note("single ways cut or slow", 0);
        for (Machine a : members.machines()) {
            for (Machine b : members.machines()) {
                if (a != b && rng.chance(0.2)) {
                    wires.cut(a.number(), b.number());
                } else if (a != b && rng.chance(0.2)) {
                    wires.slow(a.number(), b.number(), rng.logUniform(1_000_000L, 500_000_000L));
                }
            }
        }
    }

    private void note(String what, long detail) {
        world.coverage().reached(what);
        world.note(what, detail);
    }
}
