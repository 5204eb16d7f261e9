package org.muster.state;

import org.muster.model.SessionId;
import org.muster.model.ZPath;
import org.muster.state.map.OrderedMap;
import org.muster.state.tree.ZnodeTree;

/** The parts of a {@link State} while they change. */
final class StateParts {
    ZnodeTree tree;
    OrderedMap<SessionId, Integer> sessions = OrderedMap.empty();
    OrderedMap<SessionId, Ephemerals> ephemerals = OrderedMap.empty();
    OrderedMap<ZPath, Boolean> reapables = OrderedMap.empty();
    OrderedMap<ZPath, Boolean> quotas = OrderedMap.empty();
    int ephemeralCount;

    StateParts(ZnodeTree tree) {
        this.tree = tree;
    }

    StateParts(State state) {
        this.tree = state.tree;
        this.sessions = state.sessions;
        this.ephemerals = state.ephemerals;
        this.reapables = state.reapables;
        this.quotas = state.quotas;
        this.ephemeralCount = state.ephemeralCount;
    }

    void addEphemeral(SessionId session, ZPath path) {
        Ephemerals owned = ephemerals.get(session);
        ephemerals = ephemerals.with(session, (owned == null ? Ephemerals.NONE : owned).with(path));
        ephemeralCount++;
    }

    void dropEphemeral(SessionId session, ZPath path) {
        Ephemerals owned = ephemerals.get(session);
        if (owned == null || !owned.paths().contains(path)) {
            return;
        }
        Ephemerals rest = owned.without(path);
        ephemerals =
                rest.paths().isEmpty()
                        ? ephemerals.without(session)
                        : ephemerals.with(session, rest);
        ephemeralCount--;
    }
}
