package org.muster.zab.quorum;

import java.util.List;
import java.util.Set;
import org.muster.model.ServerId;

/** Every voter counts the same, and more than half of them decide. */
record VoterMajority(List<ServerId> voters, Majority majority) implements QuorumRule {
    VoterMajority(List<ServerId> voters) {
        this(voters, new Majority(voters.size()));
    }

    @Override
    public long weight(ServerId server) {
        return voters.contains(server) ? 1 : 0;
    }

    @Override
    public boolean suffices(Set<ServerId> servers) {
        int count = 0;
        for (ServerId voter : voters) {
            count += servers.contains(voter) ? 1 : 0;
        }
        return majority.suffices(count);
    }

    @Override
    public long reachedByQuorum(long[] reached) {
        return majority.reachedByQuorum(reached);
    }
}
