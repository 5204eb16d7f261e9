package org.muster.server.admin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.muster.model.SessionId;
import org.muster.server.admin.ServerFigures.TreeFigures;
import org.muster.server.admin.WatchTexts.Owner;
import org.muster.state.State;
import org.muster.state.tree.TreeWalk;

/** What words show of a state. */
final class StateFigures {
    /** The reference counts its root twice, once by the empty name. */
    private static final int ROOT_AGAIN = 1;

    private StateFigures() {}

    /** Everything that is known without a walk. */
    static TreeFigures of(State state) {
        return new TreeFigures(
                state.lastZxid().value(),
                state.tree().nodeCount() + ROOT_AGAIN,
                state.ephemeralCount(),
                state.sessions().size());
    }

    /** Bytes of all paths and data, by a walk over the whole tree. */
    static long approximateDataSize(State state) {
        long sum = state.tree().dataBytes() + ROOT_AGAIN;
        TreeWalk walk = state.tree().walk();
        while (walk.advance()) {
            sum += walk.pathLength();
        }
        return sum;
    }

    /** The timeouts of all sessions in milliseconds. */
    static Map<SessionId, Integer> timeoutsMs(State state) {
        Map<SessionId, Integer> timeouts = new LinkedHashMap<>();
        state.sessions().forEach(timeouts::put);
        return timeouts;
    }

    /** The sessions with ephemerals, in order. */
    static List<Owner> owners(State state) {
        return state.sessionsWithEphemerals().stream()
                .map(session -> new Owner(session, state.ephemerals(session)))
                .toList();
    }
}
