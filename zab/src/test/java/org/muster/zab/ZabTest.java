package org.muster.zab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.muster.model.Property;
import org.muster.model.ServerId;
import org.muster.model.Zxid;

class ZabTest {
    private static Ensemble ensemble(int voters, int observers) {
        return new Ensemble(voters, observers, new SplittableRandom(7));
    }

    private static Zxid propose(Ensemble world) {
        Zxid zxid = world.leading().tryPropose();
        if (zxid == null) {
            throw new AssertionError("the leader does not propose");
        }
        return zxid;
    }

    @Test
    void threeFindALeaderAndAgree() {
        Ensemble world = ensemble(3, 1);
        world.startAll();
        world.runUntil(world::everybodyServes, 2_000);
        for (int i = 0; i < 100; i++) {
            propose(world);
        }
        Zxid last = propose(world);
        assertEquals(Zxid.of(1, 101), last);
        world.runUntil(() -> world.allHave(last), 1_000);
    }

    @Test
    void oneVoterAloneIsItsOwnQuorum() {
        Ensemble world = ensemble(1, 1);
        world.startAll();
        world.runUntil(world::everybodyServes, 2_000);
        Zxid last = propose(world);
        world.runUntil(() -> world.allHave(last), 1_000);
    }

    @Test
    void aDeadLeaderIsReplacedInAFewRoundTrips() {
        Ensemble world = ensemble(3, 0);
        world.startAll();
        world.runUntil(world::everybodyServes, 2_000);
        propose(world);
        world.runFor(100);
        Node dead = world.leading();
        dead.crash();
        long gapMs = world.runUntil(() -> world.leader() != null, 2_000);
        assertTrue(gapMs < 120, () -> gapMs + " ms");
        assertEquals(Zxid.of(1, 1), world.leading().delivered());
        assertEquals(Zxid.of(2, 1), propose(world));
        dead.start();
        world.runUntil(world::everybodyServes, 3_000);
        world.runUntil(() -> world.allHave(Zxid.of(2, 1)), 3_000);
    }

    @Test
    void aFrozenLeaderIsReplacedWithinASecondAndFollowsWhenItThaws() {
        Ensemble world = ensemble(3, 0);
        world.startAll();
        world.runUntil(world::everybodyServes, 2_000);
        Node frozen = world.leading();
        world.runFor(300);
        frozen.freeze();
        long gapMs =
                world.runUntil(() -> world.leader() != null && world.leader() != frozen, 3_000);
        assertTrue(gapMs < 900, () -> gapMs + " ms");
        Zxid last = propose(world);
        frozen.thaw();
        world.runUntil(world::everybodyServes, 5_000);
        world.runUntil(() -> world.allHave(last), 3_000);
    }

    @Test
    void aSyncIsNotConfirmedByAFrozenLeaderThatWasReplaced() {
        Ensemble world = ensemble(3, 0);
        world.startAll();
        world.runUntil(world::everybodyServes, 2_000);
        Node old = world.leading();
        old.confirm(1);
        world.runUntil(() -> old.confirmed.contains(1L), 1_000);
        old.freeze();
        world.runUntil(() -> world.leader() != null && world.leader() != old, 3_000);
        propose(world);
        old.thaw();
        old.confirm(2);
        world.runUntil(world::everybodyServes, 5_000);
        assertEquals(List.of(1L), old.confirmed);
    }

    @Test
    void aMinorityCommitsNothingAndItsProposalsAreDropped() {
        Ensemble world = ensemble(3, 0);
        world.startAll();
        world.runUntil(world::everybodyServes, 2_000);
        Zxid kept = propose(world);
        world.runUntil(() -> world.allHave(kept), 1_000);
        Node old = world.leading();
        world.isolate(old.id);
        Zxid lost = old.tryPropose();
        assertEquals(Zxid.of(1, 2), lost);
        world.runUntil(() -> world.leader() != null && world.leader() != old, 3_000);
        Zxid next = propose(world);
        assertEquals(kept, old.delivered());
        world.healAll();
        world.runUntil(world::everybodyServes, 6_000);
        world.runUntil(() -> world.allHave(next), 3_000);
        assertEquals(2, old.state().size());
    }

    @Test
    void aRetiringLeaderHandsOverWithoutALostProposal() {
        Ensemble world = ensemble(3, 0);
        world.startAll();
        world.runUntil(world::everybodyServes, 2_000);
        Node old = world.leading();
        Zxid last = propose(world);
        old.handOver();
        long gapMs = world.runUntil(() -> world.leader() != null && world.leader() != old, 2_000);
        assertTrue(gapMs < 100, () -> gapMs + " ms");
        assertEquals(last, world.leading().delivered());
    }

    @Test
    void aMemberThatWasAwayIsBroughtUpFromMemoryDiskOrSnapshot() {
        Ensemble world = ensemble(3, 0);
        world.startAll();
        world.runUntil(world::everybodyServes, 2_000);
        Node away = world.leader() == world.node(1) ? world.node(2) : world.node(1);
        for (int missed : List.of(1, 5, 50)) {
            away.crash();
            for (int i = 0; i < missed; i++) {
                propose(world);
                world.runFor(10);
            }
            away.start();
            Zxid last = world.committed();
            world.runUntil(() -> away.isUp() && away.delivered().equals(last), 3_000);
        }
    }

    @Test
    void aWipedMemberLearnsAndVotesOnlyWhenReadmitted() {
        Ensemble world = ensemble(3, 0);
        world.startAll();
        world.runUntil(world::everybodyServes, 2_000);
        Zxid last = propose(world);
        world.runUntil(() -> world.allHave(last), 1_000);
        Node wiped = world.leader() == world.node(1) ? world.node(2) : world.node(1);
        wiped.wipe();
        wiped.start();
        world.runUntil(() -> wiped.phase instanceof ZabPhase.Following, 3_000);
        assertFalse(((ZabPhase.Following) wiped.phase).votes());
        assertEquals(last, wiped.delivered());
        wiped.readmit();
        world.runUntil(
                () -> wiped.phase instanceof ZabPhase.Following following && following.votes(),
                3_000);
        assertEquals(ZabStart.Standing.INTACT, wiped.report().standing());
    }

    @Test
    void whateverHappensOneOrderIsKeptAndAHealedEnsembleGoesOn() {
        Property.holds(300, random -> disaster(random, true));
    }

    @Test
    void soItIsWithTheReferencesMessagesAlone() {
        Property.holds(150, random -> disaster(random, false));
    }

    private static void disaster(RandomGenerator random, boolean extensions) {
        int voters = List.of(3, 3, 5, 4, 2).get(random.nextInt(5));
        Ensemble world = new Ensemble(voters, random.nextInt(2), random);
        world.extensions = extensions;
        world.delayMs = 1 + random.nextInt(20);
        world.syncMs = 1 + random.nextInt(20);
        world.limits = new ZabConfig.Limits(random.nextInt(10), 1 << 20, random.nextInt(10) == 0);
        world.startAll();
        List<ServerId> ids = List.copyOf(world.nodes.keySet());
        int events = 20 + random.nextInt(60);
        for (int i = 0; i < events; i++) {
            world.runFor(random.nextInt(random.nextInt(4) == 0 ? 1_500 : 60));
            Node any = world.node(ids.get(random.nextInt(ids.size())).value());
            Node other = world.node(ids.get(random.nextInt(ids.size())).value());
            switch (random.nextInt(14)) {
                case 0 -> any.crash();
                case 1, 2 -> any.start();
                case 3 -> any.freeze();
                case 4 -> any.thaw();
                case 5 -> world.cut(any.id, other.id);
                case 6 -> world.isolate(any.id);
                case 7 -> world.healAll();
                case 8 -> any.handOver();
                case 9 -> world.nodes.values().forEach(Node::crash);
                default -> {
                    for (int n = random.nextInt(8); n >= 0; n--) {
                        world.nodes.values().forEach(Node::tryPropose);
                    }
                }
            }
        }
        world.healAll();
        world.nodes.values().forEach(Node::thaw);
        // Who has retired stays so for its life.
        world.nodes.values().forEach(Node::crash);
        world.startAll();
        world.runUntil(world::everybodyServes, 30_000);
        Zxid last = propose(world);
        world.runUntil(() -> world.allHave(last), 10_000);
    }
}
