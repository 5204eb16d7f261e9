package org.muster.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.muster.model.ServerId;
import org.muster.model.peer.Membership;
import org.muster.server.config.Ensemble;
import org.muster.server.config.ServerLine;
import org.muster.server.log.EventLog;
import org.muster.zab.ZabInput;
import org.muster.zab.ZabPhase;
import org.muster.zab.ZabStart;

/** Tells the operator of a member that finds no leader who is missing and what helps. */
final class LeaderWatch {
    private final Ensemble ensemble;
    private final EventLog log;
    private final Set<ServerId> connected = ConcurrentHashMap.newKeySet();
    private volatile boolean looked;

    LeaderWatch(Ensemble ensemble, EventLog log) {
        this.ensemble = ensemble;
        this.log = log;
    }

    /** Notes who can be reached; on any thread. */
    void note(ZabInput input) {
        if (input instanceof ZabInput.Reachable(ServerId peer, boolean reachable)) {
            if (reachable) {
                connected.add(peer);
            } else {
                connected.remove(peer);
            }
        }
    }

    /** Called at intervals by one thread at a time; warns if nothing was found for a whole one. */
    void look(ZabPhase phase, ZabStart.Standing standing) {
        boolean looks = phase instanceof ZabPhase.Looking;
        if (looks && looked) {
            log.warn(text(standing));
        }
        looked = looks;
    }

    private String text(ZabStart.Standing standing) {
        Membership membership = ensemble.members().membership();
        List<String> present = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (ServerLine line : ensemble.members().servers()) {
            boolean here = line.sid().equals(ensemble.self()) || connected.contains(line.sid());
            if (membership.voters().contains(line.sid())) {
                (here ? present : missing).add(here ? line.sid().toString() : line.text());
            }
        }
        StringBuilder text = new StringBuilder("no leader, nobody is served: of ");
        text.append(membership.voters().size()).append(" voters ");
        text.append(present.size()).append(" are here (").append(String.join(", ", present));
        text.append(')');
        if (!missing.isEmpty()) {
            text.append("; start the missing ones, or see that their election ports are reached: ");
            text.append(String.join(", ", missing));
        }
        if (standing == ZabStart.Standing.EMPTY) {
            text.append("; the data directory of this server is empty: it votes once all voters")
                    .append(" are here and empty too, or, if nothing was lost with it, when it is")
                    .append(" started with an empty file 'initialize' beside myid");
        } else if (standing != ZabStart.Standing.INTACT) {
            text.append("; this server has no vote, its log says why at its start");
        }
        return text.toString();
    }
}
