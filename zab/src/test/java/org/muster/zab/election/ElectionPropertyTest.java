package org.muster.zab.election;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.muster.model.Property;
import org.muster.model.ServerId;
import org.muster.model.Zxid;
import org.muster.model.peer.Membership;
import org.muster.model.peer.Vote;
import org.muster.zab.quorum.QuorumRule;

/**
 * Elections under drawn delays, losses, restarts, freezes and partitions: nobody ever decides
 * without a quorum, and once the faults are over all find one leader, the best one if all look.
 */
final class ElectionPropertyTest {
    private static final int FOUND_MS = 5_000;

    @Test
    void faultsNeverMakeALeaderWithoutAQuorumNorPreventOneAfterwards() {
        Property.holds(60, random -> new Run(random).play(5));
    }

    @Test
    @Tag("slow")
    void soItIsUnderManySeeds() {
        Property.holds(1_000, random -> new Run(random).play(20));
    }

    /** One drawn run. */
    private static final class Run {
        private final RandomGenerator random;
        private final World world;
        private final int voters;
        private final int all;

        Run(RandomGenerator random) {
            this.random = random;
            voters = 3 + 2 * random.nextInt(3);
            all = voters + random.nextInt(2);
            QuorumRule quorum =
                    QuorumRule.of(
                            new Membership(0, ids(1, voters), ids(voters + 1, all), List.of()));
            world = new World(quorum, ids(voters + 1, all), random);
            for (long id = 1; id <= voters; id++) {
                world.member(id).holds(0, new Zxid(random.nextInt(3)));
            }
            if (random.nextInt(3) == 0) {
                world.member(1 + random.nextInt(voters)).mayNotVote();
            }
            new Reigns(world);
        }

        private static List<ServerId> ids(long first, long last) {
            return LongStream.rangeClosed(first, last).mapToObj(ServerId::new).toList();
        }

        void play(int faults) {
            world.delayMs = 2 + random.nextInt(20);
            world.loss = random.nextInt(3) * 0.1;
            for (long id = 1; id <= all; id++) {
                world.start(id);
            }
            for (int i = 0; i < faults; i++) {
                fault();
                world.runFor(random.nextInt(1_000));
            }
            world.loss = 0;
            heal();
            world.runUntil(world::agrees, FOUND_MS);
            world.runFor(500);
            lookAllAtOnce();
        }

        private void fault() {
            long one = drawn();
            long other = drawn();
            Member member = world.member(one);
            switch (random.nextInt(7)) {
                case 0, 1 -> {
                    if (member.isUp()) {
                        world.kill(one);
                    }
                }
                case 2 -> revive(one);
                case 3, 4 -> {
                    if (one != other) {
                        world.cut(one, other);
                    }
                }
                case 5 -> world.heal(one, other);
                default -> {
                    if (member.isFrozen()) {
                        world.thaw(one);
                    } else if (member.isUp()) {
                        world.freeze(one);
                    }
                }
            }
        }

        private long drawn() {
            return random.nextLong(1, all + 1L);
        }

        private void revive(long id) {
            if (!world.member(id).isUp()) {
                world.start(id);
            }
        }

        private void heal() {
            for (long id = 1; id <= all; id++) {
                for (long other = id + 1; other <= all; other++) {
                    world.heal(id, other);
                }
            }
            for (long id = 1; id <= all; id++) {
                if (world.member(id).isFrozen()) {
                    world.thaw(id);
                }
                revive(id);
            }
        }

        private void lookAllAtOnce() {
            world.members.values().forEach(Member::look);
            world.runUntil(world::agrees, FOUND_MS);
            Vote best =
                    world.members.values().stream()
                            .map(Member::own)
                            .max(Comparator.naturalOrder())
                            .orElseThrow();
            assertEquals(best.leader(), world.member(1).leader(), world::describe);
        }
    }
}
