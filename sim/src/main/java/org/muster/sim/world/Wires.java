package org.muster.sim.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The cables between numbered places, each direction by itself: which are cut, and how slow they
 * are. What is on its way through a cut cable waits there, as a socket's sender repeats it.
 */
public final class Wires {
    private record Way(long from, long to) implements Comparable<Way> {
        @Override
        public int compareTo(Way other) {
            int byFrom = Long.compare(from, other.from);
            return byFrom != 0 ? byFrom : Long.compare(to, other.to);
        }
    }

    private static final long REPEAT_NS = 200_000_000L;

    private final World world;
    private final LinkOptions options;
    private final TreeSet<Way> cuts = new TreeSet<>();
    private final Map<Way, Long> slow = new TreeMap<>();
    private final Map<Way, List<Flow>> held = new TreeMap<>();

    /** All whole, and behaving as {@code options} say. */
    public Wires(World world, LinkOptions options) {
        this.world = world;
        this.options = options;
    }

    /** A new connection's way from {@code from} to {@code to}; delays come from {@code rng}. */
    public Flow flow(long from, long to, Rng rng) {
        return new Flow(this, from, to, rng);
    }

    /** Whether nothing gets from {@code from} to {@code to}. */
    public boolean isCut(long from, long to) {
        return cuts.contains(new Way(from, to));
    }

    /** Whether something is cut anywhere. */
    public boolean anyCut() {
        return !cuts.isEmpty();
    }

    /** From now on nothing gets from {@code from} to {@code to}. */
    public void cut(long from, long to) {
        cuts.add(new Way(from, to));
    }

    /** From now on everything takes {@code byNs} longer on that way. */
    public void slow(long from, long to, long byNs) {
        slow.put(new Way(from, to), byNs);
    }

    /** Everything is whole and fast again. */
    public void mendAll() {
        cuts.clear();
        slow.clear();
        List<Flow> waiting = new ArrayList<>();
        held.values().forEach(waiting::addAll);
        held.clear();
        waiting.forEach(Flow::release);
    }

    World world() {
        return world;
    }

    void hold(Flow flow) {
        held.computeIfAbsent(new Way(flow.from(), flow.to()), _ -> new ArrayList<>()).add(flow);
    }

    long latencyNs(Flow flow, Rng rng) {
        long latency =
                rng.chance(options.tailChance())
                        ? rng.between(options.maxLatencyNs(), options.tailNs())
                        : rng.between(options.minLatencyNs(), options.maxLatencyNs());
        return latency + slow.getOrDefault(new Way(flow.from(), flow.to()), 0L);
    }

    long repeatNs(Rng rng) {
        return rng.between(0, REPEAT_NS);
    }
}
