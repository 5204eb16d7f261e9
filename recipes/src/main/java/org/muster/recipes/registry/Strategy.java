package org.muster.recipes.registry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** How one of several instances is chosen. All are safe for use by several threads. */
@FunctionalInterface
public interface Strategy {
    /**
     * One of {@code loads}, which are not empty and in the order of their ids.
     *
     * @param key what the call is about; only some look at it
     */
    Load choose(List<Load> loads, String key);

    /** Each in turn. */
    static Strategy roundRobin() {
        AtomicInteger turn = new AtomicInteger();
        return (loads, key) -> loads.get(Math.floorMod(turn.getAndIncrement(), loads.size()));
    }

    /** Each in turn, in proportion to the weights, evenly spread. */
    static Strategy weighted() {
        Map<String, Integer> credit = new HashMap<>();
        return (loads, key) -> {
            synchronized (credit) {
                Load best = loads.get(0);
                int all = 0;
                for (Load load : loads) {
                    int weight = Math.max(0, load.instance().weight());
                    all += weight;
                    int now = credit.merge(load.instance().id(), weight, Integer::sum);
                    if (now > credit.getOrDefault(best.instance().id(), 0)) {
                        best = load;
                    }
                }
                credit.merge(best.instance().id(), -all, Integer::sum);
                if (credit.size() > 2 * loads.size()) {
                    credit.keySet().retainAll(ids(loads));
                }
                return best;
            }
        };
    }

    private static List<String> ids(List<Load> loads) {
        return loads.stream().map(load -> load.instance().id()).toList();
    }

    /** Any. */
    static Strategy random(RandomGenerator random) {
        return (loads, key) -> loads.get(random.nextInt(loads.size()));
    }

    /** Of two that are drawn, the one with fewer calls in flight. */
    static Strategy twoChoices(RandomGenerator random) {
        return (loads, key) -> {
            int first = random.nextInt(loads.size());
            int second = loads.size() == 1 ? 0 : random.nextInt(loads.size() - 1);
            Load one = loads.get(first);
            Load other = loads.get(second >= first && loads.size() > 1 ? second + 1 : second);
            return other.inFlight() < one.inFlight() ? other : one;
        };
    }

    /** The one that answers fastest, those not tried yet first; busy ones count as slower. */
    static Strategy leastLatency() {
        Comparator<Load> cost =
                Comparator.comparingDouble(load -> load.latencyNs() * (1 + load.inFlight()));
        return (loads, key) ->
                loads.stream().min(cost.thenComparingInt(Load::inFlight)).orElseThrow();
    }

    /**
     * The same one for the same key: when an instance comes or goes, only the keys that it gets or
     * had move.
     */
    static Strategy consistentHash() {
        return (loads, key) ->
                loads.stream()
                        .max(Comparator.comparingLong(load -> score(load.instance().id(), key)))
                        .orElseThrow();
    }

    private static long score(String id, String key) {
        long hash = 0xcbf29ce484222325L;
        String both = id + '\0' + key;
        for (int i = 0; i < both.length(); i++) {
            hash = (hash ^ both.charAt(i)) * 0x100000001b3L;
        }
        // The last characters must reach the highest bits too.
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }

    /** By {@code among} within the zone; elsewhere only if there is none in it. */
    static Strategy zoneFirst(String zone, Strategy among) {
        return (loads, key) -> {
            List<Load> near = new ArrayList<>(loads);
            near.removeIf(load -> !load.instance().zone().equals(zone));
            return among.choose(near.isEmpty() ? loads : near, key);
        };
    }
}
