package org.muster.zab;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.muster.model.Property;
import org.muster.model.ServerId;
import org.muster.model.Zxid;
import org.muster.model.peer.Membership;

/** Disks that are lost or damaged, groups with weights, members of several kinds; all at random. */
class DisasterTest {
    @Test
    void nothingCommittedIsLostWithADisk() {
        Property.holds(60, DisasterTest::disaster);
    }

    static void disaster(RandomGenerator random) {
        Ensemble world = new Ensemble(membership(random), random);
        world.delayMs = 1 + random.nextInt(20);
        world.syncMs = 1 + random.nextInt(random.nextInt(4) == 0 ? 150 : 20);
        int lastCounter = random.nextInt(3) == 0 ? 3 + random.nextInt(30) : 1_000_000;
        world.limits =
                new ZabConfig.Limits(
                        random.nextInt(10), 1 << 20, random.nextInt(5) == 0, lastCounter);
        for (ServerId id : world.nodes.keySet()) {
            if (random.nextInt(4) == 0) {
                world.plain.add(id);
            }
        }
        world.startAll();
        List<ServerId> ids = List.copyOf(world.nodes.keySet());
        int events = 20 + random.nextInt(80);
        for (int i = 0; i < events; i++) {
            world.runFor(random.nextInt(random.nextInt(4) == 0 ? 1_500 : 60));
            happens(
                    world,
                    world.node(ids.get(random.nextInt(ids.size())).value()),
                    world.node(ids.get(random.nextInt(ids.size())).value()));
        }
        world.healAll();
        world.nodes.values().forEach(Node::thaw);
        world.nodes.values().forEach(Node::crash);
        world.startAll();
        world.runUntil(world::everybodyServes, 30_000);
        while (world.witness.doubtful() != null) {
            world.askForReadmission();
            world.runFor(1_000);
        }
        world.runUntil(world::everybodyServes, 30_000);
        Zxid last = world.leading().tryPropose();
        world.runUntil(() -> last != null && world.allHave(last), 10_000);
    }

    private static void happens(Ensemble world, Node any, Node other) {
        // What one disk has lost the others must have: only one at a time.
        boolean mayLose = world.witness.doubtful() == null && world.witness.sufficeWithout(any);
        switch (world.random.nextInt(18)) {
            case 0 -> any.crash();
            case 1, 2, 3 -> any.start();
            case 4 -> any.freeze();
            case 5 -> any.thaw();
            case 6 -> world.cut(any.id, other.id);
            case 7 -> world.isolate(any.id);
            case 8 -> world.healAll();
            case 9 -> any.handOver();
            case 10 -> world.nodes.values().forEach(Node::crash);
            case 11 -> {
                if (mayLose) {
                    any.wipe();
                }
            }
            case 12 -> {
                if (mayLose) {
                    any.damage();
                }
            }
            case 13 -> world.askForReadmission();
            default -> {
                for (int n = world.random.nextInt(8); n >= 0; n--) {
                    world.nodes.values().forEach(Node::tryPropose);
                }
            }
        }
    }

    private static Membership membership(RandomGenerator random) {
        int voters = List.of(3, 3, 5, 4, 2).get(random.nextInt(5));
        List<ServerId> voting = new ArrayList<>();
        for (int id = 1; id <= voters; id++) {
            voting.add(new ServerId(id));
        }
        List<ServerId> observing =
                random.nextBoolean() ? List.of() : List.of(new ServerId(voters + 1));
        List<Membership.Group> groups = new ArrayList<>();
        if (voters == 5 && random.nextBoolean()) {
            groups.add(group(1, voting.subList(0, 3), 1));
            groups.add(group(2, voting.subList(3, 5), 1 + random.nextInt(2)));
        }
        return new Membership(0, voting, observing, groups);
    }

    private static Membership.Group group(long id, List<ServerId> voters, long weight) {
        return new Membership.Group(
                id, voters.stream().map(voter -> new Membership.Weighted(voter, weight)).toList());
    }
}
