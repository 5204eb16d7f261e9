package org.muster.model.peer;

import java.util.List;
import org.muster.model.ServerId;

/**
 * Who belongs to an ensemble and what each counts; addresses are not its matter.
 *
 * @param version orders memberships; 0 for one that was never reconfigured
 * @param voters ascending
 * @param observers ascending
 * @param groups of a weighted ensemble, ascending by id; empty where the majority of voters decides
 */
public record Membership(
        long version, List<ServerId> voters, List<ServerId> observers, List<Group> groups) {
    /** Voters that decide together; a voter is in exactly one group. */
    public record Group(long id, List<Weighted> members) {}

    /** A voter and what it counts within its group, 0 for one that only confirms. */
    public record Weighted(ServerId voter, long weight) {}
}
