package org.muster.zab.quorum;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.muster.model.BrokenInvariantException;
import org.muster.model.Property;
import org.muster.model.ServerId;
import org.muster.model.peer.Membership;
import org.muster.model.peer.Membership.Group;
import org.muster.model.peer.Membership.Weighted;

/** The rules against the definition in words, counted out over every subset of the voters. */
final class QuorumRuleTest {
    private static final int MAX_VOTERS = 7;

    /** The definition: in more than half of the groups that weigh something, more than half. */
    private static boolean byDefinition(Membership membership, Set<ServerId> servers) {
        if (membership.groups().isEmpty()) {
            long present = membership.voters().stream().filter(servers::contains).count();
            return 2 * present > membership.voters().size();
        }
        int counting = 0;
        int agreeing = 0;
        for (Group group : membership.groups()) {
            long total = group.members().stream().mapToLong(Weighted::weight).sum();
            long present =
                    group.members().stream()
                            .filter(member -> servers.contains(member.voter()))
                            .mapToLong(Weighted::weight)
                            .sum();
            counting += total > 0 ? 1 : 0;
            agreeing += 2 * present > total ? 1 : 0;
        }
        return 2 * agreeing > counting;
    }

    private static Membership drawn(RandomGenerator random) {
        List<ServerId> voters = new ArrayList<>();
        for (int sid = 1; sid <= 1 + random.nextInt(MAX_VOTERS); sid++) {
            voters.add(new ServerId(sid));
        }
        List<List<Weighted>> byGroup = new ArrayList<>();
        int groups = random.nextInt(4);
        for (int i = 0; i < groups; i++) {
            byGroup.add(new ArrayList<>());
        }
        for (int i = 0; groups > 0 && i < voters.size(); i++) {
            int weight = i == 0 ? 1 : random.nextInt(4); // one counts in any case
            byGroup.get(random.nextInt(groups)).add(new Weighted(voters.get(i), weight));
        }
        List<Group> all = new ArrayList<>();
        for (int i = 0; i < groups; i++) {
            all.add(new Group(i, byGroup.get(i)));
        }
        return new Membership(0, voters, List.of(new ServerId(99)), all);
    }

    /** The voters that the bits of {@code code} stand for, and one that is none. */
    private static Set<ServerId> subset(Membership membership, int code) {
        Set<ServerId> servers = new TreeSet<>();
        servers.add(new ServerId(99));
        for (int i = 0; i < membership.voters().size(); i++) {
            if ((code & 1 << i) != 0) {
                servers.add(membership.voters().get(i));
            }
        }
        return servers;
    }

    @Test
    void sufficesExactlyWhereTheDefinitionSaysSo() {
        Property.holds(
                500,
                random -> {
                    Membership membership = drawn(random);
                    QuorumRule rule = QuorumRule.of(membership);
                    for (int code = 0; code < 1 << membership.voters().size(); code++) {
                        Set<ServerId> servers = subset(membership, code);
                        assertEquals(
                                byDefinition(membership, servers),
                                rule.suffices(servers),
                                membership + " " + servers);
                    }
                });
    }

    @Test
    void anyTwoQuorumsShareAVoterAndNobodyIsNone() {
        Property.holds(
                200,
                random -> {
                    Membership membership = drawn(random);
                    QuorumRule rule = QuorumRule.of(membership);
                    int all = (1 << membership.voters().size()) - 1;
                    assertFalse(rule.suffices(new TreeSet<>()));
                    assertTrue(rule.suffices(subset(membership, all)));
                    for (int code = 0; code <= all; code++) {
                        assertFalse(
                                rule.suffices(subset(membership, code))
                                        && rule.suffices(subset(membership, all & ~code)));
                    }
                });
    }

    @Test
    void reachedByQuorumIsTheHighestMarkThatEnoughHaveReached() {
        Property.holds(
                2_000,
                random -> {
                    Membership membership = drawn(random);
                    QuorumRule rule = QuorumRule.of(membership);
                    long[] reached = random.longs(rule.voters().size(), 0, 5).toArray();
                    long[] before = reached.clone();
                    long expected = Long.MIN_VALUE;
                    for (long mark = 0; mark < 5; mark++) {
                        Set<ServerId> there = new TreeSet<>();
                        for (int i = 0; i < reached.length; i++) {
                            if (reached[i] >= mark) {
                                there.add(rule.voters().get(i));
                            }
                        }
                        expected = byDefinition(membership, there) ? mark : expected;
                    }
                    assertEquals(expected, rule.reachedByQuorum(reached), membership.toString());
                    assertArrayEquals(before, reached);
                });
    }

    @Test
    void onlyVotersWeigh() {
        List<ServerId> voters = List.of(new ServerId(1), new ServerId(2));
        QuorumRule plain = QuorumRule.of(new Membership(0, voters, List.of(), List.of()));
        assertEquals(1, plain.weight(new ServerId(2)));
        assertEquals(0, plain.weight(new ServerId(3)));
        Group group =
                new Group(
                        1, List.of(new Weighted(voters.get(0), 5), new Weighted(voters.get(1), 0)));
        QuorumRule weighted = QuorumRule.of(new Membership(0, voters, List.of(), List.of(group)));
        assertEquals(5, weighted.weight(new ServerId(1)));
        assertEquals(0, weighted.weight(new ServerId(2)));
        assertEquals(0, weighted.weight(new ServerId(3)));
        assertTrue(weighted.suffices(new TreeSet<>(List.of(new ServerId(1)))));
    }

    @Test
    void aMembershipThatNobodyCanDecideInIsADefect() {
        List<ServerId> voters = List.of(new ServerId(1), new ServerId(2));
        List<List<Weighted>> broken =
                List.of(
                        List.of(new Weighted(voters.get(0), 1)),
                        List.of(new Weighted(new ServerId(3), 1), new Weighted(voters.get(0), 1)),
                        List.of(new Weighted(voters.get(0), 1), new Weighted(voters.get(0), 1)),
                        List.of(new Weighted(voters.get(0), 0), new Weighted(voters.get(1), 0)),
                        List.of(new Weighted(voters.get(0), -1), new Weighted(voters.get(1), 3)));
        for (List<Weighted> members : broken) {
            List<Group> groups = List.of(new Group(1, members));
            assertThrows(
                    BrokenInvariantException.class,
                    () -> QuorumRule.of(new Membership(0, voters, List.of(), groups)),
                    members.toString());
        }
        assertThrows(
                BrokenInvariantException.class,
                () -> QuorumRule.of(new Membership(0, List.of(), voters, List.of())));
    }
}
