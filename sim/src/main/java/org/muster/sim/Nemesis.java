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
    private boolean active = true;

    Nemesis(World world, Machine machine, FaultShape faults, List<SimClient> clients) {
        this.world = world;
        this.machine = machine;
        this.faults = faults;
        this.clients = clients;
        this.disk = new DiskNemesis(world, faults.disk());
    }

    void start() {
        machine.volumes().setFaults(disk);
        repeat("crash", faults.crashEveryNs(), this::crash);
        repeat("power", faults.powerEveryNs(), this::power);
        repeat("pause", faults.pauseEveryNs(), this::pause);
        repeat("jump", faults.jumpEveryNs(), this::jump);
        repeat("link", faults.linkEveryNs(), this::link);
        repeat("nap", faults.clientEveryNs(), this::nap);
        repeat("full", faults.fullEveryNs(), this::full);
        repeat("damage", faults.damageChance() > 0 ? 300_000_000L : 0, this::damage);
    }

    /** Nothing goes wrong from now on; what is broken stays broken until it is noticed. */
    void stop() {
        active = false;
        disk.setRates(DiskNemesis.Rates.NONE);
    }

    private interface Fault {
        void strike(Rng rng);
    }

    private void repeat(String kind, long meanNs, Fault fault) {
        if (meanNs > 0) {
            schedule(new Series(kind, meanNs, fault, world.rng().stream("fault." + kind)), 1);
        }
    }

    /** The faults of one kind; when they strike follows from {@code rng}, what they do does not. */
    private record Series(String kind, long meanNs, Fault fault, Rng rng) {}

    private void schedule(Series series, long number) {
        long wait = (long) (-StrictMath.log(1 - series.rng.nextDouble()) * series.meanNs);
        world.after(
                wait,
                () -> {
                    if (active) {
                        machine.volumes().setFaults(disk);
                        if (world.happens(series.kind, number, series.kind)) {
                            series.fault.strike(series.rng.at(number));
                        }
                        schedule(series, number + 1);
                    }
                });
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
        SimLink link = links.get(rng.nextInt(links.size()));
        switch (rng.nextInt(5)) {
            case 0 -> link.reset(true, true);
            case 1 -> link.reset(true, false);
            case 2 -> {
                world.coverage().reached("half-open link");
                link.toServer().goDeaf();
            }
            case 3 -> {
                world.coverage().reached("half-open link");
                link.toClient().goDeaf();
            }
            default -> {
                long durationNs = rng.logUniform(10_000_000L, 10_000_000_000L);
                link.toServer().stall(durationNs);
                link.toClient().stall(durationNs);
            }
        }
    }
}
