package org.muster.zab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.model.Zxid;
import org.muster.zab.ZabStart.Standing;

/** Members whose directories are empty: new ones, and those that have lost everything. */
class EmptyMembersTest {
    private final Ensemble world = new Ensemble(3, 0, new SplittableRandom(11));

    private void allEmpty() {
        world.nodes.values().forEach(Node::wipe);
    }

    private Zxid commit() {
        Zxid zxid = world.leading().tryPropose();
        if (zxid == null) {
            throw new AssertionError("the leader does not propose");
        }
        world.runUntil(() -> world.allHave(zxid), 3_000);
        return zxid;
    }

    private static void requireStanding(Standing standing, Node node) {
        assertEquals(standing, node.report().standing(), () -> node + " is " + standing);
    }

    @Test
    void beginANewEnsembleOnceAllAreHere() {
        allEmpty();
        world.node(1).start();
        world.runFor(3_000);
        world.node(2).start();
        world.runFor(10_000);
        assertNull(world.leader(), "the third could hold what these two have lost");
        requireStanding(Standing.EMPTY, world.node(1));
        world.node(3).start();
        long tookMs = world.runUntil(world::everybodyServes, 3_000);
        assertTrue(tookMs < 1_000, tookMs + " ms");
        commit();
        world.runUntil(
                () ->
                        world.nodes.values().stream()
                                .allMatch(node -> node.report().standing() == Standing.INTACT),
                1_000);
    }

    @Test
    void beginItOverASlowAndCutNetworkToo() {
        for (int seed = 0; seed < 40; seed++) {
            Ensemble many = new Ensemble(seed % 2 == 0 ? 3 : 5, 1, new SplittableRandom(seed));
            many.delayMs = 1 + 7 * seed;
            many.membership.voters().forEach(id -> many.node(id.value()).wipe());
            many.isolate(many.membership.voters().get(seed % 3));
            many.startAll();
            many.runFor(many.random.nextInt(400));
            many.node(1 + (seed + 1) % 3).crash();
            many.runFor(many.random.nextInt(2_000));
            many.healAll();
            many.startAll();
            many.runUntil(many::everybodyServes, 20_000);
        }
    }

    /** Two of three lose their disks; only they had acknowledged the last write. */
    @Test
    void doNotOutvoteTheOneThatHasNotLostItsDisk() {
        world.startAll();
        world.runUntil(world::everybodyServes, 3_000);
        Zxid old = commit();
        Node behind = world.leading() == world.node(1) ? world.node(2) : world.node(1);
        behind.crash();
        commit();
        List<Node> robbed = world.nodes.values().stream().filter(n -> n != behind).toList();
        robbed.forEach(Node::wipe);
        world.startAll();
        world.runFor(20_000);
        assertNull(world.leader(), "nobody can know what these three had committed");
        assertEquals(old, behind.delivered());
        robbed.forEach(node -> requireStanding(Standing.EMPTY, node));
    }

    /** One loses its disk while another, which lags, is there and the third is away. */
    @ParameterizedTest
    @ValueSource(ints = {0, 300, 3_000})
    void waitForThoseThatKnow(int laterMs) {
        world.startAll();
        world.runUntil(world::everybodyServes, 3_000);
        commit();
        Node leader = world.leading();
        Node behind = leader == world.node(1) ? world.node(2) : world.node(1);
        Node robbed = leader == world.node(3) ? world.node(2) : world.node(3);
        behind.crash();
        Zxid last = commit();
        leader.crash();
        robbed.wipe();
        robbed.start();
        behind.start();
        world.runFor(laterMs);
        assertNull(world.leader(), "what the third has may be committed");
        leader.start();
        world.runUntil(() -> world.everybodyServes() && world.allHave(last), 5_000);
        requireStanding(Standing.AMNESIAC, robbed);
        world.askForReadmission();
        world.runUntil(() -> robbed.report().standing() == Standing.INTACT, 3_000);
        world.runUntil(world::everybodyServes, 3_000);
        assertEquals(world.leading().state(), robbed.state());
    }

    /** What an empty member hears of others it hears in its present life. */
    @Test
    void believeNothingThatAnEarlierLifeWasTold() {
        allEmpty();
        world.startAll();
        world.runUntil(world::everybodyServes, 3_000);
        commit();
        Node leader = world.leading();
        Node robbed = leader == world.node(1) ? world.node(2) : world.node(1);
        leader.crash();
        robbed.wipe();
        robbed.start();
        world.runFor(10_000);
        assertNull(world.leader(), "of two voters one has forgotten");
        requireStanding(Standing.EMPTY, robbed);
    }
}
