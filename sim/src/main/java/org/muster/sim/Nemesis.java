package org.muster.sim;

import java.util.List;
import org.muster.sim.host.DamagePlan;
import org.muster.sim.host.DiskNemesis;
import org.muster.sim.host.Machine;
import org.muster.sim.workload.SimClient;
import org.muster.sim.world.Rng;
import org.muster.sim.world.SimLink;
import org.muster.sim.world.World;

/** Brings the faults of a run about, each kind from its own stream of chance. */
final class Nemesis {
    private static final long TEN_YEARS_MS = 10L * 365 * 24 * 3600 * 1000;

    private final World world;
    private final Machine machine;
    private final FaultShape faults;
    private final List<SimClient> clients;
    private final DiskNemesis disk;
    private final FaultSeries series;

    Nemesis(World world, Machine machine, FaultShape faults, List<SimClient> clients) {
        this.world = world;
        this.machine = machine;
        this.faults = faults;
        this.clients = clients;
        this.disk = new DiskNemesis(world, faults.disk(), 0);
        this.series = new FaultSeries(world);
    }

    void start() {
        machine.volumes().setFaults(disk);
        series.repeat("crash", faults.crashEveryNs(), armed(this::crash));
        series.repeat("power", faults.powerEveryNs(), armed(this::power));
        series.repeat("pause", faults.pauseEveryNs(), armed(this::pause));
        series.repeat("jump", faults.jumpEveryNs(), armed(this::jump));
        series.repeat("link", faults.linkEveryNs(), armed(this::link));
        series.repeat("nap", faults.clientEveryNs(), armed(this::nap));
        series.repeat("full", faults.fullEveryNs(), armed(this::full));
        series.repeat("damage", faults.damageChance() > 0 ? 300_000_000L : 0, armed(this::damage));
    }

    /** Nothing goes wrong from now on; what is broken stays broken until it is noticed. */
    void stop() {
        series.stop();
        disk.setRates(DiskNemesis.Rates.NONE);
    }

    /** The operator may have put another disk in. */
    private FaultSeries.Fault armed(FaultSeries.Fault fault) {
        return rng -> {
            machine.volumes().setFaults(disk);
            fault.strike(rng);
        };
    }

    private void crash(Rng rng) {
        machine.crash("crash planned");
        damage(rng);
    }

    private void power(Rng rng) {
        machine.losePower(rng.chance(0.3) ? 0 : faults.powerKept(), faults.inOrder());
        damage(rng);
    }

    private void pause(Rng rng) {
        machine.pause(rng.logUniform(10_000_000L, 10_000_000_000L));
    }

    private void jump(Rng rng) {
        long byMs = rng.chance(0.8) ? rng.between(1_000, 60_000) : rng.between(1, TEN_YEARS_MS);
        long jumpMs = rng.nextBoolean() ? byMs : -byMs;
        world.coverage().reached("wall clock jumped");
        world.note("wall clock jumps", jumpMs);
        machine.clock().jumpWall(jumpMs);
    }

    private void damage(Rng rng) {
        if (!machine.isOn() && rng.chance(faults.damageChance())) {
            machine.damage(new DamagePlan(rng, world.coverage()));
        }
    }

    private void nap(Rng rng) {
        SimClient client = clients.get(rng.nextInt(clients.size()));
        SimLink link = client.link();
        long durationNs = rng.logUniform(50_000_000L, 15_000_000_000L);
        world.coverage().reached("client asleep");
        client.sleep(durationNs);
        if (link != null) {
            machine.clog(link.id());
            world.after(durationNs, () -> machine.unclog(link.id()));
        }
    }

    private void full(Rng rng) {
        world.coverage().reached("disk full");
        machine.volumes().fill(rng);
        world.after(
                rng.logUniform(50_000_000L, 5_000_000_000L), () -> machine.volumes().makeRoom());
    }

    private void link(Rng rng) {
        List<SimLink> links = machine.links();
        if (links.isEmpty()) {
            return;
        }
        FaultSeries.harm(links.get(rng.nextInt(links.size())), rng, world);
    }
}
