package org.muster.sim.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.muster.sim.check.Oracle;
import org.muster.sim.workload.Listener;
import org.muster.sim.world.LinkOptions;
import org.muster.sim.world.Rng;
import org.muster.sim.world.SimClock;
import org.muster.sim.world.SimLink;
import org.muster.sim.world.ViolationException;
import org.muster.sim.world.World;

/** The server's machine: its disk and clocks outlive its processes. */
public final class Machine implements Listener {
    /** What the machine is part of. */
    public record Setting(
            World world, Oracle oracle, ServerShape shape, LinkOptions links, Volumes volumes) {}

    private final World world;
    private final Oracle oracle;
    private final ServerShape shape;
    private final LinkOptions linkOptions;
    private final SimClock clock;
    private final Rng rng;
    private final Set<Long> clogged = new TreeSet<>();
    private Volumes volumes;
    private LogScan scan;
    private @Nullable Life life;
    private @Nullable Volumes beforeDamage;
    private long linkCount;
    private int starts;
    private int refusals;
    private boolean healed;

    /** A machine that is switched off. */
    public Machine(Setting setting) {
        this.world = setting.world();
        this.oracle = setting.oracle();
        this.shape = setting.shape();
        this.linkOptions = setting.links();
        this.volumes = setting.volumes();
        this.scan = scan();
        this.rng = world.rng().stream("machine");
        this.clock = new SimClock(world, shape.clockRate(), rng.between(1, 1L << 50));
    }

    World world() {
        return world;
    }

    Oracle oracle() {
        return oracle;
    }

    ServerShape shape() {
        return shape;
    }

    /** Its clocks. */
    public SimClock clock() {
        return clock;
    }

    /** Its disks as they are now. */
    public Volumes volumes() {
        return volumes;
    }

    private LogScan scan() {
        return new LogScan(volumes.logs(), shape.forceSync());
    }

    /** How often the server was started. */
    public int starts() {
        return starts;
    }

    /** How often it refused to serve. */
    public int refusals() {
        return refusals;
    }

    /** Whether a server runs and takes connections. */
    public boolean isServing() {
        return life != null && life.isServing();
    }

    /** Whether there is a process. */
    public boolean isOn() {
        return life != null;
    }

    /** Starts the server's process. */
    public void start() {
        if (life != null) {
            return;
        }
        starts++;
        world.note("start", starts);
        Life fresh = new Life(this, starts);
        life = fresh;
        fresh.begin();
    }

    /** The process ends now, and the operating system goes on. */
    public void crash(String why) {
        if (life != null) {
            life.end(why);
        }
    }

    /**
     * The power fails: the process ends and what was not synced may be lost. Without syncs nothing
     * is promised then, so there only the process ends.
     */
    public void losePower(double kept, boolean inOrder) {
        if (!shape.forceSync()) {
            crash("crash instead of a power loss");
            return;
        }
        crash("power loss");
        volumes.losePower(kept, inOrder);
        world.coverage().reached("power loss");
        world.note("power loss");
    }

    /** The process stands still. */
    public void pause(long durationNs) {
        if (life != null) {
            world.note("pause", durationNs);
            world.coverage().reached("server paused");
            life.process().pause(durationNs);
            // It may not have ended when the sessions are looked at next.
            oracle.serverPaused((long) (durationNs * 1.1));
        }
    }

    /** A thread had its tick, the one before at {@code lastNs}: what it was late is granted. */
    void ticked(long lastNs, int intervalMs) {
        long lateNs = world.nowNs() - lastNs - intervalMs * 1_000_000L;
        if (lateNs > 0) {
            oracle.serverPaused((long) (lateNs * 1.1));
        }
    }

    /** Damages the disk of the switched-off machine; a copy is kept for the operator. */
    public void damage(Damager damager) {
        if (life == null) {
            Volumes copy = volumes.copy();
            if (damager.damage(volumes, scan())) {
                if (beforeDamage == null) {
                    beforeDamage = copy;
                }
            }
        }
    }

    /** From now on nothing goes wrong any more. */
    public void heal() {
        healed = true;
        clogged.clear();
        volumes.makeRoom();
    }

    @Override
    public @Nullable SimLink connect(String address) {
        Life current = life;
        if (current == null || !current.isServing()) {
            return null;
        }
        SimLink link = new SimLink(world, ++linkCount, linkOptions);
        current.accept(link, address);
        return link;
    }

    /** The links that are open now, oldest first. */
    public List<SimLink> links() {
        return life == null ? new ArrayList<>() : life.links();
    }

    /** The client of this link reads nothing until {@link #unclog}. */
    public void clog(long link) {
        clogged.add(link);
    }

    /** It reads again. */
    public void unclog(long link) {
        clogged.remove(link);
        if (life != null) {
            life.clientReads(link);
        }
    }

    boolean isClogged(long link) {
        return clogged.contains(link);
    }

    void emitting(long zxid) {
        oracle.emitting(zxid, scan.durableUpTo());
    }

    /** The process has ended. */
    void ended(String why, List<SimLink> links) {
        world.note("process ends", why);
        world.coverage().reached("process ended: " + kindOf(why));
        life = null;
        volumes.loseProcess();
        boolean told = rng.nextBoolean();
        links.forEach(link -> link.reset(false, told));
        long down = healed ? 10_000_000L : rng.logUniform(1_000_000L, 5_000_000_000L);
        world.after(down, this::start);
    }

    private static String kindOf(String why) {
        int end = why.indexOf(' ');
        return end < 0 ? why : why.substring(0, end);
    }

    /** The server found its data wanting and does not serve. */
    void refused(String why) {
        refusals++;
        Volumes intact = beforeDamage;
        if (intact == null) {
            throw new ViolationException("C5", "refused to serve an undamaged disk: " + why);
        }
        world.coverage().reached("SUSPECT refused");
        world.note("operator restores the disk", why);
        beforeDamage = null;
        volumes = intact;
        volumes.makeRoom();
        scan = scan();
    }

    /** The server serves what it found; damage that was there is dealt with. */
    void served() {
        world.coverage().sometimes("damage survived", beforeDamage != null);
        beforeDamage = null;
        scan = scan();
    }

    long durableUpTo() {
        return scan.durableUpTo();
    }

    /** Every life-support check that can be made at any time. */
    public void inspect() {
        if (life != null && life.isServing()) {
            life.inspect();
        }
    }
}
