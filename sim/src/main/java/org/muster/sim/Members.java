package org.muster.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.muster.model.ServerId;
import org.muster.model.peer.Announcement;
import org.muster.model.peer.Feature;
import org.muster.model.peer.Features;
import org.muster.model.peer.Incarnation;
import org.muster.sim.check.Agreement;
import org.muster.sim.check.Oracle;
import org.muster.sim.host.Machine;
import org.muster.sim.host.PeerNet;
import org.muster.sim.host.Seat;
import org.muster.sim.host.ServerShape;
import org.muster.sim.host.Volumes;
import org.muster.sim.workload.Listener;
import org.muster.sim.world.LinkOptions;
import org.muster.sim.world.Rng;
import org.muster.sim.world.SimLink;
import org.muster.sim.world.Wires;
import org.muster.sim.world.World;
import org.muster.zab.ZabConfig;
import org.muster.zab.ZabPhase;

/** The machines of an ensemble; a client connects to any of them. */
final class Members implements Listener, Agreement.Electorate {
    private static final int INIT_LIMIT = 10;
    private static final int SYNC_LIMIT = 5;

    private final EnsembleShape shape;
    private final Agreement agreement;
    private final PeerNet net;
    private final Rng rng;
    private final List<Machine> machines = new ArrayList<>();

    Members(
            World world,
            Oracle oracle,
            EnsembleShape shape,
            ServerShape server,
            LinkOptions links) {
        this.shape = shape;
        this.agreement = new Agreement(world, oracle);
        this.net = new PeerNet(world, new Wires(world, shape.links()), shape.encodes());
        this.rng = world.rng().stream("listener");
        boolean marks = world.rng().stream("marks").chance(0.3);
        for (ServerId id : shape.members()) {
            Rng mine = world.rng().stream("volumes", id.value());
            Volumes volumes = Volumes.empty(mine, server.separateLogs());
            Machine.Setting setting = new Machine.Setting(world, oracle, server, links, volumes);
            machines.add(new Machine(setting, new Seat(config(id, server), net, agreement, marks)));
        }
        agreement.judgeSafetyBy(this);
    }

    private ZabConfig config(ServerId id, ServerShape server) {
        Features features = shape.extensions() ? Features.all() : Features.of(Feature.ATTACHMENTS);
        return new ZabConfig(
                id,
                shape.membership(),
                "server.1=a",
                new Announcement(features, Incarnation.FIRST),
                ZabConfig.Timing.of(server.tickTimeMs(), INIT_LIMIT, SYNC_LIMIT),
                shape.limits());
    }

    Agreement agreement() {
        return agreement;
    }

    PeerNet net() {
        return net;
    }

    List<Machine> machines() {
        return machines;
    }

    List<Machine> voters() {
        return machines.subList(0, shape.membership().voters().size());
    }

    /** Whether one more voter may lose its memory: those that can be relied on are a majority. */
    boolean maySpare(Machine victim) {
        long sound = voters().stream().filter(m -> m != victim && m.disks().isSound()).count();
        return !voters().contains(victim) || sound >= majority();
    }

    /** The machine that leads, null if none knows that it does. */
    @Nullable Machine leader() {
        return machines.stream()
                .filter(m -> m.core() != null && phase(m) instanceof ZabPhase.Leading)
                .findFirst()
                .orElse(null);
    }

    static ZabPhase phase(Machine machine) {
        var core = machine.core();
        return core == null ? ZabPhase.Looking.INSTANCE : core.report().phase();
    }

    @Override
    public int majority() {
        return shape.majority();
    }

    /** Those that somebody has damaged since may have been. */
    @Override
    public int sure(long zxid) {
        return count(m -> m.disks().holdsDurably(zxid) || m.disks().wasEverHarmed());
    }

    @Override
    public int said(long zxid) {
        return count(m -> agreement.mayVouch(m.number(), zxid) || m.disks().wasEverHarmed());
    }

    private int count(Predicate<Machine> voter) {
        return (int) voters().stream().filter(voter).count();
    }

    @Override
    public @Nullable SimLink connect(String address) {
        return machines.get(rng.nextInt(machines.size())).connect(address);
    }
}
