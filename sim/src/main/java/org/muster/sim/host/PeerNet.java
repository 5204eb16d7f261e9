package org.muster.sim.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.muster.model.ServerId;
import org.muster.sim.world.Flow;
import org.muster.sim.world.Rng;
import org.muster.sim.world.Wires;
import org.muster.sim.world.World;

/** The network between members: who can be reached, and the connections that stand. */
public final class PeerNet {
    private static final long DIAL_PATIENCE_NS = 2_000_000_000L;

    private record Pair(long low, long high) implements Comparable<Pair> {
        static Pair of(long a, long b) {
            return new Pair(Math.min(a, b), Math.max(a, b));
        }

        @Override
        public int compareTo(Pair other) {
            int byLow = Long.compare(low, other.low);
            return byLow != 0 ? byLow : Long.compare(high, other.high);
        }
    }

    private final World world;
    private final Wires wires;
    private final Rng rng;
    private final boolean encodes;
    private final Map<Long, PeerTask> up = new TreeMap<>();
    private final TreeSet<Pair> reachable = new TreeSet<>();
    private long links;
    private long flows;

    /**
     * Without members.
     *
     * @param encodes whether every message goes through the codecs
     */
    public PeerNet(World world, Wires wires, boolean encodes) {
        this.world = world;
        this.wires = wires;
        this.encodes = encodes;
        this.rng = world.rng().stream("net");
    }

    /** Its cables. */
    public Wires wires() {
        return wires;
    }

    boolean encodes() {
        return encodes;
    }

    World world() {
        return world;
    }

    @Nullable PeerTask task(ServerId id) {
        return up.get(id.value());
    }

    Flow flow(long from, long to) {
        return wires.flow(from, to, rng.stream("flow", ++flows));
    }

    /** A member's process listens. */
    void listens(PeerTask task) {
        up.put(task.id(), task);
        up.keySet().forEach(other -> settle(other, task.id()));
    }

    /** It ended; {@code told} if its machine says so to the others. */
    void ended(PeerTask task, boolean told) {
        long id = task.id();
        if (up.get(id) != task) {
            return;
        }
        up.remove(id);
        task.dropEnds(told);
        for (PeerTask other : List.copyOf(up.values())) {
            if (reachable.remove(Pair.of(id, other.id()))) {
                long delayNs = told ? rng.between(20_000L, 2_000_000L) : DIAL_PATIENCE_NS;
                world.after(delayNs, () -> tellUnlessReachable(other, id));
            }
        }
    }

    private void tellUnlessReachable(PeerTask task, long peer) {
        if (!reachable.contains(Pair.of(task.id(), peer))) {
            task.reachable(peer, false);
        }
    }

    /** Cables were cut or mended: connections are lost or made after a while. */
    public void changed() {
        List<Long> ids = new ArrayList<>(up.keySet());
        for (long a : ids) {
            ids.stream().filter(b -> b > a).forEach(b -> settle(a, b));
        }
    }

    private void settle(long a, long b) {
        if (a != b) {
            world.after(rng.logUniform(50_000L, DIAL_PATIENCE_NS), () -> settled(a, b));
        }
    }

    private void settled(long a, long b) {
        PeerTask first = up.get(a);
        PeerTask second = up.get(b);
        if (first == null || second == null) {
            return;
        }
        boolean open = !wires.isCut(a, b) && !wires.isCut(b, a);
        Pair pair = Pair.of(a, b);
        if (open ? reachable.add(pair) : reachable.remove(pair)) {
            first.reachable(b, open);
            second.reachable(a, open);
        }
    }

    /** {@code from} dials the quorum port of {@code leader}. */
    void dial(PeerTask from, ServerId leader) {
        boolean cut =
                wires.isCut(from.id(), leader.value()) || wires.isCut(leader.value(), from.id());
        long delayNs = cut ? rng.between(1, DIAL_PATIENCE_NS) : rng.between(40_000L, 3_000_000L);
        world.after(delayNs, () -> dialled(from, leader, cut));
    }

    private void dialled(PeerTask from, ServerId leader, boolean cut) {
        PeerTask to = up.get(leader.value());
        if (cut || to == null || to == from) {
            from.failed(leader);
            return;
        }
        PeerEnd near = new PeerEnd(++links, from, flow(from.id(), to.id()), true);
        PeerEnd far = new PeerEnd(++links, to, flow(to.id(), from.id()), false);
        near.joins(far);
        far.joins(near);
        to.accepted(far);
        from.connected(near, leader);
    }

    /** The quorum connections that stand, by their numbers. */
    public List<Breakable> connections() {
        List<Breakable> all = new ArrayList<>();
        up.values().forEach(task -> all.addAll(task.dialled()));
        return all;
    }

    /** A connection that a fault can end. */
    public interface Breakable {
        /** Ends it at once, with what is under way; each side that {@code tell}s hears of it. */
        void reset(boolean tellDialler, boolean tellAcceptor);
    }
}
