package org.muster.zab.quorum;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.muster.model.Invariant;
import org.muster.model.ServerId;
import org.muster.model.peer.Membership;

/**
 * Voters in groups: a group agrees when more than half of its weight does, and more than half of
 * the groups decide. Groups without weight do not count.
 */
final class GroupMajority implements QuorumRule {
    /** A voter by its place among all. */
    private record Seat(int voter, long weight) {}

    /** The seats of a group, and the weight it takes to be more than half. */
    private record Group(List<Seat> seats, long needed) {}

    private final List<ServerId> voters;
    private final long[] weights;
    private final List<Group> groups = new ArrayList<>();
    private final Majority majority;

    GroupMajority(Membership membership) {
        this.voters = membership.voters();
        this.weights = new long[voters.size()];
        List<ServerId> unseated = new ArrayList<>(voters);
        for (Membership.Group group : membership.groups()) {
            addGroup(group, unseated);
        }
        Invariant.require(unseated.isEmpty(), "every voter is in a group");
        this.majority = new Majority(groups.size());
    }

    private void addGroup(Membership.Group group, List<ServerId> unseated) {
        List<Seat> seats = new ArrayList<>();
        long total = 0;
        for (Membership.Weighted member : group.members()) {
            Invariant.require(unseated.remove(member.voter()), "only voters, and each once");
            Invariant.require(member.weight() >= 0, "nobody weighs less than nothing");
            int voter = voters.indexOf(member.voter());
            weights[voter] = member.weight();
            total = Math.addExact(total, member.weight());
            seats.add(new Seat(voter, member.weight()));
        }
        if (total > 0) {
            groups.add(new Group(seats, total / 2 + 1));
        }
    }

    @Override
    public List<ServerId> voters() {
        return voters;
    }

    @Override
    public long weight(ServerId server) {
        int voter = voters.indexOf(server);
        return voter < 0 ? 0 : weights[voter];
    }

    @Override
    public boolean suffices(Set<ServerId> servers) {
        int agreeing = 0;
        for (Group group : groups) {
            long weight = 0;
            for (Seat seat : group.seats) {
                weight += servers.contains(voters.get(seat.voter)) ? seat.weight : 0;
            }
            agreeing += weight >= group.needed ? 1 : 0;
        }
        return majority.suffices(agreeing);
    }

    @Override
    public long reachedByQuorum(long[] reached) {
        Invariant.require(reached.length == voters.size(), "one watermark for each voter");
        long[] byGroup = new long[groups.size()];
        for (int i = 0; i < byGroup.length; i++) {
            byGroup[i] = reachedIn(groups.get(i), reached);
        }
        return majority.reachedByQuorum(byGroup);
    }

    /** The highest of the members' watermarks that enough weight stands at or above. */
    private static long reachedIn(Group group, long[] reached) {
        long best = Long.MIN_VALUE;
        for (Seat candidate : group.seats) {
            long mark = reached[candidate.voter];
            long weight = 0;
            for (Seat seat : group.seats) {
                weight += reached[seat.voter] >= mark ? seat.weight : 0;
            }
            if (weight >= group.needed) {
                best = Math.max(best, mark);
            }
        }
        return best;
    }
}
