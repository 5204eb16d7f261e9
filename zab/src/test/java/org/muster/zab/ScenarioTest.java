package org.muster.zab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ObjIntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.model.ServerId;
import org.muster.model.Zxid;

/**
 * Stories that went wrong in other implementations, each told for every moment at which it can be
 * cut short. {@link Ensemble} checks all the time that nothing committed is lost and that all
 * agree.
 */
class ScenarioTest {
    private static final int ENTRIES = 8;

    private static Ensemble three() {
        return new Ensemble(3, 0, new SplittableRandom(7));
    }

    /** Tells {@code story} for up to fifty moments at which what it tells of may happen. */
    private static void atEachMoment(int ms, ObjIntConsumer<Ensemble> story) {
        for (int at = 0; at < ms; at += Math.max(1, ms / 50)) {
            story.accept(three(), at);
        }
    }

    private static void start(Ensemble world) {
        world.startAll();
        world.runUntil(world::everybodyServes, 10_000);
    }

    private static Zxid propose(Ensemble world) {
        Zxid zxid = world.leading().tryPropose();
        if (zxid == null) {
            throw new AssertionError("the leader does not propose");
        }
        return zxid;
    }

    private static void commit(Ensemble world) {
        Zxid zxid = propose(world);
        world.runUntil(() -> world.allHave(zxid), 3_000);
    }

    private static Node other(Ensemble world, Node... than) {
        return world.nodes.values().stream()
                .filter(node -> !List.of(than).contains(node))
                .findFirst()
                .orElseThrow();
    }

    /** The machine of {@code node} ends: of what was not synced nothing is kept. */
    private static void losePower(Node node) {
        node.disk.losePower();
        node.crash();
    }

    private static void powerLoss(Ensemble world) {
        world.nodes.values().forEach(ScenarioTest::losePower);
    }

    /** All come back, go on, and one more restart of {@code one} changes nothing. */
    private static void goesOn(Ensemble world, Node one) {
        world.healAll();
        start(world);
        commit(world);
        losePower(one);
        start(world);
        commit(world);
        Node leader = world.leading();
        world.nodes.values().forEach(node -> assertEquals(leader.state(), node.state()));
    }

    /** B1: one log has it, the leader is cut off, the other two elect without a restart. */
    @Test
    void aProposalInOneLogIsEverywhereOrNowhere() {
        atEachMoment(
                15,
                (world, at) -> {
                    start(world);
                    commit(world);
                    Node leader = world.leading();
                    Node one = other(world, leader);
                    world.cut(leader.id, other(world, leader, one).id);
                    propose(world);
                    world.runFor(at);
                    world.isolate(leader.id);
                    world.runUntil(() -> world.leader() != null && world.leader() != leader, 5_000);
                    propose(world);
                    world.runFor(50);
                    goesOn(world, one);
                });
    }

    /** B2, B3: a leader brings its tail to one other, who loses power on the way. */
    @Test
    void whatAServedLeaderShowedIsThereWhenItsFollowerLostPower() {
        boolean[] served = {false};
        atEachMoment(
                500,
                (world, at) -> {
                    world.syncMs = 20;
                    start(world);
                    commit(world);
                    Node tailed = world.leading();
                    world.isolate(tailed.id);
                    tailed.tryPropose();
                    tailed.tryPropose();
                    world.runFor(100);
                    powerLoss(world);
                    world.healAll();
                    Node follower = other(world, tailed);
                    tailed.start();
                    follower.start();
                    world.runFor(at);
                    served[0] |= tailed.phase instanceof ZabPhase.Leading;
                    losePower(follower);
                    losePower(tailed);
                    follower.start();
                    other(world, tailed, follower).start();
                    world.runUntil(() -> world.leader() != null, 5_000);
                    propose(world);
                    goesOn(world, tailed);
                });
        assertTrue(served[0], "the last of these moments is late enough");
    }

    /** B4, B5: whoever was away loses power while it is synchronised, then the leader goes. */
    @Test
    void aMemberThatLostPowerInItsSynchronisationTruncatesNobody() {
        atEachMoment(
                400,
                (world, at) -> {
                    world.syncMs = 20;
                    start(world);
                    commit(world);
                    Node leader = world.leading();
                    Node away = other(world, leader);
                    away.crash();
                    commit(world);
                    commit(world);
                    powerLoss(world);
                    world.startAll();
                    world.runFor(at);
                    losePower(away);
                    Node second = world.leader() == null ? leader : world.leading();
                    losePower(second);
                    away.start();
                    world.runUntil(() -> world.leader() != null, 5_000);
                    propose(world);
                    goesOn(world, away);
                });
    }

    /** B10: a member with a tail of its own is brought back, the link drops, more is committed. */
    @Test
    void aLinkThatDropsInASynchronisationLeavesNoGap() {
        atEachMoment(
                400,
                (world, at) -> {
                    Node tailed = tailed(world);
                    world.healAll();
                    world.runFor(at);
                    world.isolate(tailed.id);
                    propose(world);
                    world.runFor(2_500);
                    propose(world);
                    goesOn(world, tailed);
                });
    }

    /** B11, B12, B13: all lose power while a state or a cut is on its way; another leader. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSynchronisationCutShortByPowerLossLeavesAPrefix(boolean bySnapshot) {
        atEachMoment(
                400,
                (world, at) -> {
                    world.syncMs = 20;
                    world.limits = new ZabConfig.Limits(ENTRIES, 1 << 20, bySnapshot);
                    Node tailed = tailed(world);
                    Node leader = world.leading();
                    world.healAll();
                    world.runFor(at);
                    powerLoss(world);
                    world.limits = new ZabConfig.Limits(ENTRIES, 1 << 20, false);
                    tailed.start();
                    other(world, tailed, leader).start();
                    world.runFor(1_500);
                    goesOn(world, tailed);
                });
    }

    /** A member that lost its office with proposals that nobody else has; the others went on. */
    private static Node tailed(Ensemble world) {
        start(world);
        commit(world);
        Node tailed = world.leading();
        world.isolate(tailed.id);
        tailed.tryPropose();
        tailed.tryPropose();
        world.runUntil(() -> world.leader() != null && world.leader() != tailed, 5_000);
        propose(world);
        world.runFor(100);
        return tailed;
    }

    /** B20, B25: what one logged alone is gone, and it never brings it to others. */
    @Test
    void whatOneLoggedAloneIsGoneForAll() {
        Ensemble world = three();
        start(world);
        commit(world);
        Node alone = world.leading();
        world.isolate(alone.id);
        alone.tryPropose();
        world.runFor(50);
        assertEquals(2, alone.disk.state().size());
        powerLoss(world);
        world.healAll();
        Node next = other(world, alone);
        Node last = other(world, alone, next);
        next.start();
        last.start();
        world.runUntil(world::everybodyServes, 5_000);
        commit(world);
        losePower(last);
        alone.start();
        world.runUntil(world::everybodyServes, 5_000);
        commit(world);
        losePower(next);
        last.start();
        goesOn(world, alone);
        assertEquals(5, alone.state().size());
    }

    /** B33, B34: two do not reach each other, or one is a black hole. */
    @Test
    void whoReachesAQuorumFindsALeaderAndKeepsIt() {
        for (long one = 1; one <= 3; one++) {
            for (long two = 1; two <= 3; two++) {
                Ensemble world = three();
                if (one == two) {
                    world.isolate(new ServerId(one));
                } else {
                    world.cut(new ServerId(one), new ServerId(two));
                    world.cut(new ServerId(two), new ServerId(one));
                }
                world.startAll();
                world.runUntil(() -> world.leader() != null, 3_000);
                Node leader = world.leading();
                Zxid zxid = propose(world);
                world.runUntil(() -> leader.delivered().equals(zxid), 1_000);
                world.runFor(10_000);
                assertEquals(zxid.next(), leader.tryPropose(), one + " and " + two);
            }
        }
    }

    /** B35: the numbers of an epoch run out; the leader dies at every moment around that. */
    @Test
    void whenNumbersRunOutTheNextEpochBegins() {
        atEachMoment(
                300,
                (world, at) -> {
                    world.limits = new ZabConfig.Limits(ENTRIES, 1 << 20, false, 5);
                    start(world);
                    Node leader = world.leading();
                    Zxid last = Zxid.ZERO;
                    while (last.counter() != 5) {
                        last = propose(world);
                    }
                    world.runFor(at);
                    losePower(leader);
                    for (int i = 0; i < 12; i++) {
                        world.runUntil(() -> world.leader() != null, 5_000);
                        last = propose(world);
                        assertTrue(last.counter() <= 5, last.toString());
                        world.runFor(20);
                    }
                    goesOn(world, leader);
                });
    }
}
