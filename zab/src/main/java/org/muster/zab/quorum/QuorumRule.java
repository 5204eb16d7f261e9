package org.muster.zab.quorum;

import java.util.List;
import java.util.Set;
import org.muster.model.ServerId;
import org.muster.model.peer.Membership;

/**
 * Which sets of voters decide.
 *
 * <p>Any two sets that suffice share a voter, and a set that contains one that suffices does too:
 * so what one quorum decided another cannot miss. Immutable.
 */
public sealed interface QuorumRule permits VoterMajority, GroupMajority {

    /** The rule of {@code membership}, which must have a voter that counts. */
    static QuorumRule of(Membership membership) {
        return membership.groups().isEmpty()
                ? new VoterMajority(membership.voters())
                : new GroupMajority(membership);
    }

    /** All voters, ascending; the order of {@link #reachedByQuorum}'s watermarks. */
    List<ServerId> voters();

    /** What {@code server}'s word counts; nobody may elect one whose word counts 0. */
    long weight(ServerId server);

    /** Whether those of {@code servers} that are voters suffice. */
    boolean suffices(Set<ServerId> servers);

    /**
     * The highest watermark that a set which suffices has reached, when the {@code i}-th of {@link
     * #voters} has reached {@code reached[i]}; the array is left as it is.
     */
    long reachedByQuorum(long[] reached);
}
