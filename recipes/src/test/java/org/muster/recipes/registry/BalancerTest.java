package org.muster.recipes.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.muster.model.Bytes;

/** Picks are fair, steady where they should be, and leave out what fails. */
final class BalancerTest {
    private static List<ServiceInstance> instances(int count) {
        List<ServiceInstance> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(ServiceInstance.of("s", "i" + i, "10.0.0." + i, 80));
        }
        return all;
    }

    private static List<Load> loads(List<ServiceInstance> instances) {
        return instances.stream().map(instance -> new Load(instance, 0, 0)).toList();
    }

    private static Map<String, Integer> count(Strategy strategy, List<Load> loads, int picks) {
        Map<String, Integer> counts = new TreeMap<>();
        for (int i = 0; i < picks; i++) {
            counts.merge(strategy.choose(loads, "k" + i).instance().id(), 1, Integer::sum);
        }
        return counts;
    }

    @Test
    void roundRobinGoesRound() {
        assertEquals(
                Map.of("i0", 100, "i1", 100, "i2", 100),
                count(Strategy.roundRobin(), loads(instances(3)), 300));
    }

    @Test
    void weightsAreKeptExactlyAndEvenlySpread() {
        List<ServiceInstance> some = instances(3);
        some.set(0, some.get(0).withWeight(5));
        Strategy strategy = Strategy.weighted();
        StringBuilder order = new StringBuilder();
        for (int i = 0; i < 7; i++) {
            order.append(strategy.choose(loads(some), "").instance().id().charAt(1));
        }
        assertEquals("0010200", order.toString());
        assertEquals(Map.of("i0", 500, "i1", 100, "i2", 100), count(strategy, loads(some), 700));
    }

    @Test
    void chanceIsFair() {
        for (Strategy strategy :
                List.of(
                        Strategy.random(new Random(1)),
                        Strategy.twoChoices(new Random(2)),
                        Strategy.consistentHash())) {
            Map<String, Integer> counts = count(strategy, loads(instances(4)), 100_000);
            assertEquals(4, counts.size());
            counts.values().forEach(n -> assertTrue(Math.abs(n - 25_000) < 1_000, "" + counts));
        }
    }

    @Test
    void theIdleOneOfTwoIsTaken() {
        List<ServiceInstance> two = instances(2);
        List<Load> loads = List.of(new Load(two.get(0), 9, 0), new Load(two.get(1), 1, 0));
        assertEquals(Map.of("i1", 50), count(Strategy.twoChoices(new Random(3)), loads, 50));
    }

    @Test
    void theFastestIsTakenUnlessItIsBusy() {
        List<ServiceInstance> two = instances(2);
        Strategy strategy = Strategy.leastLatency();
        List<Load> idle = List.of(new Load(two.get(0), 0, 100), new Load(two.get(1), 0, 300));
        List<Load> busy = List.of(new Load(two.get(0), 3, 100), new Load(two.get(1), 0, 300));
        assertEquals("i0", strategy.choose(idle, "").instance().id());
        assertEquals("i1", strategy.choose(busy, "").instance().id());
    }

    @Test
    void onlyTheKeysOfWhoLeavesMove() {
        Strategy strategy = Strategy.consistentHash();
        List<ServiceInstance> five = instances(5);
        List<ServiceInstance> four = five.subList(0, 4);
        for (int i = 0; i < 2_000; i++) {
            String before = strategy.choose(loads(five), "k" + i).instance().id();
            String after = strategy.choose(loads(four), "k" + i).instance().id();
            assertTrue(before.equals(after) || before.equals("i4"), before + " to " + after);
        }
    }

    @Test
    void theOwnZoneComesFirst() {
        List<ServiceInstance> some = instances(3);
        some.set(1, some.get(1).inZone("b"));
        assertEquals(
                Map.of("i1", 10),
                count(Strategy.zoneFirst("b", Strategy.roundRobin()), loads(some), 10));
        assertEquals(
                3, count(Strategy.zoneFirst("c", Strategy.roundRobin()), loads(some), 9).size());
    }

    @Test
    void whoFailsIsLeftOutForAWhileButNeverMoreThanHalf() {
        Balancer balancer = new Balancer(Strategy.roundRobin());
        List<ServiceInstance> four = instances(4);
        for (ServiceInstance failing : four.subList(0, 3)) {
            for (int i = 0; i < 3; i++) {
                balancer.done(failing, false, Duration.ZERO, 0);
            }
        }
        assertEquals(Map.of("i2", 50, "i3", 50), picks(balancer, four, 1));
        assertEquals(4, picks(balancer, four, 30_000).size());
        balancer.done(four.get(3), true, Duration.ofMillis(1), 0);
        assertEquals(Optional.empty(), balancer.choose(List.of(), "", 0));
        assertEquals(Map.of("i0", 100), picks(balancer, four.subList(0, 1), 1));
    }

    private static Map<String, Integer> picks(
            Balancer balancer, List<ServiceInstance> instances, long nowMs) {
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            ServiceInstance chosen = balancer.choose(instances, "", nowMs).orElseThrow();
            counts.merge(chosen.id(), 1, Integer::sum);
        }
        return counts;
    }

    @Test
    void aMassLossIsNotBelievedAtOnce() {
        LossGuard guard = new LossGuard(1_000, 5_000);
        Map<String, ServiceInstance> all = new TreeMap<>();
        instances(6).forEach(instance -> all.put(instance.id(), instance));
        guard.listed(all, 0);
        Map<String, ServiceInstance> some = new TreeMap<>(all);
        some.remove("i0");
        guard.listed(some, 100);
        assertEquals(Map.of(), guard.unconfirmed(100), "one may go");
        some.keySet().retainAll(List.of("i4", "i5"));
        guard.listed(some, 200);
        assertEquals(2, guard.confirmed().size());
        assertEquals(4, guard.unconfirmed(200).size());
        assertEquals(4, guard.unconfirmed(5_199).size());
        assertEquals(0, guard.unconfirmed(5_200).size());
        guard.listed(all, 300);
        assertEquals(0, guard.unconfirmed(300).size(), "they are back");
    }

    @Test
    void aRecordIsWhatItWas() {
        ServiceInstance instance =
                new ServiceInstance("s\"\n", "1", "h", 80, "z", 7, true, Map.of("k", "v\\"));
        assertEquals(instance, ServiceInstance.decode(instance.encode()));
        String curators =
                "{\"name\":\"orders\",\"id\":\"7f\",\"address\":\"10.0.0.1\",\"port\":8080,"
                        + "\"sslPort\":null,\"payload\":null,\"registrationTimeUTC\":1325129459728,"
                        + "\"serviceType\":\"DYNAMIC\","
                        + "\"uriSpec\":{\"parts\":[{\"value\":\"\\u0061\"}]}}";
        assertEquals(
                ServiceInstance.of("orders", "7f", "10.0.0.1", 8080),
                ServiceInstance.decode(Bytes.utf8(curators)));
        for (String damaged : List.of("", "{", "[1,]", "{\"name\":1}", "nul", "{} x", "\"\\u00")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> ServiceInstance.decode(Bytes.utf8(damaged)),
                    damaged);
        }
    }
}
