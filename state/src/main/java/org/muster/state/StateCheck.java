package org.muster.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.muster.model.Invariant;
import org.muster.model.SessionId;
import org.muster.model.ZPath;
import org.muster.state.quota.QuotaPaths;
import org.muster.state.tree.TreeWalk;
import org.muster.state.tree.Znode;

/** Compares the indexes of a state with its tree. */
final class StateCheck {
    private StateCheck() {}

    static void validate(State state) {
        state.tree.validate();
        Map<SessionId, List<ZPath>> ephemerals = new TreeMap<>();
        List<ZPath> reapables = new ArrayList<>();
        List<ZPath> quotas = new ArrayList<>();
        TreeWalk walk = state.tree.walk();
        while (walk.advance()) {
            Znode node = walk.node();
            ZPath path = walk.path();
            if (node.isEphemeral()) {
                ephemerals
                        .computeIfAbsent(new SessionId(node.owner()), id -> new ArrayList<>())
                        .add(path);
            } else if (node.isReapable()) {
                reapables.add(path);
            }
            if (QuotaPaths.isLimits(path)) {
                quotas.add(QuotaPaths.subject(path));
            }
        }
        requireSame(reapables, state.reapables(), "containers and TTL znodes");
        requireSame(quotas, state.quotas(), "quotas");
        Invariant.require(
                new ArrayList<>(ephemerals.keySet()).equals(state.sessionsWithEphemerals()),
                "sessions with ephemerals");
        int count = 0;
        for (Map.Entry<SessionId, List<ZPath>> entry : ephemerals.entrySet()) {
            requireSame(entry.getValue(), state.ephemerals(entry.getKey()), "ephemerals");
            long bytes = 0;
            for (ZPath path : entry.getValue()) {
                bytes += Ephemerals.listedBytes(path);
            }
            Invariant.require(bytes == state.listedEphemeralBytes(entry.getKey()), "listed bytes");
            count += entry.getValue().size();
        }
        Invariant.require(count == state.ephemeralCount(), "number of ephemerals");
    }

    private static void requireSame(List<ZPath> found, List<ZPath> indexed, String what) {
        List<ZPath> sorted = new ArrayList<>(found);
        sorted.sort(null);
        Invariant.require(sorted.equals(indexed), "index of " + what);
    }
}
