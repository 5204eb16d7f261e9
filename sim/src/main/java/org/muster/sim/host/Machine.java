package org.muster.sim.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.muster.replica.core.Core;
import org.muster.sim.check.Oracle;
import org.muster.sim.workload.Listener;
import org.muster.sim.world.CrashException;
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

    private static final String POWER_LOSS = "power loss";
    private static final long LINKS_A_MEMBER = 1_000_000;

    private final World world;
    private final Judge judge;
    private final @Nullable Seat seat;
    private final LinkOptions linkOptions;
    private final SimClock clock;
    private final Rng streams;
    private final Rng rng;
    private Rng trials;
    private double crashChance;
    private long boundaries;
    private final Set<Long> clogged = new TreeSet<>();
    private final Disks disks;
    private @Nullable Life life;
    private long linkCount;
    private int starts;
    private int refusals;
    private boolean healed;
    private boolean powered = true;
    private ServerShape shape;

    /** A machine with a standalone server, switched off. */
    public Machine(Setting setting) {
        this(setting, null, setting.world().rng());
    }

    /** A machine with the member of an ensemble that sits at {@code seat}, switched off. */
    public Machine(Setting setting, Seat seat) {
        this(setting, seat, setting.world().rng().stream("member", seat.id().value()));
    }

    private Machine(Setting setting, @Nullable Seat seat, Rng rng) {
        this.world = setting.world();
        this.shape = setting.shape();
        this.seat = seat;
        this.streams = rng;
        this.trials = rng.stream("trials", 0);
        this.linkCount = seat == null ? 0 : seat.id().value() * LINKS_A_MEMBER;
        this.linkOptions = setting.links();
        this.disks = new Disks(setting.volumes(), shape.forceSync());
        this.rng = streams.stream("machine");
        this.clock = new SimClock(world, shape.clockRate(), rng.between(1, 1L << 50));
        this.judge =
                seat == null
                        ? new LoneJudge(this, setting.oracle())
                        : new MemberJudge(this, seat, setting.oracle());
    }

    World world() {
        return world;
    }

    Judge judge() {
        return judge;
    }

    /** The root of what is decided by chance on this machine. */
    Rng rng() {
        return streams;
    }

    /** Its place in an ensemble, null if its server stands alone. */
    @Nullable Seat seat() {
        return seat;
    }

    /** The decisions on crashes that are tried in the present life. */
    Rng trials() {
        return trials;
    }

    ServerShape shape() {
        return shape;
    }

    /** Its clocks. */
    public SimClock clock() {
        return clock;
    }

    /** Its disks. */
    public Disks disks() {
        return disks;
    }

    /** What is on its disks now. */
    public Volumes volumes() {
        return disks.volumes();
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
        powered = true;
        trials = streams.stream("trials", starts);
        note("start", starts);
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
        powered = life == null && powered;
        crash(POWER_LOSS);
        volumes().losePower(kept, inOrder);
        world.coverage().reached("power loss");
        note(POWER_LOSS);
    }

    /** The process stands still. */
    public void pause(long durationNs) {
        if (life != null) {
            note("pause", durationNs);
            world.coverage().reached("server paused");
            life.process().pause(durationNs);
            // It may not have ended when the sessions are looked at next.
            judge.late((long) (durationNs * 1.1));
        }
    }

    /** A thread had its tick, the one before at {@code lastNs}: what it was late is granted. */
    void ticked(long lastNs, int intervalMs) {
        long lateNs = world.nowNs() - lastNs - intervalMs * 1_000_000L;
        if (lateNs > 0) {
            judge.late((long) (lateNs * 1.1));
        }
    }

    /** Damages the disk of the switched-off machine; a copy is kept for the operator. */
    public void damage(Damager damager) {
        if (life == null) {
            disks.damage(damager);
        }
    }

    /** From now on nothing goes wrong any more. */
    public void heal() {
        healed = true;
        clogged.clear();
        volumes().makeRoom();
        crashChance = 0;
        if (seat != null) {
            shape = shape.calm();
        }
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
        judge.emitting(zxid);
    }

    /** The process has ended. */
    void ended(String why, List<SimLink> links) {
        note("process ends", why);
        world.coverage().reached("process ended: " + kindOf(why));
        life = null;
        disks.loseProcess();
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
        if (!disks.restore()) {
            throw new ViolationException("C5", "refused to serve an undamaged disk: " + why);
        }
        world.coverage().reached("SUSPECT refused");
        world.note("operator restores the disk", why);
    }

    /** The server serves what it found; damage that was there is dealt with. */
    void served() {
        world.coverage().sometimes("damage survived", disks.served());
    }

    /** Everything on the disks of the switched-off machine is gone. */
    public void wipe() {
        if (life == null) {
            world.coverage().reached("disk wiped");
            note("wiped");
            disks.wipe(streams.stream("wiped", starts));
        }
    }

    /** Whether its kernel runs: it does from a start of the server to the next power loss. */
    boolean isPowered() {
        return powered;
    }

    /** The process may end between any two of its effects, this often. */
    public void setCrashChance(double chance) {
        crashChance = chance;
    }

    /** A place between two effects, where the process may end. */
    void boundary() {
        if (crashChance > 0 && streams.stream("boundary", ++boundaries).chance(crashChance)) {
            if (world.happens("boundary " + number(), boundaries, "crash between effects")) {
                world.coverage().reached("crash between effects");
                throw new CrashException("a boundary of effects");
            }
        }
    }

    /** Its number in its ensemble, 0 for a server that stands alone. */
    public long number() {
        return seat == null ? 0 : seat.id().value();
    }

    /** Notes an event of this machine. */
    void note(String what, Object... details) {
        if (seat == null) {
            world.note(what, details);
            return;
        }
        Object[] numbered = new Object[details.length + 1];
        numbered[0] = seat.id();
        System.arraycopy(details, 0, numbered, 1, details.length);
        world.note(what, numbered);
    }

    /** The core that runs, null if none does. */
    public @Nullable Core core() {
        return life == null ? null : life.core();
    }

    /** Every life-support check that can be made at any time. */
    public void inspect() {
        if (life != null && life.isServing()) {
            judge.inspect();
        }
    }
}
