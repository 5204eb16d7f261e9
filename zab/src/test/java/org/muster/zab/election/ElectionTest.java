package org.muster.zab.election;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.model.Epoch;
import org.muster.model.ServerId;
import org.muster.model.Zxid;
import org.muster.model.peer.MemberState;
import org.muster.model.peer.Membership;
import org.muster.zab.quorum.QuorumRule;

/**
 * Elections among a few members: who wins, and in what time. A message takes a millisecond, a tick
 * comes every 50; so what takes less than ten needed neither a tick nor a wait.
 */
final class ElectionTest {
    private static final int AT_ONCE_MS = 5;
    private static final int WAITED_MS = ElectionTiming.DEFAULT.finalizeMs() + World.TICK_MS + 10;

    private static World world(int voters, long... observers) {
        List<ServerId> voting = LongStream.rangeClosed(1, voters).mapToObj(ServerId::new).toList();
        List<ServerId> watching = LongStream.of(observers).mapToObj(ServerId::new).toList();
        QuorumRule quorum = QuorumRule.of(new Membership(0, voting, watching, List.of()));
        return new World(quorum, watching, new SplittableRandom(1));
    }

    private static void startAll(World world) {
        world.start(world.members.keySet().stream().mapToLong(ServerId::value).toArray());
    }

    /** An ensemble whose highest voter leads in epoch 1. */
    private static World settled(int voters, long... observers) {
        World world = world(voters, observers);
        startAll(world);
        world.runUntil(world::agrees, WAITED_MS);
        for (Member member : world.members.values()) {
            member.election().established(new Epoch(1));
            if (member.id.value() <= voters) {
                member.holds(1, Zxid.of(1, 7));
            }
        }
        return world;
    }

    private static void leaderDies(World world, long leader, int noticedAfterMs) {
        world.kill(leader);
        world.runFor(noticedAfterMs);
        world.members.values().stream()
                .filter(member -> member.isUp() && !member.isFrozen())
                .forEach(Member::look);
    }

    private static long leaderOf(World world, long member) {
        return world.member(member).leader().value();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7})
    void theFirstStartNeedsNoWait(int voters) {
        World world = world(voters);
        startAll(world);
        assertTrue(world.runUntil(world::agrees, WAITED_MS) <= AT_ONCE_MS);
        assertEquals(voters, leaderOf(world, 1));
    }

    @Test
    void theLongestHistoryWins() {
        World world = world(5);
        world.member(2).holds(1, Zxid.of(1, 8));
        world.member(4).holds(1, Zxid.of(1, 7));
        world.member(5).holds(0, Zxid.of(0, 99));
        startAll(world);
        world.runUntil(world::agrees, AT_ONCE_MS);
        assertEquals(2, leaderOf(world, 5));
    }

    @Test
    void aQuorumIsNotDecidedWithoutAndNotWaitedBeyond() {
        World world = world(5);
        world.start(1, 2);
        world.runFor(100_000);
        assertTrue(world.member(1).isLooking());
        assertTrue(world.member(2).isLooking());
        world.start(3);
        assertTrue(world.runUntil(world::agrees, WAITED_MS) <= AT_ONCE_MS);
        assertEquals(3, leaderOf(world, 1));
    }

    @Test
    void aLateVoterJoinsWhoIsThereThoughItsVoteIsBetter() {
        World world = world(3);
        world.start(1, 2);
        world.runUntil(world::agrees, AT_ONCE_MS);
        world.member(1).election().established(new Epoch(1));
        world.member(2).election().established(new Epoch(1));
        world.member(3).holds(1, Zxid.of(1, 50));
        world.start(3);
        assertTrue(world.runUntil(world::agrees, WAITED_MS) <= AT_ONCE_MS);
        assertEquals(2, leaderOf(world, 3));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 7})
    void aDeadLeaderIsReplacedWithinAFewMessages(int voters) {
        World world = settled(voters);
        leaderDies(world, voters, 1);
        assertTrue(world.runUntil(world::agrees, WAITED_MS) <= AT_ONCE_MS);
        assertEquals(voters - 1, leaderOf(world, 1));
    }

    @Test
    void aVoteThatArrivesBeforeOneLooksCounts() {
        World world = settled(3);
        world.kill(3);
        world.member(2).look();
        world.runFor(30);
        world.member(1).look();
        assertTrue(world.runUntil(world::agrees, WAITED_MS) <= AT_ONCE_MS);
        assertEquals(2, leaderOf(world, 1));
    }

    @Test
    void aFrozenVoterDelaysUntilItIsSuspectedOrTheWaitIsOver() {
        World world = settled(5);
        world.freeze(4);
        leaderDies(world, 5, 1);
        long unsuspected = world.runUntil(world::agrees, WAITED_MS);
        assertTrue(unsuspected >= ElectionTiming.DEFAULT.finalizeMs(), "waited " + unsuspected);
        assertEquals(3, leaderOf(world, 1));

        world = settled(5);
        world.freeze(4);
        world.runFor(World.SUSPICION_MS);
        leaderDies(world, 5, 1);
        assertTrue(world.runUntil(world::agrees, WAITED_MS) <= AT_ONCE_MS);
        world.thaw(4);
        world.member(4).look();
        assertTrue(world.runUntil(world::agrees, WAITED_MS) <= AT_ONCE_MS);
        assertEquals(3, leaderOf(world, 4));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void aBlackHoledMemberStopsNobodyAndComesBack(int voters) {
        for (long hole = 1; hole <= voters; hole++) {
            World world = world(voters);
            for (long other = 1; other <= voters; other++) {
                if (other != hole) {
                    world.cut(hole, other);
                }
            }
            startAll(world);
            long best = hole == voters ? voters - 1 : voters;
            world.runFor(WAITED_MS);
            for (long other = 1; other <= voters; other++) {
                assertEquals(other == hole, world.member(other).isLooking(), world::describe);
                assertTrue(other == hole || leaderOf(world, other) == best, world::describe);
            }
            world.runFor(600_000);
            for (long other = 1; other <= voters; other++) {
                world.heal(hole, other);
            }
            world.runUntil(world::agrees, WAITED_MS);
            assertEquals(best, leaderOf(world, hole));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void oneCutLinkStopsNobody(int voters) {
        for (long a = 1; a < voters; a++) {
            for (long b = a + 1; b <= voters; b++) {
                World world = world(voters);
                world.cut(a, b);
                startAll(world);
                world.runUntil(world::agrees, WAITED_MS);
                assertEquals(voters, leaderOf(world, 1));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void oneLateVoteCountsIfItComesWithinTheWait(int voters) {
        for (int lateMs : new int[] {10, 100, 190, 300, 5_000}) {
            World world = world(voters);
            for (long other = 1; other < voters; other++) {
                world.cut(voters, other);
            }
            startAll(world);
            world.runFor(lateMs);
            for (long other = 1; other < voters; other++) {
                world.heal(voters, other);
            }
            world.runUntil(world::agrees, WAITED_MS);
            assertEquals(lateMs < 200 ? voters : voters - 1, leaderOf(world, 1), "" + lateMs);
        }
    }

    @Test
    void observersAreNeverCountedAndFindTheLeader() {
        World world = world(3, 11, 12, 13);
        world.start(1, 11, 12, 13);
        world.runFor(100_000);
        assertTrue(world.members.values().stream().allMatch(m -> !m.isUp() || m.isLooking()));
        world.start(2);
        world.runUntil(world::agrees, WAITED_MS);
        assertEquals(2, leaderOf(world, 13));
        assertEquals(MemberState.OBSERVING, world.member(13).election().state());
    }

    @Test
    void anObserverThatStartsLaterFindsTheLeaderAtOnce() {
        World world = world(3, 11);
        world.start(1, 2, 3);
        world.runUntil(world::agrees, AT_ONCE_MS);
        world.start(11);
        assertTrue(world.runUntil(world::agrees, WAITED_MS) <= AT_ONCE_MS);
    }

    @Test
    void aMemberThatMayNotVoteIsNotCountedButFindsTheLeader() {
        World world = world(3);
        world.member(3).mayNotVote();
        world.start(2, 3);
        world.runFor(100_000);
        assertTrue(world.member(2).isLooking(), "one voter of three");
        world.start(1);
        assertTrue(world.runUntil(world::agrees, WAITED_MS) <= AT_ONCE_MS, "nor waited for");
        assertEquals(2, leaderOf(world, 3));
        assertEquals(MemberState.OBSERVING, world.member(3).election().state());
    }

    @Test
    void aLeaderHandsOverToWhomItNames() {
        World world = settled(5);
        for (Member member : world.members.values()) {
            member.election().takeOver(new ServerId(2));
            member.said.clear();
            member.look();
        }
        assertTrue(world.runUntil(world::agrees, WAITED_MS) <= AT_ONCE_MS);
        assertEquals(2, leaderOf(world, 5));
        for (Member member : world.members.values()) {
            assertEquals(4, member.said.size(), "the first vote was the last");
        }
    }

    @Test
    void aHandOverNotHeardByAllOrToADeadMemberEndsInAnElection() {
        World world = settled(5);
        for (Member member : world.members.values()) {
            if (member.id.value() != 4) {
                member.election().takeOver(new ServerId(2));
            }
            member.look();
        }
        assertTrue(world.runUntil(world::agrees, WAITED_MS) <= AT_ONCE_MS);
        assertEquals(4, leaderOf(world, 5));

        world = settled(3);
        world.kill(1);
        world.runFor(5);
        for (long told = 2; told <= 3; told++) {
            world.member(told).election().takeOver(new ServerId(1));
            world.member(told).look();
        }
        assertTrue(world.runUntil(world::agrees, WAITED_MS) <= AT_ONCE_MS);
        assertEquals(3, leaderOf(world, 2));
    }

    @Test
    void aSuccessorIsNamedForOneElectionOnly() {
        World world = settled(3);
        world.members.values().forEach(m -> m.election().takeOver(new ServerId(1)));
        world.members.values().forEach(Member::look);
        world.runUntil(world::agrees, AT_ONCE_MS);
        assertEquals(1, leaderOf(world, 3));
        world.members.values().forEach(Member::look);
        world.runUntil(world::agrees, AT_ONCE_MS);
        assertEquals(3, leaderOf(world, 1));
    }

    @Test
    void aMemberThatCannotJoinPausesMoreAndMore() {
        World world = settled(3);
        world.kill(1);
        world.start(1);
        Member joiner = world.member(1);
        long endMs = world.nowMs() + 60_000;
        while (world.nowMs() < endMs) {
            world.runUntil(() -> !joiner.isLooking(), 2_500);
            joiner.look();
        }
        int tries = joiner.decisions.size();
        assertTrue(tries > 20 && tries < 40, "tries in a minute: " + tries);
        world.runUntil(() -> !joiner.isLooking(), 2_500);
        joiner.election().established(new Epoch(1));
        joiner.look();
        assertTrue(world.runUntil(() -> !joiner.isLooking(), 2_500) <= AT_ONCE_MS);
    }

    @Test
    void repetitionsBecomeRareWhileNothingHappens() {
        World world = world(3);
        world.start(1);
        world.runFor(100);
        world.member(1).said.clear();
        world.runFor(600_000);
        int repeats = world.member(1).said.size() / 2;
        assertTrue(repeats > 10 && repeats < 25, "repeats in ten minutes: " + repeats);
        assertFalse(world.member(1).said.stream().anyMatch(said -> !said.contains("LOOKING 1 1")));
    }
}
